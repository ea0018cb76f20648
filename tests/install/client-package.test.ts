import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../support/child-process';
import {
  attw,
  compile,
  importsIn,
  packTarball,
  publint,
  RESOLUTIONS,
  type Tarball,
} from '../support/tarball';

const NAME = 'career-field-client';
const HALVES = ['dist/index.mjs', 'dist/index.js'];

let tarball: Tarball;
/** A front end that has installed the client, away from the repository and its packages. */
let frontEnd: string;
let installation: string;

beforeAll(() => {
  tarball = packTarball(path.join(ROOT, 'client'));
  frontEnd = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-front-end-')));
  writeFileSync(path.join(frontEnd, 'package.json'), JSON.stringify({ name: 'front-end', private: true }));
  // Without a network nothing else can be installed than what is in the tarball.
  installation = execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball.file], {
    cwd: frontEnd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
});

afterAll(() => {
  tarball?.remove();
  rmSync(frontEnd, { recursive: true, force: true });
});

it('is one package', () => {
  expect(installation).toContain('added 1 package in');
  const installed = readdirSync(path.join(frontEnd, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual([NAME]);
});

it('has the version of the plugin', () => {
  const plugin = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(JSON.parse(tarball.read('package.json'))).toMatchObject({ name: NAME, version: plugin.version });
});

it('consists of two modules with their types', () => {
  expect(tarball.files.sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist/index.d.mts',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/index.mjs',
    'package.json',
  ]);
  expect(tarball.read('LICENSE')).toBe(readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'));
});

it('is imported and required', () => {
  for (const program of [
    `import('${NAME}').then((client) => console.log(JSON.stringify(Object.keys(client))));`,
    `console.log(JSON.stringify(Object.keys(require('${NAME}'))));`,
  ]) {
    const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: frontEnd });
    expect((JSON.parse(output) as string[]).sort()).toEqual([
      'CareerFieldError',
      'createClient',
      'followDraft',
      'memoryCache',
    ]);
  }
});

it('runs wherever there is fetch: it imports nothing, and knows nothing of Node', () => {
  for (const file of HALVES) {
    expect(importsIn(tarball.read(file))).toEqual([]);
    expect(tarball.read(file)).not.toMatch(/\brequire\(|\bprocess\.|\bBuffer\b|\b__dirname\b/);
  }
});

it('is small', () => {
  for (const file of HALVES) expect(gzipSync(tarball.read(file)).length).toBeLessThan(3000);
});

it.each(['dist/index.d.mts', 'dist/index.d.ts'])('needs nothing else for the types in %s', (file) => {
  expect(importsIn(tarball.read(file))).toEqual([]);
});

it.each(RESOLUTIONS)('has exact types for $name', ({ file, ...resolution }) => {
  const consumer = path.join(frontEnd, file);
  writeFileSync(
    consumer,
    `import { createClient, type Guide } from '${NAME}';
     const client = createClient({ baseUrl: 'https://cms.example.org' });
     export const load = async () => {
       const answer = await client.getGuide('backend', { locale: 'de', format: 'html' });
       const html: string | null | undefined = answer?.data.sections[0]?.body;
       const guide: Guide<string> | undefined = answer?.data;
       // @ts-expect-error -- without a format, texts are blocks
       const wrong: Guide<string> | undefined = (await client.getGuide('backend'))?.data;
       const tasks = answer?.data.sections.find((section) => section.type === 'tasks');
       const title: string | undefined = tasks?.items[0]?.title;
       // @ts-expect-error -- only some types of sections have items
       answer?.data.sections[0]?.items;
       return { html, guide, wrong, title };
     };
     // @ts-expect-error -- so that nothing is of the type any
     export const number: number = client.listGuides;`
  );
  expect(compile(consumer, resolution, frontEnd)).toEqual([]);
  rmSync(consumer);
});

it('passes "attw"', () => {
  const { output, exitCode } = attw(tarball.file);
  expect(output).toContain('No problems found');
  expect(exitCode).toBe(0);
});

it('is published without a warning of "publint"', () => {
  expect(publint(tarball.file).output).toContain('All good!');
});
