#!/usr/bin/env node
'use strict';

const path = require('node:path');
const { parseArgs } = require('node:util');

/** @typedef {import('../server/src/seeding').SeedingService} Seeding */

const HELP = `career-field: guides for a Strapi site. Run it in the folder of the site.

  career-field seed [<folder>]   brings guides in: the shipped ones, or those of a folder of YAML files
  career-field help              shows this

  career-field seed              what an editor has changed or deleted is left alone; a second run changes nothing
  career-field seed ./guides     the same for files of your own

Exit code: 0 done, 1 something is not right with the files or the site, 2 wrong usage.
`;

/** A mistake of whoever typed the command: explained, without a stack trace. */
class UsageError extends Error {}

const loadStrapi = () => {
  try {
    return require(require.resolve('@strapi/strapi', { paths: [process.cwd()] }));
  } catch {
    throw new UsageError('There is no Strapi here. Run the command in the folder of a Strapi site.');
  }
};

/**
 * Starts the site's Strapi without its server, runs something, and stops it whatever happens.
 *
 * @template Result
 * @param {(seeding: Seeding) => Promise<Result>} run
 */
const withStrapi = async (run) => {
  const { compileStrapi, createStrapi } = loadStrapi();
  const context = await compileStrapi();
  const strapi = await createStrapi(context).load();
  try {
    const plugin = strapi.plugin('career-field');
    if (!plugin)
      throw new UsageError('The plugin career-field is not enabled in this site (config/plugins).');
    return await run(plugin.service('seeding'));
  } finally {
    await strapi.destroy();
  }
};

/** @param {string | undefined} folder the files, the shipped guides if left out */
const seed = async (folder) => {
  const lines = await withStrapi(async (seeding) =>
    seeding.describe(await seeding.seed(folder && path.resolve(folder)))
  );
  for (const line of lines) console.log(line);
};

const main = async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [command = 'help', ...rest] = positionals;
  if (command === 'help') {
    process.stdout.write(HELP);
  } else if (command === 'seed' && rest.length <= 1) {
    await seed(rest[0]);
  } else {
    throw new UsageError(`"${positionals.join(' ')}" is not a command.\n\n${HELP}`);
  }
};

main().then(
  () => process.exit(0),
  (error) => {
    const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
    const isFiles = error.name === 'SeedFilesError' || error.code === 'ENOENT';
    console.error(isUsage || isFiles ? error.message : error);
    process.exit(isUsage ? 2 : 1);
  }
);
