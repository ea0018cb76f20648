/**
 * Takes one measurement in its own process: starts a site, runs one task, and writes how long the task took and the
 * peak memory of the process. Its argument is a JSON file, see `inSite` in measure.mjs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLoop, readContent } from './content.mjs';
import { leavePluginOut } from './plain.mjs';

const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const WRITE = /^\s*(insert|update|delete|replace|truncate|alter|create|drop)/i;

/** Profiles the work alone: in a short measurement the bootstrap of Strapi would take most of the time. */
const startProfiling = async (folder) => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${Date.now()}-${job.name}.cpuprofile`), JSON.stringify(profile));
  };
};

/**
 * Waits until the database is idle, and returns the time of the last query. After a write has returned, Strapi runs the
 * queries of its webhooks without awaiting them; they are part of the work.
 */
const lastQuery = async (strapi) => {
  const { pool } = strapi.db.connection.client;
  let last = performance.now();
  // Several idle turns in a row: there may be a pause between two queries.
  for (let idle = 0; idle < 5; idle += 1) {
    await wait(10);
    if (pool.numUsed() + pool.numPendingAcquires() === 0) continue;
    last = performance.now();
    idle = -1;
  }
  return last;
};

/** Measures some work: seconds, CPU seconds of this process, and the numbers of statements that read and write. */
const measured = async (strapi, work) => {
  const statements = { reads: 0, writes: 0 };
  const count = ({ sql }) => {
    if (WRITE.test(sql)) statements.writes += 1;
    else if (/^\s*(select|with)/i.test(sql)) statements.reads += 1;
  };
  const memoryBefore = process.memoryUsage.rss();
  strapi.db.connection.on('query', count);
  const stopProfiling = job.profile ? await startProfiling(job.profile) : () => {};
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const seconds = ((await lastQuery(strapi)) - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await stopProfiling();
  strapi.db.connection.off('query', count);
  return { seconds, cpuSeconds: (user + system) / 1e6, ...statements, memoryBefore, ...result };
};

const importFrom = (strapi, source, options) =>
  strapi.plugin('career-field').service('seeding').import(source, options);

const outcomesOf = ({ items, failures }) => {
  const outcomes = {};
  for (const { outcome } of items) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const articles = new Set(items.filter(({ type }) => type === 'article').map(({ id }) => id));
  return { outcomes, failures: failures.slice(0, 3), documents: articles.size };
};

const TASKS = {
  boot: async () => ({}),
  import: async (strapi) => {
    if (job.before) await importFrom(strapi, job.before, {});
    return measured(strapi, async () => outcomesOf(await importFrom(strapi, job.source, job.options)));
  },
  content: async (strapi) => {
    writeFileSync(job.file, JSON.stringify(await readContent(strapi)));
    return {};
  },
  loop: async (strapi) => {
    const loop = await createLoop(strapi, JSON.parse(readFileSync(job.file, 'utf8')));
    for (const document of loop.vocabulary) await loop.write(document);
    const sample = loop.articles.slice(0, job.sample);
    return measured(strapi, async () => {
      for (const document of sample) await loop.write(document);
      return { documents: sample.length };
    });
  },
  count: async (strapi) => {
    const rows = await strapi.db.query('plugin::career-field.article').findMany({ select: ['documentId'] });
    return { documents: new Set(rows.map(({ documentId }) => documentId)).size, rows: rows.length };
  },
};

const strapi = createStrapi({ appDir: job.folder, distDir: job.folder, serveAdminPanel: false });
strapi.log.level = 'error';
if (job.bare) leavePluginOut(strapi);
await strapi.load();
try {
  const result = await TASKS[job.task](strapi);
  // In kilobytes on every system that Node.js runs on.
  writeFileSync(job.result, JSON.stringify({ ...result, memory: process.resourceUsage().maxRSS * 1024 }));
} catch (error) {
  for (const issue of (error.issues ?? []).slice(0, 3)) console.error(issue);
  throw error;
}
await lastQuery(strapi);
await strapi.destroy();
process.exit(0);
