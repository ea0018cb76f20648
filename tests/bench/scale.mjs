/**
 * Measures how fast a site with 72,000 guides is, 3,000 occupations in 24 languages on PostgreSQL, compared with 288: the
 * first list after the renaming of a category that a third of them show, the first guide and list after a publication,
 * the bootstrap, and the memory of a process that serves two languages. Needs the built plugin: `npm run build`.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { writeFigures } from './lib/figures.mjs';
import { createSite, ROOT } from './lib/site.mjs';

const whole = (text) => Number.parseInt(text, 10);

const options = new Command('npm run bench:scale --')
  .description('Measures how fast a site with many guides is.')
  .option('--occupations <number>', 'in 24 languages each', whole, 3000)
  .option('--few <number>', 'occupations of the site to compare with', whole, 12)
  .option(
    '--publications <number>',
    'publications, after each of which a guide and a list are read',
    whole,
    50
  )
  .option('--wait <seconds>', 'how long to wait for the background rebuild', whole, 900)
  .option('--write', 'writes docs/performance/scale.md')
  .parse()
  .opts();

const LOCALES = 'de en fr es it nl pl pt cs da el et fi hu lt lv mt ro sk sl sv bg hr ga'.split(' ');

const log = (text) => process.stderr.write(`${text}\n`);

const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: process.env.BENCH_BARE !== 'true', config: { publicRead: true, site: { url: 'https://portal.example' } } },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'bench' } },
});
`;

const INDEX = `module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const code of ${JSON.stringify(LOCALES)}) {
      if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
    }
  },
};
`;

const newSite = async () => {
  const site = await createSite('postgres');
  writeFileSync(path.join(site.folder, 'config', 'plugins.js'), PLUGINS);
  writeFileSync(path.join(site.folder, 'src', 'index.js'), INDEX);
  return site;
};

/** Starts a process of the site. @returns when it listens */
const start = async (site, env = {}) => {
  const started = performance.now();
  const child = fork(path.join(ROOT, 'tests/bench/lib/scale-server.mjs'), [site.folder], {
    cwd: site.folder,
    env: { ...process.env, ...site.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map();
  let requests = 0;
  const { port } = await new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.id === undefined) return resolve(message);
      const { done, fail } = waiting.get(message.id);
      if (message.error) fail(new Error(message.error));
      else done(message.result);
    });
    child.on('exit', (code) => reject(new Error(`The site ended with ${code}.`)));
  });
  return {
    started,
    run: (name, more = {}) =>
      new Promise((done, fail) => {
        requests += 1;
        waiting.set(requests, { done, fail });
        child.send({ id: requests, name, ...more });
      }),
    get: async (address) => {
      const begun = performance.now();
      const response = await fetch(`http://127.0.0.1:${port}/api/career-field${address}`);
      const body = await response.json();
      return { status: response.status, body, ms: performance.now() - begun };
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.send({ id: 0, name: 'stop' });
      await ended;
    },
  };
};

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];

/** Measures a site with a number of occupations. */
const measure = async (occupations) => {
  const say = (text) => log(`${occupations * LOCALES.length} guides: ${text}`);
  const site = await newSite();
  try {
    const preparing = await start(site);
    const { categories } = await preparing.run('prepare', { locales: LOCALES, occupations });
    await preparing.stop();
    say('created');

    const running = await start(site);
    const listening = performance.now() - running.started;
    const ready = async (address) => {
      const { status } = await running.get(address);
      if (status !== 200) throw new Error(`${address} responds with ${status}.`);
    };
    await ready('/guides/occupation-7?locale=de');
    await ready('/guides?locale=de');
    const started = performance.now() - running.started;
    say(`started in ${Math.round(started)} ms`);
    await ready('/guides?locale=en&q=occupation');
    await ready('/guides?locale=de&q=occupation');
    const memory = await running.run('memory');

    const times = { guide: [], list: [], publish: [] };
    for (let at = 1; at <= options.publications; at += 1) {
      const number = 1 + (at % occupations);
      const documentId = `occupation${String(number).padStart(6, '0')}`;
      const title = `Published ${at}`;
      times.publish.push(await running.run('publish', { documentId, locale: 'de', title }));
      const guide = await running.get(`/guides/occupation-${number}?locale=de`);
      const list = await running.get(`/guides?locale=de&pageSize=25&sort=updatedAt:desc`);
      if (guide.body.data.title !== title || list.body.data[0].title !== title) {
        throw new Error(`After publication ${at} a reader does not see it.`);
      }
      times.guide.push(guide.ms);
      times.list.push(list.ms);
    }
    await running.run('settle');

    const name = 'Renamed category';
    await running.run('rename', { documentId: categories[0], locale: 'de', to: name });
    const renamed = await running.get('/guides?locale=de&pageSize=100');
    const shown = renamed.body.data.filter(({ category }) => category?.documentId === categories[0]);
    if (shown.length === 0 || shown.some(({ category }) => category.name !== name)) {
      throw new Error('The first list after the renaming shows the old name.');
    }
    const guide = await running.get(`/guides/${shown[0].slug}?locale=de`);
    if (guide.body.data.category.name !== name) throw new Error('The guide shows the old name.');
    const afterwards = performance.now();
    const limit = new AbortController();
    await Promise.race([
      running.run('settle'),
      wait(options.wait * 1000, undefined, { signal: limit.signal }).catch(() => {}),
    ]);
    // The timer would keep this process running.
    limit.abort();
    const rebuilt = performance.now() - afterwards;
    await running.stop();
    return {
      guides: occupations * LOCALES.length,
      listening,
      started,
      memory,
      publish: percentile(times.publish, 0.95),
      guide: percentile(times.guide, 0.95),
      list: percentile(times.list, 0.95),
      renamed: renamed.ms,
      renamedGuide: guide.ms,
      rebuilt,
    };
  } finally {
    await site.remove();
  }
};

const bareStart = async () => {
  const site = await newSite();
  try {
    await (await start(site, { BENCH_BARE: 'true' })).stop();
    const running = await start(site, { BENCH_BARE: 'true' });
    const listening = performance.now() - running.started;
    await running.stop();
    return listening;
  } finally {
    await site.remove();
  }
};

const loads = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
const before = loads();
const bare = await bareStart();
const few = await measure(options.few);
const many = await measure(options.occupations);

const ms = (value) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
const seconds = (value) => `${(value / 1000).toFixed(1)} s`;
const row = (what, show, key, target, reached) =>
  `| ${what} | ${show(few[key])} | ${show(many[key])} | ${(many[key] / few[key]).toFixed(1)} | ${target} | ${reached ? 'yes' : '**no**'} |`;
const twice = (key) => many[key] <= 2 * few[key];
const megabytes = (value) => `${Math.round(value / 2 ** 20)} MB`;
const text = [
  `Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, PostgreSQL on the same machine. Load before: ${before}; after: ${loads()} (1, 5, 15 minutes). A site without the plugin listens after ${seconds(bare)}.`,
  '',
  `| | ${few.guides} guides | ${many.guides} guides | ratio | target | reached |`,
  '| --- | --- | --- | --- | --- | --- |',
  row(
    'First list after a category was renamed that a third shows',
    ms,
    'renamed',
    '≤ 100 ms, ≤ 2 ×',
    many.renamed <= 100 && twice('renamed')
  ),
  row('First guide after that', ms, 'renamedGuide', '', true),
  row(
    'First guide after a publication, p95',
    ms,
    'guide',
    '≤ 50 ms, ≤ 2 ×',
    many.guide <= 50 && twice('guide')
  ),
  row('First list after a publication, p95', ms, 'list', '≤ 50 ms, ≤ 2 ×', many.list <= 50 && twice('list')),
  row('Publishing, p95', ms, 'publish', '', true),
  row(
    'From the start of the process to its first guide and list',
    seconds,
    'started',
    '≤ 15 s',
    many.started <= 15_000
  ),
  row(
    'Memory (RSS) with two languages, searched',
    megabytes,
    'memory',
    '< 700 MB',
    many.memory < 700 * 2 ** 20
  ),
  row('All guides rebuilt after the renaming', seconds, 'rebuilt', '', true),
].join('\n');
console.log(`\n${text}`);

if (options.write) log(`Wrote ${writeFigures('scale', 'Many guides', text)}`);
