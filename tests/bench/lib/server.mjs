/** A site that listens, and runs the commands that the benchmark sends over the IPC channel. */
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { leavePluginOut } from './plain.mjs';

const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const folder = process.argv[2];
const strapi = createStrapi({ appDir: folder, distDir: folder, serveAdminPanel: false });
strapi.log.level = 'error';
const isPlain = process.env.BENCH_PLAIN === 'true';
if (isPlain) leavePluginOut(strapi);
await strapi.load();
await strapi.server.mount();
await new Promise((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));

const guides = () => strapi.plugin('career-field').service('guides');
const seeding = () => strapi.plugin('career-field').service('seeding');
// Plain Strapi: a write triggers no rebuild.
if (isPlain) await guides().stop();
const articles = () => strapi.documents('plugin::career-field.article');

const untilIdle = async () => {
  const { pool } = strapi.db.connection.client;
  for (let idle = 0; idle < 5; idle += 1) {
    await wait(10);
    if (pool.numUsed() + pool.numPendingAcquires() > 0) idle = -1;
  }
};

let statements = 0;
strapi.db.connection.on('query', () => (statements += 1));

/** Publishes some guides again, one after the other, and waits until the database is idle. */
const publish = async (times) => {
  const wanted = await articles().findMany({
    locale: 'de',
    status: 'published',
    filters: { slug: { $startsWith: 'backend-' } },
    fields: ['documentId'],
    limit: times,
  });
  await untilIdle();
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  for (const { documentId } of wanted) await articles().publish({ documentId, locale: 'de' });
  const returned = performance.now();
  // The guides are rebuilt after a pause; on SQLite that would lock the database for the next process.
  if (!isPlain) await guides().settled();
  await untilIdle();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (returned - started) / 1000, cpuSeconds: (user + system) / 1e6, times: wanted.length };
};

const COMMANDS = {
  import: async ({ files }) => {
    await seeding().import(files.vocabulary, {});
    await seeding().import(files.guides, { bulk: true });
    const started = performance.now();
    await guides().settled();
    return { guides: await guides().count(), seconds: (performance.now() - started) / 1000 };
  },
  openToAll: async () => {
    const role = await strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'public' } });
    const types = [
      'article',
      'category',
      'skill',
      'study-path',
      'employer',
      'guide',
      'sitemap',
      'guide-changes',
    ];
    const actions = types.flatMap((type) => [
      `plugin::career-field.${type}.find`,
      `plugin::career-field.${type}.findOne`,
    ]);
    for (const action of [...actions, 'plugin::upload.content-api.find']) {
      await strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action, role: role.id } });
    }
  },
  populate: async () => {
    const own = new Set(['createdBy', 'updatedBy', 'localizations']);
    const of = (uid, depth) => {
      const tree = {};
      for (const [name, attribute] of Object.entries(strapi.getModel(uid).attributes)) {
        if (own.has(name) || attribute.private) continue;
        if (attribute.type === 'media') tree[name] = true;
        if (attribute.type === 'component') {
          const inner = of(attribute.component, depth);
          tree[name] = Object.keys(inner).length > 0 ? { populate: inner } : true;
        }
        if (attribute.type === 'relation') {
          // What the guide shows of other documents: a card of an article, the attributes of the others.
          const inner = depth > 0 ? of(attribute.target, depth - 1) : {};
          const isArticle = attribute.target === 'plugin::career-field.article';
          if (isArticle) {
            tree[name] =
              depth > 0 ? { populate: { hero: { populate: { file: true } }, category: true } } : true;
          } else tree[name] = Object.keys(inner).length > 0 ? { populate: inner } : true;
        }
        if (attribute.type === 'dynamiczone') {
          const on = attribute.components.map((component) => {
            const inner = of(component, depth);
            return [component, Object.keys(inner).length > 0 ? { populate: inner } : true];
          });
          tree[name] = { on: Object.fromEntries(on) };
        }
      }
      return tree;
    };
    return of('plugin::career-field.article', 1);
  },
  /** Empties the cache of guides. */
  forget: () => guides().cache.clear(),
  countStatements: () => (statements = 0),
  statements: async () => {
    await untilIdle();
    return statements;
  },
  publish: ({ times }) => publish(times),
  /** Microseconds of processor time since the start of the process. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

process.on('message', async ({ id, name, ...options }) => {
  try {
    process.send({ id, result: await COMMANDS[name](options) });
  } catch (error) {
    process.send({ id, error: error.stack, issues: error.issues?.slice(0, 3) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ port: strapi.server.httpServer.address().port });
