import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';

/** Each measurement is split into at least this many turns, which alternate with those of the compared cases. */
const TURNS = 5;

/** Requests before the timed ones: a connection is opened, code is compiled. */
const AHEAD = 10;

const median = (values) => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Waits until a server is idle: it still handles requests that the client has aborted. */
const untilQuiet = async (server) => {
  for (let before = await server.run('cpu'); ;) {
    await wait(50);
    const now = await server.run('cpu');
    if (now - before < 10_000) return;
    before = now;
  }
};

const once = async ({ server, request: { expected = 200, ...request } }, connections, seconds) => {
  const cpuBefore = await server.run('cpu');
  const result = await autocannon({ ...request, connections, duration: seconds });
  const cpu = (await server.run('cpu')) - cpuBefore;
  await untilQuiet(server);
  const right = result.statusCodeStats[expected]?.count ?? 0;
  return {
    perSecond: right / result.duration,
    cpu: right > 0 ? cpu / right : undefined,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong: result.requests.total - right + result.errors,
  };
};

/**
 * Sends load to several URLs in turns, so that other work on the machine affects all of them alike.
 *
 * @param {{name: string, server: object, request: object}[]} cases `request` has `url`, `method`, `headers`, `body` and
 *   the status that is `expected`
 * @param {number} seconds of each
 * @returns {Promise<Map<string, object>>} by name, the medians of the turns: responses `perSecond`, `cpu`, the
 *   microseconds of processor time of the server for each, and latencies in milliseconds; `wrong` counts responses with
 *   another status
 */
export const loadInTurns = async (cases, connections, seconds) => {
  for (const each of cases) await once(each, connections, Math.min(1, seconds));
  const taken = new Map(cases.map(({ name }) => [name, []]));
  // Autocannon counts in whole seconds.
  const length = Math.max(1, seconds / TURNS);
  for (let turn = 0; turn * length < seconds; turn += 1) {
    for (const each of turn % 2 === 0 ? cases : cases.toReversed()) {
      taken.get(each.name).push(await once(each, connections, length));
    }
  }
  return new Map(
    [...taken].map(([name, turns]) => {
      const of = (key) => median(turns.map((turn) => turn[key]).filter((value) => value !== undefined));
      const wrong = turns.reduce((sum, turn) => sum + turn.wrong, 0);
      return [name, { perSecond: of('perSecond'), cpu: of('cpu'), p50: of('p50'), p99: of('p99'), wrong }];
    })
  );
};

/**
 * Sends one request after the other, each timed by itself; `before` runs before each and is not timed. `request` may be a
 * function that returns another one each time.
 */
export const oneByOne = async (request, times, { before = async () => {}, ahead = AHEAD } = {}) => {
  const took = [];
  let bytes = 0;
  for (let time = -ahead; time < times; time += 1) {
    const { url, headers, method, body } = typeof request === 'function' ? request() : request;
    await before();
    const started = performance.now();
    const response = await fetch(url, { headers, method, body });
    bytes = (await response.arrayBuffer()).byteLength;
    if (time >= 0) took.push(performance.now() - started);
    if (response.status !== 200) throw new Error(`${url} responded with ${response.status}`);
  }
  took.sort((one, other) => one - other);
  return {
    p50: took[Math.floor(took.length / 2)],
    // With fewer requests it would be the slowest of all.
    p99: took.length >= 100 ? took[Math.floor(took.length * 0.99)] : undefined,
    bytes,
  };
};
