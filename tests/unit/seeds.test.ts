import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkDocument } from '../../server/src/import/plan/check';
import { describeIssue, type SourceDocument, type FileIssue } from '../../server/src/documents/document';
import { loadMarkdown } from '../../server/src/rich-text';
import { findCategoryCycles } from '../../server/src/import/plan/references';
import { prepareDocument, type PreparedDocument } from '../../server/src/documents/prepare';
import { imagesIn, referencesIn } from '../../server/src/documents/resolve';
import { documentFiles } from '../../server/src/import/formats/documents/open';
import { createValidator } from '../../server/src/validation';
import { FIGURES } from '../../server/src/validation/rules';
import { createStrapiStandIn } from '../support/unit/stand-in';

const SEEDS = path.resolve(__dirname, '../../seeds');
const LOCALES = ['de', 'en'];

const documents: SourceDocument[] = [];
const prepared: PreparedDocument[] = [];
const issues: FileIssue[] = [];

beforeAll(async () => {
  const strapi = createStrapiStandIn();
  const findIssues = createValidator(strapi);
  const markdown = await loadMarkdown();
  const source = await documentFiles(SEEDS);
  for await (const reading of source.read()) {
    if ('issue' in reading) {
      issues.push(reading.issue);
      continue;
    }
    if ('note' in reading) continue;
    const { document } = reading;
    const preparation = prepareDocument({ strapi, folder: SEEDS, markdown }, document);
    documents.push(document);
    prepared.push(preparation.prepared);
    issues.push(...preparation.issues, ...(await checkDocument(findIssues, document, preparation.prepared)));
  }
  issues.push(...findCategoryCycles(prepared));
});

type Entry = [place: string, value: unknown];

/** Returns every value of a document with its path, including objects and lists. */
const entries = (value: unknown, place: string): Entry[] => [
  [place, value],
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => entries(item, `${place}.${name}`))
    : []),
];

/** Returns all values of an attribute in the shipped documents, at any depth. */
const valuesOf = (name: string): Entry[] =>
  documents
    .flatMap(({ file, shared, locales }) => entries({ shared, locales }, file))
    .filter(([place]) => place.endsWith(`.${name}`));

const present = (found: Entry[]): Entry[] =>
  found.filter(([, value]) => value !== null && value !== undefined);

describe('the shipped guides', () => {
  it('are valid, also by the rules for publishing', () => {
    expect(issues.map(describeIssue)).toEqual([]);
  });

  it('are every file of the folder', () => {
    const files = readdirSync(SEEDS, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml')
    );
    expect(documents.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(documents.filter(({ type }) => type === 'article').map(({ key }) => key)).toContain('backend');
  });

  it('are in the folder of their type, in the file of their key', () => {
    const folders = {
      article: 'articles',
      category: 'categories',
      skill: 'skills',
      'study-path': 'study-paths',
      employer: 'employers',
    };
    for (const { file, type, key } of documents) expect(file).toBe(path.join(folders[type], `${key}.yaml`));
  });

  it('have German and English', () => {
    for (const { file, locales } of documents)
      expect([file, Object.keys(locales).sort()]).toEqual([file, LOCALES]);
  });

  it('are published', () => {
    const drafts = documents.filter(({ published, draft }) => {
      const isWhole = Object.values(published).every(Boolean);
      return !isWhole || draft.shared !== undefined || Object.keys(draft.locales).length > 0;
    });
    expect(drafts.map(({ file }) => file)).toEqual([]);
  });

  it('reference only existing documents, and every vocabulary document is referenced', () => {
    const known = prepared.map(({ id }) => id);
    const used = new Set(prepared.flatMap(({ locales }) => referencesIn(locales)));
    expect([...used].filter((id) => !known.includes(id))).toEqual([]);
    expect(known.filter((id) => !used.has(id))).toEqual([]);
  });

  it('have unique slugs in each language', () => {
    const addresses = documents.flatMap(({ type, locales }) =>
      Object.entries(locales).map(([locale, { slug }]) => `${type} ${locale} ${String(slug)}`)
    );
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
    const ids = prepared.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('claim no salary and no number of jobs, for which there is no source', () => {
    expect(present(valuesOf('salaries'))).toEqual([]);
    for (const figure of FIGURES) expect(present(valuesOf(figure))).toEqual([]);
    expect(present(valuesOf('count'))).toEqual([]);
    expect(present(valuesOf('countedAt'))).toEqual([]);
  });

  it('mention a possible pay rise for staying with a client or a project, in both languages', () => {
    const backend = documents.find(({ type, key }) => type === 'article' && key === 'backend');
    const bodyOf = (locale: string): string =>
      String((backend?.locales[locale]?.outlook as { body?: string } | undefined)?.body).split('\n\n')[0]!;
    expect(bodyOf('de')).toMatch(/lange Zeit.*Gehaltserhöhung/s);
    expect(bodyOf('en')).toMatch(/long time.*pay rise/s);
  });

  it('have no exact match, since no classification lists these occupations', () => {
    const matches = present(valuesOf('match'));
    expect(matches.length).toBeGreaterThan(0);
    expect(matches.filter(([, value]) => value === 'exact')).toEqual([]);
    // The default would be "close", so each match is given explicitly.
    expect(present(valuesOf('scheme'))).toHaveLength(matches.length);
  });

  it('mark images that were generated by AI, for readers too', () => {
    const heroes = present(valuesOf('hero')).map(
      ([, hero]) => hero as { aiGenerated?: boolean; caption?: string }
    );
    expect(heroes.length).toBeGreaterThan(0);
    for (const { aiGenerated, caption } of heroes.filter((hero) => hero.aiGenerated !== undefined)) {
      expect([aiGenerated, caption]).toEqual([true, expect.stringMatching(/\b(KI|AI)\b/)]);
    }
  });

  it('have small images, and no unused one', () => {
    const used = new Set(prepared.flatMap(({ locales }) => imagesIn(locales)));
    const shipped = readdirSync(path.join(SEEDS, 'images')).map((file) => path.join(SEEDS, 'images', file));
    expect(shipped.sort()).toEqual([...used].sort());
    for (const file of shipped) expect(statSync(file).size).toBeLessThan(200_000);
  });
});

/** Returns the structure of a document in one language: the names of its attributes, and the length of each list. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return 'value';
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, item]) => [name, shapeOf(item)])
  );
};

/** The values that must be equal in every language. */
const NEUTRAL = new Set([
  'after',
  'aiGenerated',
  'article',
  'code',
  'demand',
  'file',
  'hideInToc',
  'kind',
  'level',
  'match',
  'requirement',
  'scheme',
  'skill',
  'sponsored',
  'tone',
  'type',
  'uri',
]);

const neutralOf = (value: unknown): Entry[] =>
  entries(value, '').filter(
    ([place]) => NEUTRAL.has(place.split('.').at(-1) ?? '') || /\.paths\.\d+$/.test(place)
  );

describe('both languages of a shipped guide', () => {
  it('have the same parts, with as many entries', () => {
    for (const { file, locales } of documents) {
      // German has names for women and men, and other search terms.
      const [german, english] = LOCALES.map((locale) => ({ ...locales[locale], occupation: undefined }));
      expect([file, shapeOf(english)]).toEqual([file, shapeOf(german)]);
    }
  });

  it('have the same values where they do not depend on the language', () => {
    for (const { file, locales } of documents) {
      expect([file, neutralOf(locales.en)]).toEqual([file, neutralOf(locales.de)]);
    }
  });

  it('have codes of the same occupations', () => {
    for (const { file, locales } of documents.filter(({ type }) => type === 'article')) {
      const codes = LOCALES.map(
        (locale) => (locales[locale]?.occupation as { codes?: object[] } | undefined)?.codes
      );
      expect([file, codes[0]?.length]).toEqual([file, codes[1]?.length]);
    }
  });

  it('have different texts', () => {
    for (const { file, locales } of documents) {
      for (const name of ['lead', 'description', 'entryRequirements']) {
        const [german, english] = LOCALES.map((locale) => locales[locale]?.[name]);
        if (german !== undefined) expect([file, english]).not.toEqual([file, german]);
      }
    }
  });
});
