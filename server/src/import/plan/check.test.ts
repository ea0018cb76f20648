import { tmpdir } from 'node:os';
import { checkDocument } from './check';
import { InvalidFilesError, type FileIssue } from '../../documents/document';
import { loadMarkdown } from '../../rich-text';
import { parseDocumentFile } from '../../documents/parse';
import { prepareDocument } from '../../documents/prepare';
import { createValidator } from '../../validation';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const FILE = 'a.yaml';

/** The issues of a document that is readable. */
const faultsOf = async (text: string): Promise<FileIssue[]> => {
  const strapi = createStrapiStandIn();
  const parsed = parseDocumentFile(FILE, text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  const markdown = await loadMarkdown();
  const { prepared, issues } = prepareDocument({ strapi, folder: tmpdir(), markdown }, parsed.document);
  if (issues.length > 0) throw new InvalidFilesError(issues);
  return checkDocument(createValidator(strapi), parsed.document, prepared);
};

const placesOf = async (text: string): Promise<string[]> =>
  (await faultsOf(text)).map(({ path }) => path).sort();

/** An article that may be published, with these lines after it. */
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
  it('finds nothing where nothing is wrong', async () => {
    expect(await faultsOf(article())).toEqual([]);
    expect(await faultsOf('type: category\nkey: it\nlocales:\n  de: { name: IT, slug: it }')).toEqual([]);
  });

  it('holds what is to be published to the rules for that, and a draft to those for drafts', async () => {
    const text = 'type: article\nkey: a\nlocales:\n  de:\n    title: A\n    slug: a\n';
    expect(await placesOf(text)).toEqual(['locales.de.lead', 'shared.category']);
    expect(await faultsOf(`${text}status: draft\n`)).toEqual([]);
    // It has no drafts, so everything is published.
    expect(await placesOf('type: skill\nkey: a\nlocales:\n  de: { slug: a }')).toEqual(['locales.de.name']);
  });

  it('holds each locale to the rules for its own state', async () => {
    const text = `type: article
key: a
status: { en: draft }
shared: { category: it }
locales:
  de: { title: A, slug: a }
  en: { title: A }
`;
    expect(await placesOf(text)).toEqual(['locales.de.lead']);
    expect(await placesOf(text.replace('en: draft', 'de: draft'))).toEqual([
      'locales.en.lead',
      'locales.en.slug',
    ]);
  });

  it('names the place in the file, of each language on its own', async () => {
    const issues = await faultsOf(`type: article
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

  it('names what is shared where it is shared, once, however many languages there are', async () => {
    const text = `type: study-path
key: a
shared:
  eqfLevel: 9
locales:
  de: { title: A, slug: a }
  en: { title: A, slug: a }`;
    expect(await faultsOf(text)).toEqual([
      { file: FILE, line: 4, column: 3, path: 'shared.eqfLevel', message: 'The number must not be above 8.' },
    ]);
  });

  // Written where it was named missing before, it was refused there: it is the same in every locale.
  it('names what is missing where it is to be written', async () => {
    const text = article().replace('shared: { category: it }', 'shared: {}');
    expect(await faultsOf(text)).toEqual([
      { file: FILE, line: 3, column: 1, path: 'shared.category', message: expect.any(String) },
    ]);
  });

  describe('of a draft beside what is published', () => {
    it('needs not what only readers need', async () => {
      expect(await faultsOf(article('draft: { locales: { de: { title: B } } }'))).toEqual([]);
      expect(await faultsOf(article('draft: { shared: {} }'))).toEqual([]);
    });

    it('names the place in the draft', async () => {
      expect(await faultsOf(article('draft:', '  locales:', '    de:', `      title: ${TOO_LONG}`))).toEqual([
        {
          file: FILE,
          line: 10,
          column: 7,
          path: 'draft.locales.de.title',
          message: 'The text is too long. At most 90 characters fit.',
        },
      ]);
    });

    it('names what it has from above once, where it stands', async () => {
      const text = article('draft: { shared: { category: web } }').replace('title: A', `title: ${TOO_LONG}`);
      expect(await placesOf(text)).toEqual(['locales.de.title']);
    });

    it('names what is wrong in both twice, for both are to be put right', async () => {
      const text = article(`draft: { locales: { de: { title: ${TOO_LONG} } } }`).replace(
        'title: A',
        `title: ${TOO_LONG}`
      );
      expect(await placesOf(text)).toEqual(['draft.locales.de.title', 'locales.de.title']);
    });
  });
});
