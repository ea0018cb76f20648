import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type TypeScript from 'typescript';
import { SiteError } from './errors';
import type { StrapiModule } from './find-site';

const load = createRequire(__filename);

interface Directories {
  appDir: string;
  distDir: string | undefined;
}

/**
 * Runs something that ends the process where others throw, as Strapi's compiler does: so there is still a sentence to
 * say, and a document for `--json`.
 *
 * @param failure thrown in place of an exit
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

/** What the site's tsconfig.json says, read by the TypeScript that Strapi compiles with. */
const readTypeScriptConfig = (folder: string): TypeScript.ParsedCommandLine | undefined => {
  const strapi = load.resolve('@strapi/strapi/package.json', { paths: [folder] });
  const utilities = load.resolve('@strapi/typescript-utils', { paths: [strapi] });
  const ts = load(load.resolve('typescript', { paths: [utilities] })) as typeof TypeScript;
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  return ts.getParsedCommandLineOfConfigFile(path.join(folder, 'tsconfig.json'), undefined, host);
};

/**
 * The build of a TypeScript site that is ready to be used: in production, where `strapi start` takes it as it is, and
 * where the sources were left out of an image.
 */
const findBuild = (folder: string): string | undefined => {
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
 * @throws SiteError when it does not compile; what is wrong was printed
 */
export const compileSite = async (folder: string, { compileStrapi }: StrapiModule): Promise<Directories> => {
  if (!existsSync(path.join(folder, 'tsconfig.json'))) return { appDir: folder, distDir: folder };
  const distDir = findBuild(folder);
  if (distDir) return { appDir: folder, distDir };
  const failure = new SiteError(
    "The site's TypeScript does not compile; what is wrong stands above. Correct it, then run the command again."
  );
  return withoutExit(() => compileStrapi({ appDir: folder }), failure);
};
