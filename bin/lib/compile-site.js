'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');
const { SiteError } = require('./errors');

/** @typedef {import('./find-site').StrapiModule} StrapiModule */
/** @typedef {{ appDir: string, distDir: string | undefined }} Directories */

/**
 * Runs something that ends the process where others throw, as Strapi's compiler does: so there is still a sentence to
 * say, and a document for `--json`.
 *
 * @template Result
 * @param {() => Promise<Result>} run
 * @param {Error} failure thrown in place of an exit
 */
const withoutExit = async (run, failure) => {
  const { exit } = process;
  process.exit = () => {
    throw failure;
  };
  try {
    return await run();
  } finally {
    process.exit = exit;
  }
};

/**
 * What the site's tsconfig.json says, read by the TypeScript that Strapi compiles with.
 *
 * @param {string} folder
 */
const readTypeScriptConfig = (folder) => {
  const strapi = require.resolve('@strapi/strapi/package.json', { paths: [folder] });
  const utilities = require.resolve('@strapi/typescript-utils', { paths: [strapi] });
  /** @type {typeof import('typescript')} */
  const ts = require(require.resolve('typescript', { paths: [utilities] }));
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  return ts.getParsedCommandLineOfConfigFile(path.join(folder, 'tsconfig.json'), undefined, host);
};

/**
 * The build of a TypeScript site that is ready to be used: in production, where `strapi start` takes it as it is, and
 * where the sources were left out of an image.
 *
 * @param {string} folder
 * @returns {string | undefined}
 */
const findBuild = (folder) => {
  const config = readTypeScriptConfig(folder);
  const outDir = config?.options.outDir;
  if (!outDir || !existsSync(path.join(outDir, 'config'))) return undefined;
  const isAsItRuns = process.env.NODE_ENV === 'production' || config.fileNames.length === 0;
  return isAsItRuns ? outDir : undefined;
};

/**
 * Where the site is, and where its code that can run is: beside it in JavaScript, in the folder of the build in
 * TypeScript, which is made as Strapi's own commands make it.
 *
 * @param {string} folder
 * @param {StrapiModule} strapi
 * @returns {Promise<Directories>}
 * @throws SiteError when it does not compile; what is wrong was printed
 */
const compileSite = async (folder, { compileStrapi }) => {
  if (!existsSync(path.join(folder, 'tsconfig.json'))) return { appDir: folder, distDir: folder };
  const distDir = findBuild(folder);
  if (distDir) return { appDir: folder, distDir };
  const failure = new SiteError(
    "The site's TypeScript does not compile; what is wrong stands above. Correct it, then run the command again."
  );
  return withoutExit(() => compileStrapi({ appDir: folder }), failure);
};

module.exports = { compileSite };
