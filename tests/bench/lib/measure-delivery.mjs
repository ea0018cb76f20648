import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import qs from 'qs';
import { load, oneByOne } from './load.mjs';
import { ordinaryQuery } from './ordinary-graphql.mjs';
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

/** A process of ours that listens, and what it can be told. */
const start = async (file, args, env, cwd) => {
  const child = fork(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const waiting = new Map();
  let asked = 0;
  const ready = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.id === undefined) return resolve(message);
      const { resolve: done, reject: fail } = waiting.get(message.id);
      if (message.error) fail(new Error(`${message.error}\n${JSON.stringify(message.faults)}`));
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
    tell: (name, options = {}) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ id: asked, name, ...options });
      }),
    stop: async () => {
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
};

const SLUG = 'backend-0';

const GUIDE = `/api/career-field/guides/${SLUG}?locale=de`;

/**
 * Measures everything with one database.
 *
 * @returns rows with a name, the answers a second and latencies by connections, and statements
 */
export const measureDelivery = async (site, { files, connections, seconds, delay, note }) => {
  writeFileSync(path.join(site.folder, 'config', 'plugins.js'), PLUGINS);
  const rows = [];
  const serve = (env = {}) =>
    start(path.join(LIB, 'server.mjs'), [site.folder], { ...site.env, ...env }, site.folder);

  const tell = (row) => {
    rows.push(row);
    const loads = Object.entries(row.loads ?? {}).map(
      ([count, { perSecond, p50, p99, wrong }]) =>
        `${count} connections ${Math.round(perSecond)}/s (p50 ${p50}, p99 ${p99} ms${wrong ? `, ${wrong} WRONG` : ''})`
    );
    const single = row.single
      ? `alone p50 ${row.single.p50.toFixed(2)} ms, p99 ${row.single.p99.toFixed(2)} ms`
      : '';
    const count = row.statements === undefined ? '' : `${row.statements} statements`;
    note(`${row.name}: ${[...loads, single, count, row.text ?? ''].filter(Boolean).join('; ')}`);
  };

  const statementsOf = async (server, request) => {
    await oneByOne(request, 1);
    await server.tell('countStatements');
    await oneByOne(request, 1);
    return server.tell('statements');
  };

  const measure = async (name, server, request, { single = 20, only } = {}) => {
    const statements =
      server.tell && request.expected === undefined ? await statementsOf(server, request) : undefined;
    const loads = {};
    for (const count of only ?? connections) {
      await load(request, count, Math.min(1, seconds));
      loads[count] = await load(request, count, seconds);
    }
    tell({
      name,
      statements,
      loads,
      ...(single && request.expected === undefined ? { single: await oneByOne(request, single) } : {}),
    });
  };

  const measureCold = async (name, server, request, times = 30) => {
    await server.tell('forget');
    await server.tell('countStatements');
    await oneByOne(request, 1);
    const statements = await server.tell('statements');
    tell({ name, statements, single: await oneByOne(request, times, () => server.tell('forget')) });
  };

  const etagOf = async (url) => (await fetch(url)).headers.get('etag');

  const post = (url, query) => ({
    url: `${url}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

  let server = await serve();
  await server.tell('openToAll');
  const { guides, seconds: took } = await server.tell('import', { files });
  note(`${guides} guides (one a language), made in ${took.toFixed(1)} s after the import`);
  await server.stop();

  // (a) in the default lane, and beside it (b), (c), (e) in the same process.
  server = await serve();
  const populate = await server.tell('populate');
  const rest = `/api/career-field/articles?${qs.stringify(
    { locale: 'de', filters: { slug: { $eq: SLUG } }, populate },
    { encodeValuesOnly: true }
  )}`;
  const ordinary = await ordinaryQuery(server.url, SLUG);
  const guideUrl = `${server.url}${GUIDE}`;
  const bytes = Buffer.from(await (await fetch(guideUrl)).arrayBuffer());

  await measureCold('guide, cold', server, { url: guideUrl });
  await measure('guide, warm', server, { url: guideUrl });
  await measure('guide, 304', server, {
    url: guideUrl,
    headers: { 'if-none-match': await etagOf(guideUrl) },
    expected: 304,
  });
  await measure(
    'guide as HTML, warm',
    server,
    { url: `${guideUrl}&format=html` },
    { only: connections.slice(0, 1) }
  );
  await measure('health', server, { url: `${server.url}/_health`, expected: 204 });
  await measure('plain REST', server, { url: `${server.url}${rest}` });
  await measure('plain GraphQL', server, post(server.url, ordinary), { only: connections.slice(0, 1) });
  await measure('careerFieldGuide', server, post(server.url, GUIDE_QUERY), { only: connections.slice(0, 1) });
  await measureCold('25 × careerFieldGuide, cold', server, post(server.url, GUIDES_QUERY), 5);
  await measure('list of 25 cards', server, {
    url: `${server.url}/api/career-field/guides?locale=de&pageSize=25`,
  });
  await measureCold('list of 25 cards, cold', server, {
    url: `${server.url}/api/career-field/guides?locale=de&pageSize=25`,
  });
  let word = 0;
  const WORDS = ['planung', 'daten', 'netz', 'pruefung', 'technik', 'beratung', 'fachkraft', 'spezialistin'];
  const search = () =>
    `${server.url}/api/career-field/guides?locale=de&q=${WORDS[(word += 1) % WORDS.length]}+${word}`;
  const asked = [];
  for (let time = 0; time < 60; time += 1) asked.push((await oneByOne({ url: search() }, 1)).p50);
  asked.sort((one, other) => one - other);
  tell({ name: 'search, another question each time', single: { p50: asked[30], p99: asked[59] } });
  const sitemap = await oneByOne({ url: `${server.url}/api/career-field/sitemap` }, 5).catch(() => undefined);
  if (sitemap) tell({ name: 'sitemap', single: sitemap, text: `${sitemap.bytes} bytes` });

  const withGuides = await server.tell('publish', { times: 20 });
  const again = await server.tell('publish', { times: 20 });
  await server.tell('stopGuides');
  const plain = await server.tell('publish', { times: 20 });
  await server.stop();
  const best = Math.min(withGuides.cpuSeconds, again.cpuSeconds) / plain.cpuSeconds;
  tell({
    name: 'publishing a guide',
    publish: { ratio: best, waiting: Math.min(withGuides.seconds, again.seconds) / plain.seconds },
    text: `${best.toFixed(2)} times plain Strapi's processor time with what follows, ${(Math.min(withGuides.seconds, again.seconds) / plain.seconds).toFixed(2)} times as long until it returns`,
  });

  server = await serve({ BENCH_FAST_LANE: 'true' });
  await measure('fast lane, warm', server, { url: `${server.url}${GUIDE}` });
  await measure('fast lane, 304', server, {
    url: `${server.url}${GUIDE}`,
    headers: { 'if-none-match': await etagOf(`${server.url}${GUIDE}`) },
    expected: 304,
  });
  await server.stop();

  server = await serve({ BENCH_STRAPI_CACHE: 'true' });
  await measure('strapi-cache over plain REST', server, { url: `${server.url}${rest}` });
  await server.stop();

  const file = path.join(site.folder, 'guide.json');
  writeFileSync(file, bytes);
  const floor = await start(path.join(LIB, 'floor.mjs'), [file], {}, site.folder);
  const bare = { url: floor.url };
  await measure('bare Koa', { ...floor, tell: undefined }, { url: floor.url }, { single: 20 });
  await measure(
    'bare Koa, 304',
    { tell: undefined },
    { ...bare, headers: { 'if-none-match': floor.etag }, expected: 304 }
  );
  await floor.stop();

  if (delay > 0) {
    const proxy = await createSlowProxy(
      { host: process.env.DATABASE_HOST ?? '127.0.0.1', port: Number(process.env.DATABASE_PORT ?? 5432) },
      delay
    );
    server = await serve({ DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(proxy.port) });
    await measureCold(`guide, cold, database ${delay} ms away`, server, { url: `${server.url}${GUIDE}` });
    tell({
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
