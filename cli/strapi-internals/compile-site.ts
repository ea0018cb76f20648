/**
 * Compiles a TypeScript site as Strapi's own commands do.
 *
 * Relies on: `compileStrapi({ appDir })` of `@strapi/strapi` ends the process when the site does not compile; and
 * `@strapi/typescript-utils` is a dependency of `@strapi/strapi`, and has `typescript` among its own. Read in Strapi 5.54.0.
 * When a package is missing: the command ends with Node's "Cannot find module", before the site is loaded. When
 * `compileStrapi` throws instead: the command ends with that error.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type TypeScript from 'typescript';
import { SiteError } from '../errors';
import type { StrapiModule } from '../find-site';

const load = createRequire(__filename);

interface Directories {
  appDir: string;
  distDir: string | undefined;
}

/**
 * Runs a function that would end the process on an error, as Strapi's compiler does, and throws instead.
 *
 * @param failure the error to throw
 */
const withoutExit = async <Result>(run: () => Promise<Result>, failure: Error): Promise<Result> => {
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

/** Reads the site's tsconfig.json with the TypeScript that Strapi uses. */
const readTypeScriptConfig = (folder: string): TypeScript.ParsedCommandLine | undefined => {
  const strapi = load.resolve('@strapi/strapi/package.json', { paths: [folder] });
  const utilities = load.resolve('@strapi/typescript-utils', { paths: [strapi] });
  const ts = load(load.resolve('typescript', { paths: [utilities] })) as typeof TypeScript;
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  return ts.getParsedCommandLineOfConfigFile(path.join(folder, 'tsconfig.json'), undefined, host);
};

/**
 * Returns the build folder of a TypeScript site if it is current: in production, where `strapi start` uses it as it is, and
 * in an image without the sources.
 */
const findBuild = (folder: string): string | undefined => {
  const config = readTypeScriptConfig(folder);
  const outDir = config?.options.outDir;
  if (!outDir || !existsSync(path.join(outDir, 'config'))) return undefined;
  const isCurrent = process.env.NODE_ENV === 'production' || config.fileNames.length === 0;
  return isCurrent ? outDir : undefined;
};

/**
 * Returns the folders of the site and of its compiled code; a TypeScript site is compiled as Strapi's own commands do.
 *
 * @throws SiteError when it does not compile; the compiler has printed the errors
 */
export const compileSite = async (folder: string, { compileStrapi }: StrapiModule): Promise<Directories> => {
  if (!existsSync(path.join(folder, 'tsconfig.json'))) return { appDir: folder, distDir: folder };
  const distDir = findBuild(folder);
  if (distDir) return { appDir: folder, distDir };
  const failure = new SiteError(
    "The site's TypeScript does not compile; see the errors above. Correct them, then run the command again."
  );
  return withoutExit(() => compileStrapi({ appDir: folder }), failure);
};
