import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunOptions, RunReport, SeedingService } from '../../server/src/services/seeding';
import { emptySite } from '../support/empty-site';
import { untilEventsSent } from '../support/events';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { writesDuring } from '../support/statements';

interface Occupation {
  number: number;
  group: string;
  code: string;
  label: string;
  altLabels?: string[];
  hiddenLabels?: string[];
  regulated?: string;
  description?: string;
}

/** Occupations in the format of ESCO; the texts are not ESCO's. */
const OCCUPATIONS: Occupation[] = [
  {
    number: 1,
    group: '2512',
    code: '2512.1',
    label: 'bridge programmer',
    altLabels: ['programmer of bridges', 'bridge developer'],
    description: 'They write "programs", and test them.\n\nThey also *repair* bridges.',
  },
  { number: 2, group: '2513', code: '2513.4', label: 'page maker', description: 'They make pages.' },
  { number: 3, group: '7412', code: '7412.9', label: 'lamp mechanic' },
];

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const uriOf = (number: number): string => `http://data.europa.eu/esco/occupation/${uuid(number)}`;
const keyOf = (number: number): string => `esco-${uuid(number)}`;

const csv = (rows: string[][]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

const OWN_HEADER =
  'conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,' +
  'regulatedProfessionNote,scopeNote,definition,inScheme,description,code';

const ownLayout = (occupations: Occupation[]): string => {
  const rows = occupations.map(({ number, group, code, label, description = '', ...names }) =>
    [
      ['Occupation', uriOf(number), group, label, names.altLabels?.join('\n') ?? ''],
      [
        names.hiddenLabels?.join('\n') ?? '',
        'released',
        '2024-01-01T00:00:00Z',
        names.regulated ?? '',
        'A scope note.',
        '',
        '',
        description,
        code,
      ],
    ].flat()
  );
  return `${csv([OWN_HEADER.split(','), ...rows])}\n`;
};

const TABIYA_HEADER =
  'ORIGINURI,ID,UUIDHISTORY,ISCOGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,DEFINITION,SCOPENOTE,' +
  'REGULATEDPROFESSIONNOTE,OCCUPATIONTYPE,ISLOCALIZED';

const tabiyaLayout = (occupations: Occupation[]): string => {
  const rows = occupations.map(({ number, group, code, label, altLabels = [], description = '' }) => [
    ...[uriOf(number), `key_${number}`, uuid(number), group, code, label, altLabels.join('\n'), description],
    ...['', 'A scope note.', '', 'escooccupation', 'false'],
  ]);
  return `${csv([TABIYA_HEADER.split(','), ...rows])}\n`;
};

let site: Site;
let running: RunningSite;
let exports = 0;

const seeding = (): SeedingService =>
  running.strapi.plugin('career-field').service<SeedingService>('seeding');

/** Imports a file of occupations under the file name of ESCO's download. */
const importEsco = (text: string, options: RunOptions = {}): Promise<RunReport> => {
  const file = path.join(site.folder, 'occupations_en.csv');
  writeFileSync(file, text);
  return seeding().import(file, { format: 'esco', escoVersion: '1.1.0', ...options });
};

const outcomes = ({ items, failures }: RunReport): Record<string, string[]> => {
  expect(failures).toEqual([]);
  const grouped: Record<string, string[]> = {};
  for (const { key, outcome } of items) (grouped[outcome] ??= []).push(key);
  return grouped;
};

const articleOf = async (slug: string, status: 'draft' | 'published' = 'draft') =>
  (await running.strapi.documents(uid('article')).findFirst({
    locale: 'en',
    status,
    filters: { slug },
    populate: ['category', 'occupation.codes', 'definition', 'sources'],
  } as never)) as unknown as {
    documentId: string;
    title: string;
    occupation: { name: string; altNames: string[] | null; codes: { version: string }[] };
  };

/** Returns every file of the site's export by its path. */
const exported = async (): Promise<Record<string, string>> => {
  const folder = path.join(site.folder, `exported-${(exports += 1)}`);
  mkdirSync(folder);
  expect((await seeding().export(folder)).warnings).toEqual([]);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')])
  );
};

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
});

beforeEach(() => emptySite(running.strapi));

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

it('creates a draft for each occupation with its names, codes, category and source', async () => {
  expect(outcomes(await importEsco(ownLayout(OCCUPATIONS)))).toEqual({
    create: [
      ...['isco-08-2', 'isco-08-25', 'isco-08-7', 'isco-08-74'],
      ...OCCUPATIONS.map(({ number }) => keyOf(number)),
    ],
  });
  expect(await articleOf('bridge-programmer', 'published')).toBeNull();
  expect(await articleOf('bridge-programmer')).toMatchObject({
    title: expect.stringMatching(/^bridge programmer$/i),
    occupation: {
      altNames: ['programmer of bridges', 'bridge developer'],
      codes: [
        { scheme: 'esco', code: '2512.1', uri: uriOf(1), version: '1.1.0', match: 'exact' },
        { scheme: 'isco-08', code: '2512', version: '2008', match: 'broad' },
      ],
    },
    category: { name: 'Information and communications technology professionals' },
    definition: {
      body: [
        { type: 'paragraph', children: [{ text: 'They write "programs", and test them.' }] },
        { type: 'paragraph', children: [{ text: 'They also *repair* bridges.' }] },
      ],
    },
    sources: [
      {
        label: 'ESCO classification, version 1.1.0',
        attribution: 'This service uses the ESCO classification of the European Commission.',
      },
    ],
  });
  const categories = (await running.strapi.documents(uid('category')).findMany({
    locale: 'en',
    sort: 'slug',
    populate: ['parent'],
  } as never)) as unknown as { name: string; parent: { name: string } | null }[];
  expect(categories.map(({ name, parent }) => [name, parent?.name])).toEqual([
    ['Professionals', undefined],
    ['Information and communications technology professionals', 'Professionals'],
    ['Craft and related trades workers', undefined],
    ['Electrical and electronic trades workers', 'Craft and related trades workers'],
  ]);
});

it('writes nothing when the same file is imported again', async () => {
  await importEsco(ownLayout(OCCUPATIONS));
  let second: RunReport | undefined;
  const statements = await writesDuring(running.strapi, async () => {
    second = await importEsco(ownLayout(OCCUPATIONS));
  });
  expect(Object.keys(outcomes(second!))).toEqual(['unchanged']);
  expect(statements).toEqual([]);
});

const afterUpdates = new Map<boolean, Record<string, string>>();

it.each([false, true])(
  'updates unedited documents to the next version of ESCO, and keeps edited ones (bulk: %s)',
  async (bulk) => {
    const updates: string[] = [];
    // Events follow the commit: the sample that is rolled back has none.
    const unsubscribe = running.strapi.eventHub.on('entry.update', async ({ uid: type }: { uid: string }) => {
      if (type === uid('article')) updates.push('update');
    });
    await importEsco(ownLayout(OCCUPATIONS));
    const articles = running.strapi.documents(uid('article'));
    const edited = await articleOf('page-maker');
    await articles.update({
      documentId: edited.documentId,
      locale: 'en',
      data: { title: 'Our page makers' },
    });
    const deleted = await articleOf('lamp-mechanic');
    await articles.delete({ documentId: deleted.documentId, locale: '*' });

    const [first, ...others] = OCCUPATIONS;
    const added = { number: 4, group: '2512', code: '2512.7', label: 'road programmer' };
    const next = [{ ...first!, altLabels: ['bridge developer'] }, ...others, added];
    await untilEventsSent(running.strapi);
    updates.length = 0;
    const report = await importEsco(ownLayout(next), { escoVersion: '1.2.0', bulk });
    await untilEventsSent(running.strapi);
    expect(updates.length === 0).toBe(bulk);
    unsubscribe();
    expect(outcomes(report)).toEqual({
      unchanged: ['isco-08-2', 'isco-08-25', 'isco-08-7', 'isco-08-74'],
      update: [keyOf(1)],
      kept: [keyOf(2)],
      deleted: [keyOf(3)],
      create: [keyOf(4)],
    });
    const { occupation } = await articleOf('bridge-programmer');
    expect(occupation.altNames).toEqual(['bridge developer']);
    expect(occupation.codes.map(({ version }) => version)).toEqual(['1.2.0', '2008']);
    const kept = await articleOf('page-maker');
    expect(kept.title).toBe('Our page makers');
    expect(kept.occupation.codes.map(({ version }) => version)).toEqual(['1.1.0', '2008']);
    expect(await articleOf('lamp-mechanic')).toBeNull();
    afterUpdates.set(bulk, await exported());
    if (afterUpdates.size > 1) expect(afterUpdates.get(true)).toEqual(afterUpdates.get(false));
    // Documents that were written in bulk count as unedited, and are updated once more.
    const third = [{ ...next[0]!, altLabels: ['maker of bridges'] }, ...next.slice(1)];
    const { update } = outcomes(await importEsco(ownLayout(third), { escoVersion: '1.2.0', bulk }));
    expect(update).toEqual([keyOf(1)]);
    expect((await articleOf('bridge-programmer')).occupation.altNames).toEqual(['maker of bridges']);
  }
);

it.each<[string, string, RunOptions]>([
  ['in bulk', ownLayout(OCCUPATIONS), { bulk: true }],
  ['from the Tabiya layout', tabiyaLayout(OCCUPATIONS), {}],
])('creates the same content %s', async (_, text, options) => {
  await importEsco(ownLayout(OCCUPATIONS));
  const before = await exported();
  // An empty site again, so that the keys do not come from existing documents.
  await emptySite(running.strapi);
  expect(Object.keys(outcomes(await importEsco(text, options)))).toEqual(['create']);
  expect(await exported()).toEqual(before);
  expect(Object.keys(before)).toContain(path.join('articles', `${keyOf(1)}.yaml`));
  // Documents that were written in another way are recognised, too.
  expect(Object.keys(outcomes(await importEsco(ownLayout(OCCUPATIONS))))).toEqual(['unchanged']);
});

it.each([false, true])(
  'stores names that are searched but not shown, and links the note on regulation (bulk: %s)',
  async (bulk) => {
    const note = 'http://data.europa.eu/esco/regulated-professions/unregulated';
    const [first] = OCCUPATIONS;
    const hidden = { ...first!, hiddenLabels: ['brigde programer'], regulated: note };
    await importEsco(ownLayout([hidden]), { bulk });
    const { documentId } = await articleOf('bridge-programmer');
    const articles = running.strapi.documents(uid('article'));
    const stored = await articles.findOne({ documentId, locale: 'en', populate: ['accessRequirements'] });
    expect(stored!.accessRequirements).toMatchObject({ regulation: 'unregulated', regulationUrl: note });
    await articles.update({ documentId, locale: 'en', data: { lead: 'About bridges.' } });
    await articles.publish({ documentId, locale: 'en' });
    const found = await running.request.get('/api/career-field/guides?locale=en&q=brigde%20programer');
    expect(found.body.data.map(({ slug }: { slug: string }) => slug)).toEqual(['bridge-programmer']);
    const slug = 'bridge-programmer';
    for (const path of [
      `/api/career-field/guides/${slug}?locale=en`,
      `/api/career-field/guides/${slug}/markdown?locale=en`,
      '/api/career-field/articles?locale=en&populate[occupation]=true',
    ]) {
      const { status, text } = await running.request.get(path);
      expect(status).toBe(200);
      expect(text).toContain('bridge developer');
      expect(text).not.toContain('brigde');
    }
    const refused = await running.request.get(
      '/api/career-field/articles?locale=en&filters[occupation][searchNames][$contains]=brigde'
    );
    expect(refused.status).toBe(400);
    const { items } = await importEsco(ownLayout([{ ...hidden, regulated: `${note}-2` }]), { bulk });
    expect(items.find(({ type }) => type === 'article')).toMatchObject({ outcome: 'kept', reason: 'edited' });
  }
);
