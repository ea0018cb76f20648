import autocannon from 'autocannon';

/**
 * Asks one address again and again.
 *
 * @param {object} request `url`, `method`, `headers`, `body`
 * @returns {Promise<{perSecond: number, p50: number, p99: number, wrong: number}>} latencies in milliseconds; `wrong`
 *   answers are those with another status than `expected`
 */
export const load = async ({ expected = 200, ...request }, connections, seconds) => {
  const result = await autocannon({ ...request, connections, duration: seconds });
  const right = result.statusCodeStats[expected]?.count ?? 0;
  return {
    perSecond: right / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong: result.requests.total - right + result.errors,
  };
};

/** One request after the other, each timed by itself; `before` runs ahead of each and is not timed. */
export const oneByOne = async ({ url, headers, method, body }, times, before = async () => {}) => {
  const took = [];
  let bytes = 0;
  for (let time = 0; time < times; time += 1) {
    await before();
    const started = performance.now();
    const answer = await fetch(url, { headers, method, body });
    bytes = (await answer.arrayBuffer()).byteLength;
    took.push(performance.now() - started);
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  }
  took.sort((one, other) => one - other);
  return { p50: took[Math.floor(took.length / 2)], p99: took[Math.floor(took.length * 0.99)], bytes };
};
