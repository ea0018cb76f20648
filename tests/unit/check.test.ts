import { tmpdir } from 'node:os';
import { checkDocuments } from '../../server/src/seeding/check';
import { SeedFilesError, type SeedFault } from '../../server/src/seeding/document';
import { prepareDocuments } from '../../server/src/seeding/prepare';
import { parseSeedFile } from '../../server/src/seeding/read';
import { createStrapiStandIn } from './support/stand-in';

/** The faults of documents that are readable, each a file `0.yaml`, `1.yaml` and so on. */
const faultsOf = async (...texts: string[]): Promise<SeedFault[]> => {
  const strapi = createStrapiStandIn();
  const documents = texts.map((text, index) => {
    const parsed = parseSeedFile(`${index}.yaml`, text);
    if ('faults' in parsed) throw new SeedFilesError(parsed.faults);
    return parsed.document;
  });
  const { prepared, faults } = await prepareDocuments(strapi, tmpdir(), documents);
  if (faults.length > 0) throw new SeedFilesError(faults);
  return checkDocuments(strapi, prepared);
};

const CATEGORY = 'type: category\nkey: it\nlocales:\n  de: { name: IT, slug: it }';

describe('checkDocuments', () => {
  it('holds what is to be published to the rules for that, and a draft to those for drafts', async () => {
    const text = 'type: article\nkey: a\nlocales:\n  de:\n    title: A\n    slug: a\n';
    expect((await faultsOf(text)).map(({ path }) => path).sort()).toEqual([
      'locales.de.category',
      'locales.de.lead',
    ]);
    expect(await faultsOf(`${text}status: draft\n`)).toEqual([]);
    expect(
      (await faultsOf('type: skill\nkey: a\nlocales:\n  de: { slug: a }')).map(({ path }) => path)
    ).toEqual(['locales.de.name']);
  });

  it('names the place and the line in the file, of each language on its own', async () => {
    const faults = await faultsOf(`type: article
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
    expect(faults).toEqual([
      {
        file: '0.yaml',
        line: 10,
        path: 'locales.de.areas.items[1].title',
        message: 'The text is too long. At most 120 characters fit.',
      },
      {
        file: '0.yaml',
        line: 14,
        path: 'locales.en.jobs.nearbyUrl',
        message: expect.stringContaining('This link is not safe'),
      },
    ]);
  });

  it('names what is shared where it is shared', async () => {
    const text = 'type: study-path\nkey: a\nshared:\n  eqfLevel: 9\nlocales:\n  de: { title: A, slug: a }';
    expect(await faultsOf(text)).toEqual([
      { file: '0.yaml', line: 4, path: 'shared.eqfLevel', message: 'The number must not be above 8.' },
    ]);
  });

  it('refuses an address that two documents of a type have in one language', async () => {
    const other = 'type: category\nkey: other\nlocales:\n  de:\n    name: Other\n    slug: it';
    expect(await faultsOf(CATEGORY, other)).toEqual([
      {
        file: '1.yaml',
        line: 6,
        path: 'locales.de.slug',
        message: 'The file 0.yaml has the same address "it".',
      },
    ]);
  });

  it.each([
    ['in different languages', 'type: category\nkey: other\nlocales:\n  en: { name: Other, slug: it }'],
    ['of different types', 'type: skill\nkey: it\nlocales:\n  de: { name: IT, slug: it }'],
  ])('allows the same address %s', async (_how, other) => {
    expect(await faultsOf(CATEGORY, other)).toEqual([]);
  });

  // The second of two drafts without an address is told that the first has its address, "undefined".
  it('takes no address for one that two drafts share', async () => {
    const draft = (key: string): string =>
      `type: article\nkey: ${key}\nstatus: draft\nlocales:\n  de: { title: A }`;
    expect(await faultsOf(draft('a'), draft('b'))).toEqual([]);
  });

  // It stands once in the file, but is checked with every language.
  it('names what is shared once, however many languages there are', async () => {
    const text =
      'type: study-path\nkey: a\nshared:\n  eqfLevel: 9\nlocales:\n  de: { title: A, slug: a }\n  en: { title: A, slug: a }';
    expect(await faultsOf(text)).toHaveLength(1);
  });
});
