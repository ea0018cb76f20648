'use strict';

/*
 * A process that starts the site in its working directory and imports into it, for tests that kill such processes or
 * start several at once:
 *
 *   node import-child.js '{"folder": "...", "options": {...}, "waitsFor": "import"}'
 *
 * Without a folder it seeds the shipped guides. It prints one JSON document a line: { event: 'ready' } where it waits,
 * { event: 'begin' } when the import begins, then { event: 'progress', … } and { event: 'report', report } or
 * { event: 'error', message }. It waits before it starts the site (`waitsFor: 'start'`), when nothing but its modules is
 * loaded, or before the import (`waitsFor: 'import'`), each time for anything on its input.
 */
const { once } = require('node:events');
const { createStrapi } = require('@strapi/strapi');

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const goAhead = async () => {
  say({ event: 'ready' });
  await once(process.stdin, 'data');
};

const main = async ({ folder, options = {}, waitsFor }) => {
  if (waitsFor === 'start') await goAhead();
  const strapi = createStrapi({ appDir: process.cwd(), distDir: process.cwd() });
  strapi.log.level = 'error';
  await strapi.load();
  if (waitsFor === 'import') await goAhead();
  const seeding = strapi.plugin('career-field').service('seeding');
  const onProgress = (progress) => say({ event: 'progress', ...progress });
  say({ event: 'begin' });
  const all = { ...options, onProgress };
  const report = await (folder ? seeding.import(folder, all) : seeding.seed(undefined, all));
  say({ event: 'report', report });
  // Without `strapi.destroy`, which would make the queries of Strapi's events fail that are not awaited.
};

// Ends with the test that started it.
process.stdin.on('end', () => process.exit(3)).resume();

main(JSON.parse(process.argv[2])).then(
  () => process.exit(0),
  (error) => {
    say({ event: 'error', message: error.message });
    process.exit(1);
  }
);
