import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { PUBLIC_TYPES, type PublicType } from '../../content-types';
import { newDocumentId } from '../../server/src/strapi-internals/document-ids';
import { findWhole } from '../../server/src/model/document-writes';
import type { SeedingService } from '../../server/src/services/seeding';
import { changedAttributes } from '../../server/src/import/apply/changed-attributes';
import { createSampler } from '../support/sample-documents';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { statementsOf } from '../support/statements';
import { dumpTables, emptyTables, type TableDump } from '../support/table-dump';

type Values = Record<string, unknown>;

let site: Site;
let running: RunningSite;
let strapi: Core.Strapi;
let file: number;
/** Of each type, two documents that others can reference, and one that is written. */
let ids: Record<PublicType, { targets: [string, string]; tested: string }>;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  strapi = running.strapi;
  const image = { name: 'a.png', hash: 'a', ext: '.png', mime: 'image/png', size: 1, url: '/a.png' };
  const created = await strapi.db
    .query('plugin::upload.file')
    .create({ data: { ...image, provider: 'local' } });
  file = Number(created.id);
  const newId = (): string => newDocumentId(strapi, 'plugin::career-field.article');
  ids = Object.fromEntries(
    PUBLIC_TYPES.map((type) => [type, { targets: [newId(), newId()], tested: newId() }])
  ) as typeof ids;
});

afterAll(async () => {
  await running.stop();
  await site.remove();
});

/** In the order in which they can be written. */
const ORDER: PublicType[] = ['category', 'skill', 'study-path', 'employer', 'article'];

const createTargets = async (): Promise<void> => {
  for (const type of ORDER) {
    for (const [index, documentId] of ids[type].targets.entries()) {
      const sampler = createSampler(strapi, {
        name: `${type} ${index}`,
        slug: `${type}-${index}`,
        file,
        targets: (target) => [...ids[target.split('.').at(-1) as PublicType].targets],
      });
      const data = { ...sampler(uid(type), 'sparse'), documentId };
      await strapi.documents(uid(type)).create({ locale: 'de', data });
    }
  }
};

/** Versions of one document, in the form that `strapi.documents()` takes, with a value for every attribute. */
const versionsOf = (type: PublicType): Record<'full' | 'other' | 'empty', Values> => {
  const version = (name: string, fill: 'full' | 'empty', isReversed: boolean): Values =>
    createSampler(strapi, {
      name,
      slug: `${type}-tested`,
      file,
      targets: (target) => {
        const { targets } = ids[target.split('.').at(-1) as PublicType];
        return isReversed ? [...targets].reverse() : targets;
      },
    })(uid(type), fill);
  return {
    full: version('one', 'full', false),
    other: version('two', 'full', true),
    empty: version('three', 'empty', false),
  };
};

const storedRow = async (type: PublicType) => {
  const [row] = await findWhole(strapi, type, { documentId: ids[type].tested, locale: 'de' });
  return row!;
};

/** Creates one version, updates it to another one, and returns all rows. */
const writeInTurn = async (
  type: PublicType,
  before: Values,
  updateOf: () => Promise<Values>
): Promise<TableDump> => {
  await emptyTables(strapi);
  await createTargets();
  const { tested: documentId } = ids[type];
  await strapi.documents(uid(type)).create({ locale: 'de', data: { ...before, documentId } });
  const data = await updateOf();
  await strapi.documents(uid(type)).update({ documentId, locale: 'de', data });
  return dumpTables(strapi);
};

describe('changedAttributes', () => {
  it.each(PUBLIC_TYPES)('returns nothing for an unchanged document of the type %s', async (type) => {
    const { full } = versionsOf(type);
    await writeInTurn(type, full, async () => {
      const data = changedAttributes(strapi, uid(type), full, await storedRow(type));
      expect(data).toEqual({});
      return data;
    });
  });

  it.each(
    PUBLIC_TYPES.flatMap((type) =>
      (
        [
          ['full', 'other'],
          ['full', 'empty'],
          ['empty', 'full'],
        ] as const
      ).map(([before, after]) => [type, before, after] as const)
    )
  )('updates the rows of the type %s as all attributes would, from %s to %s', async (type, before, after) => {
    const versions = versionsOf(type);
    const expected = await writeInTurn(type, versions[before], async () => versions[after]);
    const actual = await writeInTurn(type, versions[before], async () =>
      changedAttributes(strapi, uid(type), versions[after], await storedRow(type))
    );
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const table of Object.keys(expected))
      expect([table, actual[table]]).toEqual([table, expected[table]]);
  });
});

describe('the next release of imported documents', () => {
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'career-field-updates-'));
    await emptyTables(strapi);
    await strapi.db.query('plugin::career-field.seed-record').deleteMany({});
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const importRelease = async (
    release: number,
    count: number
  ): Promise<Awaited<ReturnType<SeedingService['import']>>> => {
    for (let index = 0; index < count; index += 1) {
      const group = (locale: string): string =>
        JSON.stringify({
          title: `Occupation ${index} ${locale}`,
          slug: `occupation-${index}`,
          occupation: {
            name: `Occupation ${index}`,
            altNames: ['a', 'b', ...(release > 1 ? [`release ${release}`] : [])],
            codes: [
              { scheme: 'custom', code: `c-${index}` },
              { scheme: 'isco-08', code: '2512' },
            ],
          },
          definition: { body: `As of release ${release}.` },
          sources: [{ label: 'A source', url: 'https://example.org/' }],
        });
      const text = `type: article\nkey: o${index}\nstatus: draft\nshared: { category: it }\nlocales:\n  de: ${group('de')}\n  en: ${group('en')}\n`;
      writeFileSync(path.join(folder, `o${index}.yaml`), text);
    }
    const name = '{ name: IT, slug: it }';
    writeFileSync(
      path.join(folder, 'it.yaml'),
      `type: category\nkey: it\nlocales: { de: ${name}, en: ${name} }\n`
    );
    return strapi.plugin('career-field').service<SeedingService>('seeding').import(folder);
  };

  it('takes at most one and a half times the statements of creating them', async () => {
    const created = await statementsOf(strapi, () => importRelease(1, 40));
    const updated = await statementsOf(strapi, async () => {
      const { items, failures } = await importRelease(2, 40);
      expect(failures).toEqual([]);
      expect(items.filter(({ outcome }) => outcome === 'update')).toHaveLength(80);
    });
    expect(updated.length).toBeLessThanOrEqual(created.length * 1.5);
  });

  it('does not replace unchanged components', async () => {
    const idsOf = async (): Promise<unknown> => {
      interface Component {
        id: number;
      }
      const rows = (await findWhole(strapi, 'article', {})) as unknown as (Component & {
        occupation: Component & { codes: Component[] };
        definition: Component;
        sources: Component[];
      })[];
      rows.sort((one, other) => one.id - other.id);
      return rows.map(({ id, occupation, definition, sources }) => [
        id,
        occupation.id,
        occupation.codes.map((code) => code.id),
        definition.id,
        sources.map((source) => source.id),
      ]);
    };
    await importRelease(1, 3);
    const before = await idsOf();
    await importRelease(2, 3);
    expect(await idsOf()).toEqual(before);
    const [row] = await findWhole(strapi, 'article', { slug: 'occupation-0', locale: 'en' });
    expect(row).toMatchObject({ occupation: { altNames: ['a', 'b', 'release 2'] } });
  });
});
