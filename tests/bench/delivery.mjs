/**
 * Measures how fast a guide is delivered, compared with other ways in which a Strapi site could serve the same content:
 * Strapi's own REST and GraphQL, and a cache plugin for them. The lower bounds are Strapi's health route and a bare Koa
 * that sends the same bytes. Only the ratios within one run mean something. Needs the built plugin: `npm run build`.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { Command, Option } from 'commander';
import { writeFigures } from './lib/figures.mjs';
import { writeManyGuides } from './lib/many-guides.mjs';
import { createSite, ROOT, WORKPLACE } from './lib/site.mjs';
import { measureDelivery } from './lib/measure-delivery.mjs';
import { judge, toDeliveryTable } from './lib/delivery-table.mjs';

const numbers = (text) => text.split(',').map((each) => Number.parseInt(each, 10));

const options = new Command('npm run bench:delivery --')
  .description('Measures how fast guides are delivered.')
  .option('--guides <numbers>', 'guides in the database', numbers, [30, 300, 3000])
  .option('--connections <numbers>', 'at the same time', numbers, [10, 50])
  .option('--seconds <number>', 'of each measurement', Number.parseFloat, 5)
  .option(
    '--delay <milliseconds>',
    'added to each round trip to the database, once, on PostgreSQL',
    Number,
    2
  )
  .addOption(new Option('--database <client>', 'both if left out').choices(['sqlite', 'postgres']))
  .option('--write', 'writes docs/performance/delivery.md')
  .parse()
  .opts();

const note = (text) => process.stderr.write(`${text}\n`);

if (!existsSync(path.join(ROOT, 'dist', 'server', 'index.js'))) {
  note('The plugin is not built. Run: npm run build');
  process.exit(1);
}

const folder = path.join(WORKPLACE, `delivery-${process.pid}`);
mkdirSync(folder, { recursive: true });
const loadBefore = loadavg();
const rows = [];
try {
  for (const database of options.database ? [options.database] : ['sqlite', 'postgres']) {
    for (const count of options.guides) {
      const site = await createSite(database);
      try {
        const files = writeManyGuides(path.join(folder, `${database}-${count}`), count);
        const isDelayed = database === 'postgres' && options.delay > 0 && count === options.guides[0];
        for (const row of await measureDelivery(site, {
          files,
          connections: options.connections,
          seconds: options.seconds,
          delay: isDelayed ? options.delay : 0,
          note: (text) => note(`${database}, ${count} guides: ${text}`),
        })) {
          rows.push({ database, count, ...row });
        }
      } finally {
        await site.remove();
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const loads = (values) => values.map((value) => value.toFixed(1)).join(', ');
const text = [
  `Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB; server and load generator on the same machine. Load before: ${loads(loadBefore)}; after: ${loads(loadavg())} (1, 5, 15 minutes).`,
  '',
  toDeliveryTable(rows, options.connections),
  '',
  ...judge(rows, options.connections),
].join('\n');
console.log(`\n${text}`);

if (options.write) note(`Wrote ${writeFigures('delivery', 'Delivery', text)}`);
