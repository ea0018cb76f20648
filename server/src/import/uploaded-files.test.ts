import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { keepUploads, pathWithin, UploadError, type UploadedFile } from './uploaded-files';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'uploaded-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

let counter = 0;

const uploaded = (name: string, content: string | Uint8Array): UploadedFile => {
  counter += 1;
  const location = path.join(folder, String(counter));
  writeFileSync(location, content);
  return { name, location, size: statSync(location).size };
};

const reasonOf = async (files: UploadedFile[]): Promise<string> => {
  try {
    await (await keepUploads(files)).remove();
    return 'none';
  } catch (error) {
    if (error instanceof UploadError) return error.reason;
    throw error;
  }
};

describe('the name of an uploaded file', () => {
  it('stays within its folder', () => {
    expect(pathWithin('a/b.yaml')).toBe('a/b.yaml');
    expect(pathWithin('/a\\b.yaml')).toBe('a/b.yaml');
    for (const name of ['../b.yaml', 'a/../../b.yaml', 'a\\..\\b.yaml', 'C:\\b.yaml', 'a\0.yaml']) {
      expect(() => pathWithin(name)).toThrow(UploadError);
    }
  });

  it('says what is left out', () => {
    expect(
      ['.git/a.yaml', '__MACOSX/a.yaml', 'a.exe', 'a', 'a/.DS_Store', 'notes.txt'].map(pathWithin)
    ).toEqual(Array(6).fill(undefined));
  });
});

describe('uploaded files', () => {
  it('are kept in a folder as they were, archives unpacked, until it is removed', async () => {
    const archive = zipSync({ 'site/articles/b.yaml': strToU8('b'), 'site/readme.txt': strToU8('no') });
    const kept = await keepUploads([uploaded('articles/a.yaml', 'a'), uploaded('export.zip', archive)]);
    expect(kept.format).toBe('documents');
    expect(
      (readdirSync(kept.location, { recursive: true }) as string[]).filter((name) => /\./.test(name))
    ).toEqual(expect.arrayContaining(['articles/a.yaml', 'site/articles/b.yaml']));
    await kept.remove();
    expect(existsSync(kept.location)).toBe(false);
  });

  it('are those of ESCO when they are tables', async () => {
    const kept = await keepUploads([uploaded('occupations_en.csv', 'a')]);
    expect([kept.format, path.basename(kept.location)]).toEqual(['esco', 'occupations_en.csv']);
    await kept.remove();
  });

  it('are refused without a document, outside of the folder, and above the limits', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('career-field-import-'));
    expect(await reasonOf([uploaded('notes.txt', 'a')])).toBe('import.empty');
    expect(await reasonOf([uploaded('../a.yaml', 'a')])).toBe('import.name');
    expect(await reasonOf([uploaded('a.zip', 'no archive')])).toBe('import.archive');
    const bomb = zipSync({ 'a.yaml': new Uint8Array(101 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await reasonOf([uploaded('bomb.zip', bomb)])).toBe('import.tooLarge');
    const evil = zipSync({ '../../evil.yaml': strToU8('a') });
    expect(await reasonOf([uploaded('evil.zip', evil)])).toBe('import.name');
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}.yaml`, strToU8('a')]))
    );
    expect(await reasonOf([uploaded('many.zip', many)])).toBe('import.tooMany');
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('career-field-import-'));
    expect(after).toEqual(before);
  });
});
