import { tmpdir } from 'node:os';
import { checkDocument } from './check';
import { InvalidFilesError, type FileIssue } from '../../documents/document';
import { loadMarkdown } from '../../rich-text';
import { parseDocumentFile } from '../../documents/parse';
import { prepareDocument } from '../../documents/prepare';
import { createValidator } from '../../validation';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const FILE = 'a.yaml';

/** Returns the issues of a document that can be parsed. */
const issuesOf = async (text: string): Promise<FileIssue[]> => {
  const strapi = createStrapiStandIn();
  const parsed = parseDocumentFile(FILE, text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  const markdown = await loadMarkdown();
  const { prepared, issues } = prepareDocument({ strapi, folder: tmpdir(), markdown }, parsed.document);
  if (issues.length > 0) throw new InvalidFilesError(issues);
  return checkDocument(createValidator(strapi), parsed.document, prepared);
};

const pathsOf = async (text: string): Promise<string[]> =>
  (await issuesOf(text)).map(({ path }) => path).sort();

/** A publishable article, followed by these lines. */
const article = (...lines: string[]): string =>
  [
    'type: article',
    'key: a',
    'shared: { category: it }',
    'locales:',
    '  de: { title: A, slug: a, lead: Ein Satz. }',
    '  en: { title: A, slug: a, lead: A sentence. }',
    ...lines,
    '',
  ].join('\n');

const TOO_LONG = 'x'.repeat(91);

describe('checkDocument', () => {
  it('returns no issues for a valid document', async () => {
    expect(await issuesOf(article())).toEqual([]);
    expect(await issuesOf('type: category\nkey: it\nlocales:\n  de: { name: IT, slug: it }')).toEqual([]);
  });

  it('applies the rules of publication to published documents, and those of drafts to drafts', async () => {
    const text = 'type: article\nkey: a\nlocales:\n  de:\n    title: A\n    slug: a\n';
    expect(await pathsOf(text)).toEqual(['locales.de.lead', 'shared.category']);
    expect(await issuesOf(`${text}status: draft\n`)).toEqual([]);
    // A skill has no drafts, so it is always published.
    expect(await pathsOf('type: skill\nkey: a\nlocales:\n  de: { slug: a }')).toEqual(['locales.de.name']);
  });

  it('applies to each locale the rules of its own state', async () => {
    const text = `type: article
key: a
status: { en: draft }
shared: { category: it }
locales:
  de: { title: A, slug: a }
  en: { title: A }
`;
    expect(await pathsOf(text)).toEqual(['locales.de.lead']);
    expect(await pathsOf(text.replace('en: draft', 'de: draft'))).toEqual([
      'locales.en.lead',
      'locales.en.slug',
    ]);
  });

  it('reports the position in the file, for each locale separately', async () => {
    const issues = await issuesOf(`type: article
key: a
status: draft
locales:
  de:
    title: A
    areas:
      items:
        - title: a
        - title: ${'b'.repeat(121)}
  en:
    title: A
    jobs:
      nearbyUrl: javascript:alert(1)
`);
    expect(issues).toEqual([
      {
        file: FILE,
        line: 10,
        column: 11,
        path: 'locales.de.areas.items[1].title',
        message: 'The text is too long. At most 120 characters fit.',
      },
      {
        file: FILE,
        line: 14,
        column: 7,
        path: 'locales.en.jobs.nearbyUrl',
        message: expect.stringContaining('This link is not safe'),
      },
    ]);
  });

  it('reports an issue of a shared attribute once, under `shared`', async () => {
    const text = `type: study-path
key: a
shared:
  eqfLevel: 9
locales:
  de: { title: A, slug: a }
  en: { title: A, slug: a }`;
    expect(await issuesOf(text)).toEqual([
      { file: FILE, line: 4, column: 3, path: 'shared.eqfLevel', message: 'The number must not be above 8.' },
    ]);
  });

  // The path once named a locale, where the file must not contain it: the attribute is shared.
  it('reports a missing shared attribute under `shared`', async () => {
    const text = article().replace('shared: { category: it }', 'shared: {}');
    expect(await issuesOf(text)).toEqual([
      { file: FILE, line: 3, column: 1, path: 'shared.category', message: expect.any(String) },
    ]);
  });

  describe('of a draft of a published document', () => {
    it('does not require what only publication requires', async () => {
      expect(await issuesOf(article('draft: { locales: { de: { title: B } } }'))).toEqual([]);
      expect(await issuesOf(article('draft: { shared: {} }'))).toEqual([]);
    });

    it('reports the path in the draft', async () => {
      expect(await issuesOf(article('draft:', '  locales:', '    de:', `      title: ${TOO_LONG}`))).toEqual([
        {
          file: FILE,
          line: 10,
          column: 7,
          path: 'draft.locales.de.title',
          message: 'The text is too long. At most 90 characters fit.',
        },
      ]);
    });

    it('reports an inherited value once, where it is written', async () => {
      const text = article('draft: { shared: { category: web } }').replace('title: A', `title: ${TOO_LONG}`);
      expect(await pathsOf(text)).toEqual(['locales.de.title']);
    });

    it('reports an issue of both versions twice', async () => {
      const text = article(`draft: { locales: { de: { title: ${TOO_LONG} } } }`).replace(
        'title: A',
        `title: ${TOO_LONG}`
      );
      expect(await pathsOf(text)).toEqual(['draft.locales.de.title', 'locales.de.title']);
    });
  });
});
