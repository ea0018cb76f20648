import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import qs from 'qs';
import { loadInTurns, oneByOne } from './load.mjs';
import { plainGraphQLQuery } from './plain-graphql.mjs';
import { ROOT } from './site.mjs';
import { createSlowProxy } from './slow-proxy.mjs';

const LIB = path.join(ROOT, 'tests', 'bench', 'lib');

const PLUGINS = `const path = require('node:path');

module.exports = () => ({
  'career-field': {
    enabled: true,
    config: {
      fastLane: process.env.BENCH_FAST_LANE === 'true',
      site: { url: 'https://portal.example' },
      limits: { depth: 20, conditions: 1000, populated: 1000, pageSize: 100 },
    },
  },
  graphql: { config: { defaultLimit: 25, maxLimit: 100, depthLimit: 20, apolloServer: { introspection: true } } },
  'strapi-cache': {
    enabled: process.env.BENCH_STRAPI_CACHE === 'true',
    resolve: path.dirname(require.resolve('strapi-cache/package.json')),
    config: { size: 1024 ** 3, cacheableRoutes: ['/api/career-field/articles'] },
  },
  'users-permissions': { config: { jwtSecret: 'bench' } },
});
`;

/** Starts a process that listens for requests, and for commands over its IPC channel. */
const start = async (file, args, env, cwd) => {
  const child = fork(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const waiting = new Map();
  let commands = 0;
  const ready = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.id === undefined) return resolve(message);
      const { resolve: done, reject: fail } = waiting.get(message.id);
      if (message.error) fail(new Error(`${message.error}\n${JSON.stringify(message.issues)}`));
      else done(message.result);
    });
    child.on('exit', (code) => {
      const error = new Error(`${file} ended with ${code}:\n${errors.slice(-4000)}`);
      reject(error);
      for (const { reject: fail } of waiting.values()) fail(error);
    });
  });
  const { port, etag } = await ready;
  return {
    url: `http://127.0.0.1:${port}`,
    etag,
    run: (name, options = {}) =>
      new Promise((resolve, reject) => {
        commands += 1;
        waiting.set(commands, { resolve, reject });
        child.send({ id: commands, name, ...options });
      }),
    stop: async () => {
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
};

const SLUG = 'backend-0';

const GUIDE = `/api/career-field/guides/${SLUG}?locale=de`;

/** Publishing is measured in turns, too: the number of guides in a turn, and of turns. */
const PUBLISHED = 20;
const PUBLISHING_TURNS = 3;

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * Takes all measurements with one database.
 *
 * @returns rows with a name, the responses per second and latencies by number of connections, and SQL statements
 */
export const measureDelivery = async (site, { files, connections, seconds, delay, note }) => {
  writeFileSync(path.join(site.folder, 'config', 'plugins.js'), PLUGINS);
  const rows = [];
  const serve = (env = {}) =>
    start(path.join(LIB, 'server.mjs'), [site.folder], { ...site.env, ...env }, site.folder);

  const report = (row) => {
    rows.push(row);
    const loads = Object.entries(row.loads ?? {}).map(
      ([count, { perSecond, cpu, p50, p99, wrong }]) =>
        `${count} connections ${Math.round(perSecond)}/s (${Math.round(cpu)} µs of the processor, p50 ${p50}, p99 ${p99} ms${wrong ? `, ${wrong} WRONG` : ''})`
    );
    const single = row.single ? `alone p50 ${row.single.p50.toFixed(2)} ms` : '';
    const count = row.statements === undefined ? '' : `${row.statements} statements`;
    note(`${row.name}: ${[...loads, single, count, row.text ?? ''].filter(Boolean).join('; ')}`);
  };

  const statementsOf = async (server, request) => {
    await oneByOne(request, 1);
    await server.run('countStatements');
    await oneByOne(request, 1, { ahead: 0 });
    return server.run('statements');
  };

  /** Measures some URLs in turns; `alone` is the number of single requests to each, `statements` counts SQL statements. */
  const measure = async (cases, counts = connections) => {
    const loads = new Map();
    for (const count of counts) loads.set(count, await loadInTurns(cases, count, seconds));
    for (const { name, server, request, alone, statements } of cases) {
      report({
        name,
        loads: Object.fromEntries([...loads].map(([count, measured]) => [count, measured.get(name)])),
        statements: statements ? await statementsOf(server, request) : undefined,
        single: alone ? await oneByOne(request, alone) : undefined,
      });
    }
  };

  /** @param pause milliseconds without requests before each one */
  const measureCold = async (name, server, request, { times = 100, pause = 0 } = {}) => {
    const forget = async () => {
      await server.run('forget');
      if (pause > 0) await wait(pause);
    };
    if (pause === 0) await oneByOne(request, 1);
    await forget();
    await server.run('countStatements');
    await oneByOne(request, 1, { ahead: 0 });
    const statements = await server.run('statements');
    const ahead = pause > 0 ? 0 : undefined;
    report({ name, statements, single: await oneByOne(request, times, { before: forget, ahead }) });
  };

  const etagOf = async (url) => (await fetch(url)).headers.get('etag');

  const unless = (etag) => ({ headers: { 'if-none-match': etag }, expected: 304 });

  const post = (url, query) => ({
    url: `${url}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

  let server = await serve();
  await server.run('openToAll');
  const { guides, seconds: took } = await server.run('import', { files });
  note(`${guides} guides (one per locale), built in ${took.toFixed(1)} s after the import`);
  await server.stop();

  server = await serve();
  const guideUrl = `${server.url}${GUIDE}`;
  await server.run('countStatements');
  const first = await oneByOne({ url: guideUrl }, 1, { ahead: 0 });
  report({
    name: 'first guide after a start',
    statements: await server.run('statements'),
    single: first,
  });
  const populate = await server.run('populate');
  const rest = `/api/career-field/articles?${qs.stringify(
    { locale: 'de', filters: { slug: { $eq: SLUG } }, populate },
    { encodeValuesOnly: true }
  )}`;
  const graphqlQuery = await plainGraphQLQuery(server.url, SLUG);

  // These processes run at the same time, since compared cases are measured in turns.
  const fast = await serve({ BENCH_FAST_LANE: 'true' });
  const fastUrl = `${fast.url}${GUIDE}`;
  const cache = await serve({ BENCH_STRAPI_CACHE: 'true' });
  const response = await fetch(fastUrl);
  const body = path.join(site.folder, 'guide.json');
  writeFileSync(body, Buffer.from(await response.arrayBuffer()));
  const head = path.join(site.folder, 'head.json');
  const koas = new Set(['connection', 'content-length', 'content-type', 'date', 'etag', 'keep-alive']);
  writeFileSync(
    head,
    JSON.stringify(Object.fromEntries([...response.headers].filter(([name]) => !koas.has(name))))
  );
  const floor = await start(path.join(LIB, 'floor.mjs'), [body, head], {}, site.folder);

  await measureCold('guide, cold', server, { url: guideUrl });
  // Longer than permissions and locales are cached.
  await measureCold('guide, cold, after a pause', server, { url: guideUrl }, { times: 5, pause: 1500 });
  await measure([
    { name: 'guide, warm', server, request: { url: guideUrl }, alone: 100, statements: true },
    { name: 'guide, 304', server, request: { url: guideUrl, ...unless(await etagOf(guideUrl)) } },
    { name: 'health', server, request: { url: `${server.url}/_health`, expected: 204 } },
    { name: 'fast lane, warm', server: fast, request: { url: fastUrl }, alone: 100, statements: true },
    { name: 'fast lane, 304', server: fast, request: { url: fastUrl, ...unless(await etagOf(fastUrl)) } },
    {
      name: 'strapi-cache over plain REST',
      server: cache,
      request: { url: `${cache.url}${rest}` },
      alone: 100,
      statements: true,
    },
    { name: 'bare Koa', server: floor, request: { url: floor.url }, alone: 100 },
    { name: 'bare Koa, 304', server: floor, request: { url: floor.url, ...unless(floor.etag) } },
    { name: 'bare Koa, complete head', server: floor, request: { url: `${floor.url}/complete` } },
    {
      name: 'bare Koa, complete head, 304',
      server: floor,
      request: { url: `${floor.url}/complete`, ...unless(floor.etag) },
    },
  ]);
  for (const each of [fast, cache, floor]) await each.stop();

  const list = { url: `${server.url}/api/career-field/guides?locale=de&pageSize=25` };
  await measure([
    { name: 'plain REST', server, request: { url: `${server.url}${rest}` }, alone: 30, statements: true },
    { name: 'list of 25 cards', server, request: list, alone: 100, statements: true },
  ]);
  await measure(
    [
      { name: 'guide as HTML, warm', server, request: { url: `${guideUrl}&format=html` } },
      {
        name: 'plain GraphQL',
        server,
        request: post(server.url, graphqlQuery),
        alone: 20,
        statements: true,
      },
      {
        name: 'careerFieldGuide',
        server,
        request: post(server.url, GUIDE_QUERY),
        alone: 100,
        statements: true,
      },
    ],
    connections.slice(0, 1)
  );
  await measureCold('25 × careerFieldGuide, cold', server, post(server.url, GUIDES_QUERY), { times: 10 });
  await measureCold('list of 25 cards, cold', server, list);
  let word = 0;
  const WORDS = ['planung', 'daten', 'netz', 'pruefung', 'technik', 'beratung', 'fachkraft', 'spezialistin'];
  const search = () => {
    word += 1;
    return { url: `${server.url}/api/career-field/guides?locale=de&q=${WORDS[word % WORDS.length]}+${word}` };
  };
  report({ name: 'search, another query each time', single: await oneByOne(search, 100) });
  const sitemap = await oneByOne({ url: `${server.url}/api/career-field/sitemap` }, 20);
  report({ name: 'sitemap', single: sitemap, text: `${sitemap.bytes} bytes` });

  const plain = await serve({ BENCH_PLAIN: 'true' });
  const published = { ours: [], plain: [] };
  for (let turn = -1; turn < PUBLISHING_TURNS; turn += 1) {
    for (const [name, each] of Object.entries({ ours: server, plain })) {
      const measured = await each.run('publish', { times: PUBLISHED });
      // The first turn compiles the code.
      if (turn >= 0) published[name].push(measured);
    }
  }
  await plain.stop();
  await server.stop();
  const times = (key) =>
    median(published.ours.map((one) => one[key])) / median(published.plain.map((one) => one[key]));
  report({
    name: 'publishing a guide',
    publish: { ratio: times('cpuSeconds'), waiting: times('seconds') },
    text: `${times('cpuSeconds').toFixed(2)} times plain Strapi's processor time with what follows, ${times('seconds').toFixed(2)} times as long until it returns`,
  });

  if (delay > 0) {
    const proxy = await createSlowProxy(
      { host: process.env.DATABASE_HOST ?? '127.0.0.1', port: Number(process.env.DATABASE_PORT ?? 5432) },
      delay
    );
    server = await serve({ DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(proxy.port) });
    await measureCold(`guide, cold, database ${delay} ms away`, server, { url: `${server.url}${GUIDE}` });
    report({
      name: `plain REST, database ${delay} ms away`,
      single: await oneByOne({ url: `${server.url}${rest}` }, 20),
    });
    await server.stop();
    proxy.close();
  }
  return rows;
};

const GUIDE_FIELDS = `documentId locale slug title headline lead readingMinutes publishedAt updatedAt reviewedAt jsonLd
  hero { url alt width height } category { name slug } breadcrumbs { name slug } toc { anchor label }
  faq { question answer } related { slug title lead } furtherReading { label url } alternates { locale slug url }
  notices { kind text } sources { label url publisher asOf } seo { metaTitle metaDescription noIndex }
  sections { __typename
    ... on CareerFieldGuideDefinitionSection { anchor heading body }
    ... on CareerFieldGuideEmployersSection { anchor heading body employers { name } }
    ... on CareerFieldGuideAreasSection { anchor heading body areas: items { title text guide { slug } } }
    ... on CareerFieldGuideStudiesSection { anchor heading body question answer paths { title kind qualification eqfLevel description subjects } }
    ... on CareerFieldGuideSkillsSection { anchor heading body skills: items { skill { name kind } requirement level note } }
    ... on CareerFieldGuideTasksSection { anchor heading body tasks: items { title text } }
    ... on CareerFieldGuideOutlookSection { anchor heading body demand moves { title text kind } }
    ... on CareerFieldGuideFactsSection { anchor heading facts { label value } } }`;

const GUIDE_QUERY = `{ careerFieldGuide(slug: "${SLUG}", locale: "de") { ${GUIDE_FIELDS} } }`;

const GUIDES_QUERY = `{ careerFieldGuides(locale: "de", pageSize: 25) { nodes { guide { ${GUIDE_FIELDS} } } } }`;
