/**
 * Measures how fast the import is and how much memory it takes, compared with two other ways to create the same content:
 * a plain loop of `strapi.documents().create({ status })`, and Strapi's own `strapi import`.
 *
 * Each measurement runs in its own process, on a new site and database. The time is that of the work alone, without
 * the bootstrap of Strapi. Needs the built plugin: `npm run build`.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { Command, Option } from 'commander';
import { writeFigures } from './lib/figures.mjs';
import { writeGuides, writeNextRelease, writeOccupations } from './lib/data.mjs';
import { inSite, strapiCommand } from './lib/measure.mjs';
import { createSite, ROOT, WORKPLACE } from './lib/site.mjs';
import { toTable } from './lib/table.mjs';

const whole = (text) => Number.parseInt(text, 10);

const options = new Command('npm run bench:import --')
  .description('Measures the import against a plain loop and against strapi import.')
  .option('--documents <number>', 'occupations', whole, 2000)
  .option('--few <number>', 'occupations to compare the peak memory with', whole, 500)
  .option('--guides <number>', "guides of the Backend guide's size", whole, 300)
  .option(
    '--ring',
    'relates every guide to the one before and the one after it; otherwise in groups of three'
  )
  .option('--sample <number>', 'occupations that the plain loop writes; a tenth as many guides', whole)
  .option('--esco <file>', "ESCO's real file of occupations instead of a generated one")
  .option('--esco-version <version>', 'its version', '1.1.1')
  .addOption(new Option('--database <client>', 'both if left out').choices(['sqlite', 'postgres']))
  .addOption(new Option('--content <kind>', 'both if left out').choices(['occupations', 'guides']))
  .option('--no-baselines', 'only the import')
  .option('--write', 'writes docs/performance/import.md')
  .option('--profile <folder>', 'writes CPU profiles of the imports there, which slows the imports down')
  .parse()
  .opts();

const note = (text) => process.stderr.write(`${text}\n`);

const profiles = options.profile && path.resolve(options.profile);

/** Occupations are imported together with their categories. */
const prepareOccupations = (folder) => {
  const write = (count) => {
    const file = path.join(folder, `occupations-${count}_en.csv`);
    writeOccupations(file, count, options.esco);
    return file;
  };
  const source = write(options.documents);
  const next = path.join(folder, 'next-release_en.csv');
  writeNextRelease(source, next);
  return {
    content: 'occupations',
    job: { source },
    next: { source: next },
    few: { source: write(options.few) },
    options: { format: 'esco', escoVersion: options.escoVersion, locales: ['en'] },
    sample: options.sample ?? options.documents,
  };
};

/** The vocabulary of guides is imported before them, unmeasured. */
const prepareGuides = (folder) => {
  const { vocabulary, guides } = writeGuides(folder, options.guides, options.ring ?? false);
  return {
    content: options.ring ? 'guides in a ring' : 'guides',
    job: { source: guides, before: vocabulary },
    few: undefined,
    options: {},
    sample: options.sample === undefined ? options.guides : Math.ceil(options.sample / 10),
  };
};

/** Takes all measurements of one kind of content on one database. */
const measure = async (database, { content, job, next, few, options: importOptions, sample }) => {
  const rows = [];
  const sites = [];
  const newSite = async () => {
    const site = await createSite(database);
    sites.push(site);
    return site;
  };
  const report = (name, result) => {
    const seconds = result.seconds ?? result.whole;
    rows.push({ database, content, name, ...result, seconds });
    const processor =
      result.cpuSeconds === undefined ? '' : `, ${result.cpuSeconds.toFixed(2)} s of the processor`;
    const memory = `${Math.round(result.memory / 2 ** 20)} MB`;
    note(
      `${database}, ${content}, ${name}: ${result.documents} in ${seconds.toFixed(2)} s${processor}, ${memory}`
    );
    if (result.failures?.length > 0) note(`  failures: ${JSON.stringify(result.failures)}`);
    return rows.at(-1);
  };
  const measureImport = async (name, work, more) => {
    const site = await newSite();
    const task = {
      task: 'import',
      ...work,
      options: { ...importOptions, ...more },
      profile: profiles,
      name: `${content}-${name}`.replaceAll(' ', '-'),
    };
    const row = report(name, await inSite(site, task));
    return { site, task, row };
  };
  const measureLoop = async (name, file, bare) =>
    report(name, await inSite(await newSite(), { task: 'loop', file, sample, bare }));

  const measureStrapiImport = async (from, count) => {
    const archive = path.join(from.folder, 'content');
    const settings = ['--no-encrypt', '--no-compress', '--file', archive, '--only', 'content'];
    await strapiCommand(from, ['export', ...settings]);
    const site = await newSite();
    // The first start creates the tables, which is not part of the import.
    await inSite(site, { task: 'boot' });
    const boot = await inSite(site, { task: 'boot' });
    const args = ['import', '--file', `${archive}.tar`, '--force', '--only', 'content'];
    const result = await strapiCommand(site, args);
    const { documents } = await inSite(site, { task: 'count' });
    if (documents !== count) note(`  strapi import has imported ${documents} of ${count} documents`);
    report('strapi import, as a whole', { ...result, documents });
    const seconds = result.whole - boot.whole;
    report(`strapi import, less a start of ${boot.whole.toFixed(1)} s`, { ...result, documents, seconds });
  };

  try {
    const normal = await measureImport('import', job, {});
    const again = { ...normal.task, before: undefined };
    report(
      'the same once more, nothing changed',
      await inSite(normal.site, { ...again, name: `${content}-again` })
    );
    const inBulk = await measureImport('import --bulk', job, { bulk: true });
    if (next) {
      for (const [name, created] of Object.entries({ import: normal, 'import --bulk': inBulk })) {
        const task = {
          ...created.task,
          ...next,
          before: undefined,
          name: `${content}-next-${name}`.replaceAll(' ', '-'),
        };
        const row = report(`${name} of the next release`, await inSite(created.site, task));
        note(`  outcomes: ${JSON.stringify(row.outcomes)}`);
        note(
          `  ${(row.cpuSeconds / created.row.cpuSeconds).toFixed(2)} times the processor that creating takes`
        );
      }
    }
    if (few) {
      await measureImport('import of few', few, {});
      await measureImport('import --bulk of few', few, { bulk: true });
    }
    if (options.baselines) {
      const file = path.join(normal.site.folder, 'content.json');
      await inSite(normal.site, { task: 'content', file });
      const loop = await measureLoop('plain loop', file, false);
      const bare = await measureLoop("plain loop without the plugin's rules", file, true);
      await measureStrapiImport(normal.site, rows[0].documents);
      for (const row of rows) {
        const speed = row.documents / row.seconds;
        row.ratio = speed / (loop.documents / loop.seconds);
        if (row.cpuSeconds) {
          row.cpuRatio = row.documents / row.cpuSeconds / (loop.documents / loop.cpuSeconds);
        }
        row.bareRatio = speed / (bare.documents / bare.seconds);
      }
    }
  } finally {
    for (const site of sites) await site.remove();
  }
  return rows;
};

const memoryRatios = (rows) => {
  const peakOf = (row, name) =>
    rows.find(
      (other) => other.database === row.database && other.content === row.content && other.name === name
    )?.memory;
  return rows
    .filter(({ name }) => name.endsWith(' of few'))
    .map((row) => {
      const name = row.name.replace(' of few', '');
      const ratio = peakOf(row, name) / row.memory;
      return `- ${row.database}, ${name}: ${ratio.toFixed(2)} times the peak memory for ${options.documents} occupations as for ${options.few}`;
    });
};

if (!existsSync(path.join(ROOT, 'dist', 'server', 'index.js'))) {
  note('The plugin is not built. Run: npm run build');
  process.exit(1);
}
const folder = path.join(WORKPLACE, `data-${process.pid}`);
mkdirSync(folder, { recursive: true });
const loadBefore = loadavg();
const rows = [];
try {
  const contents = [
    ...(options.content === 'guides' ? [] : [prepareOccupations(folder)]),
    ...(options.content === 'occupations' ? [] : [prepareGuides(folder)]),
  ];
  for (const database of options.database ? [options.database] : ['sqlite', 'postgres']) {
    for (const content of contents) rows.push(...(await measure(database, content)));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const loads = (values) => values.map((value) => value.toFixed(1)).join(', ');
const text = [
  `Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB. Load before: ${loads(loadBefore)}; after: ${loads(loadavg())} (1, 5, 15 minutes).`,
  ...(options.sample === undefined
    ? []
    : ['', 'The plain loops have written a sample; their ratios compare documents a second.']),
  '',
  toTable(rows),
  '',
  ...memoryRatios(rows),
].join('\n');
console.log(`\n${text}`);

if (options.write) note(`Wrote ${writeFigures('import', 'Import', text)}`);
