import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './child-process';

export const run = promisify(execFile);

const NAME = 'strapi-plugin-career-field';

/** Packs the plugin as npm would publish it, and returns the path of the tarball. */
export const packPlugin = async (scratch: string): Promise<string> => {
  const folder = path.join(scratch, 'tarball');
  mkdirSync(folder, { recursive: true });
  await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    shell: process.platform === 'win32',
  });
  return path.join(folder, readdirSync(folder)[0]!);
};

/** Writes the `package.json` of a site with the playground's dependencies, with or without the tarball of the plugin. */
export const writeManifest = (folder: string, tarball?: string): void => {
  mkdirSync(folder, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'playground/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const others = Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== NAME));
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      name: 'site',
      version: '0.0.0',
      private: true,
      dependencies: { ...others, ...(tarball ? { [NAME]: `file:${tarball}` } : {}) },
    })
  );
};
