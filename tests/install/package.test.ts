import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { getJson, ROOT, startSite, type SiteProcess } from '../support/child-process';
import { createSite, type Site } from '../support/site';

const NAME = 'strapi-plugin-career-field';

interface Manifest {
  bin: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** The tarball as npm would publish it, unpacked below the repository so that its dependencies are found. */
let scratch: string;
let packed: string;
let manifest: Manifest;
let files: string[];

beforeAll(() => {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  scratch = mkdtempSync(path.join(ROOT, '.tmp', 'packed-'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['pack', '--silent', '--pack-destination', scratch], { cwd: ROOT });
  const [tarball] = readdirSync(scratch);
  execFileSync('tar', ['-xzf', tarball!], { cwd: scratch });
  packed = path.join(scratch, 'package');
  manifest = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8')) as Manifest;
  files = (readdirSync(packed, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(packed, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const read = (file: string): string => readFileSync(path.join(packed, file), 'utf8');
