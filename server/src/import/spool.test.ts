import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImageFile, Reference, TextImage } from '../documents/prepare';
import { createSpool, type PreparedLocales } from './spool';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'career-field-spool-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const localesWith = (title: string): PreparedLocales => ({
  de: {
    published: true,
    content: {
      title,
      category: new Reference('category:it'),
      related: [new Reference('article:a'), new Reference('article:b')],
      hero: { file: new ImageFile('/images/a.png'), alt: null, aiGenerated: false },
      body: [{ type: 'image', image: new TextImage('/images/b.png', 'Ein Bild', undefined) }],
      salary: { median: 1.5, asOf: '2024-02-29' },
      '__proto__ ': { '\u0000reference': 'only text' },
    },
    draft: { title: `${title} 2`, body: [{ image: new TextImage('/images/b.png', '', 'Ä 🙂') }] },
  },
  en: { published: false, content: {}, draft: undefined },
});

it('gives back what was put in, with what stands for others', () => {
  const spool = createSpool(folder);
  spool.put('article:one', localesWith('One'));
  spool.put('article:two', localesWith('Two'));
  expect(spool.take('article:two')).toEqual(localesWith('Two'));
  const one = spool.take('article:one');
  expect(one).toEqual(localesWith('One'));
  expect(one.de!.content.category).toBeInstanceOf(Reference);
  spool.close();
});

it('keeps thousands, in any order, and the last of what has the same name', () => {
  const spool = createSpool(folder);
  const text = 'ü'.repeat(2000);
  for (let index = 0; index < 3000; index += 1) spool.put(`skill:${index}`, localesWith(`${text}${index}`));
  spool.put('skill:7', localesWith('another'));
  for (const index of [2999, 0, 1500]) {
    expect(spool.take(`skill:${index}`).de!.content.title).toBe(`${text}${index}`);
  }
  expect(spool.take('skill:7').de!.content.title).toBe('another');
  spool.close();
});

it('has nothing of what was not put in', () => {
  const spool = createSpool(folder);
  expect(() => spool.take('skill:none')).toThrow('Nothing is kept of skill:none.');
  spool.close();
});

it('leaves nothing behind, whenever the process ends', () => {
  const spool = createSpool(folder);
  spool.put('article:one', localesWith('One'));
  spool.take('article:one');
  // Elsewhere than on Windows the file has no name any more while it is used.
  if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
  spool.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('says which folder cannot be used', () => {
  const file = path.join(folder, 'no-folder');
  writeFileSync(file, '');
  expect(() => createSpool(file)).toThrow(`The temporary folder ${file} cannot be used: `);
});
