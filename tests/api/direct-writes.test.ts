import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { PUBLIC_TYPES, type PublicType } from '../../content-types';
import { newDocumentId } from '../../server/src/model/document-ids';
import { createDirectWrites, type DirectWrites } from '../../server/src/seeding/direct';
import type { Progress } from '../../server/src/seeding/report';
import { createSampler } from '../support/sample-documents';
import { createSite, uid, WITHOUT_GRAPHQL, type RunningSite, type Site } from '../support/site';
import { statementsOf } from '../support/statements';
import { dumpTables, emptyTables } from '../support/table-dump';

type Values = Record<string, unknown>;

const LOCALES = ['de', 'en'] as const;

interface SampleDocument {
  type: PublicType;
  documentId: string;
  locales: Record<(typeof LOCALES)[number], Values>;
}

/** What an observer of writes has seen, without what differs from one run to the next. */
type Heard = string[];

let site: Site;
let running: RunningSite;
let strapi: Core.Strapi;
let file: number;
let ids: Record<PublicType, string>;

beforeAll(async () => {
  site = await createSite({ env: WITHOUT_GRAPHQL });
  running = await site.start();
  strapi = running.strapi;
  // Strapi's sanitizers look for it here; its own start has put it where jest does not see it.
  Object.assign(globalThis, { strapi });
  const image = { name: 'a.png', hash: 'a', ext: '.png', mime: 'image/png', size: 1, url: '/a.png' };
  const created = await strapi.db
    .query('plugin::upload.file')
    .create({ data: { ...image, provider: 'local' } });
  file = Number(created.id);
  ids = Object.fromEntries(PUBLIC_TYPES.map((type) => [type, newDocumentId(strapi)])) as typeof ids;
});

beforeEach(() => emptyTables(strapi));

afterAll(async () => {
  await running.stop();
  await site.remove();
});

/** In the order in which they can be written. */
const ORDER: PublicType[] = ['category', 'skill', 'study-path', 'employer', 'article'];

/** One of each type with every attribute. Nothing points at itself or at what comes later. */
const samples = (): SampleDocument[] =>
  ORDER.map((type, index) => {
    const of = (locale: string): Values =>
      createSampler(strapi, {
        name: `${type} ${locale}`,
        slug: `${type}-one`,
        file,
        targets: (target) => {
          const name = target.split('.').at(-1) as PublicType;
          return ORDER.indexOf(name) < index ? [ids[name]] : [];
        },
      })(uid(type), 'full');
    const [de, en] = [of('de'), of('en')];
    // Nothing can be said of an area's own guide while there is no other article.
    return { type, documentId: ids[type], locales: { de, en: { ...en, ...sharedOf(type, de) } } };
  });

const sharedOf = (type: PublicType, values: Values): Values => {
  const attributes = strapi.contentType(uid(type)).attributes as Record<
    string,
    { pluginOptions?: { i18n?: { localized?: boolean } } }
  >;
  const isShared = (name: string): boolean => attributes[name]?.pluginOptions?.i18n?.localized === false;
  return Object.fromEntries(Object.entries(values).filter(([name]) => isShared(name)));
};

/** The calls of an import: a document, its translation, and both published. */
const writeAll = async (documents: SampleDocument[], direct?: DirectWrites): Promise<void> => {
  const through = {
    create: (type: PublicType, action: 'create' | 'update', data: Values, run: () => Promise<unknown>) =>
      direct ? direct.create(type, action, data, run) : run(),
    publish: (type: PublicType, run: () => Promise<unknown>) => (direct ? direct.publish(type, run) : run()),
  };
  const run = async (): Promise<void> => {
    for (const { type, documentId, locales } of documents) {
      const service = strapi.documents(uid(type));
      const data = { ...locales.de, documentId };
      await through.create(type, 'create', data, () => service.create({ locale: 'de', data }));
      await through.create(type, 'update', locales.en, () =>
        service.update({ documentId, locale: 'en', data: locales.en })
      );
      if (type !== 'article') continue;
      await direct?.readDrafts(type, [documentId]);
      await through.publish(type, () =>
        service.publish!({ documentId, locale: [...LOCALES] as unknown as string })
      );
    }
  };
  if (direct) {
    const stop = direct.install();
    await direct.inTransaction(run);
    stop();
  } else await strapi.db.transaction(run);
};

const TIMES = /"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z"/g;

/** Without ids, moments of the run, and what is absent instead of null. */
const steady = (value: unknown): string =>
  JSON.stringify(value, (key, item: unknown) => {
    if (key === 'id' && typeof item === 'number') return 0;
    if (item === null || (Array.isArray(item) && item.length === 0)) return undefined;
    if (typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  })
    .replaceAll('"2025-03-30T02:30:15.250Z"', '"then"')
    .replace(TIMES, '"now"');

/** Runs something, and tells what whoever watches has heard of it. */
const listen = async (run: () => Promise<void>): Promise<{ heard: Heard; calls: Heard; events: Heard }> => {
  const heard: Heard = [];
  const calls: Heard = [];
  const events: Heard = [];
  const unsubscribe = strapi.db.lifecycles.subscribe(({ action, model, params, result }) => {
    if (!/career-field/.test(model.uid) || !/Create$/.test(action)) return;
    if (/published-guide|guide-invalidation|seed-record|shared-relation/.test(model.uid)) return;
    heard.push([action, model.uid, steady(params.data), steady(result ?? {})].join(' '));
  });
  const off = ['entry.create', 'entry.update', 'entry.publish'].map((name) =>
    strapi.eventHub.on(name, async (payload: unknown) => void events.push(`${name} ${steady(payload)}`))
  );
  const remove: unknown = strapi.documents.use(async (context, next) => {
    const result: unknown = await next();
    if (/^(create|update|publish)$/.test(context.action)) {
      calls.push(`${context.action} ${context.uid} ${steady(context.params)} ${steady(result)}`);
    }
    return result as ReturnType<typeof next>;
  });
  await run();
  // Strapi's events come after what they tell of.
  const isOver = (): boolean => events.length >= calls.length + 1;
  for (let turn = 0; turn < 100 && !isOver(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  unsubscribe();
  for (const each of off) each();
  (remove as () => void)();
  return { heard: heard.sort(), calls, events: events.sort() };
};

describe('new documents that are written directly', () => {
  it('leave the rows that Strapi leaves', async () => {
    await writeAll(samples());
    const expected = await dumpTables(strapi);
    await emptyTables(strapi);
    await writeAll(samples(), createDirectWrites(strapi));
    const actual = await dumpTables(strapi);
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const table of Object.keys(expected))
      expect([table, actual[table]]).toEqual([table, expected[table]]);
  });

  it('are told to lifecycles, document middlewares and events as Strapi tells of them', async () => {
    const plain = await listen(() => writeAll(samples()));
    await emptyTables(strapi);
    const direct = await listen(() => writeAll(samples(), createDirectWrites(strapi)));
    expect(plain.calls).toHaveLength(11);
    expect(plain.events).toHaveLength(12);
    expect(direct.calls).toEqual(plain.calls);
    expect(direct.events).toEqual(plain.events);
    expect(direct.heard).toEqual(plain.heard);
  });

  it('take less than half of the statements', async () => {
    const plain = await statementsOf(strapi, () => writeAll(samples()));
    await emptyTables(strapi);
    const direct = await statementsOf(strapi, () => writeAll(samples(), createDirectWrites(strapi)));
    expect(direct.length).toBeLessThan(plain.length / 2);
  });
});

describe('whoever changes what is written', () => {
  const category = { type: 'category' as const, data: { name: 'Given', slug: 'given' } };

  const createDirectly = async (): Promise<Values> => {
    const direct = createDirectWrites(strapi);
    const stop = direct.install();
    const { type, data } = category;
    await direct.inTransaction(async () => {
      await direct.create(type, 'create', data, () =>
        strapi.documents(uid(type)).create({ locale: 'de', data })
      );
    });
    stop();
    const row = await strapi.documents(uid(type)).findFirst({ locale: 'de', populate: ['parent'] } as never);
    return row as unknown as Values;
  };

  it('is heard in a lifecycle, relations included', async () => {
    const parent = await strapi.documents(uid('category')).create({
      locale: 'de',
      data: { name: 'Parent', slug: 'a-parent' },
    });
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: [uid('category')],
      beforeCreate: ({ params }) => {
        params.data.name = 'Changed';
        params.data.parent = { set: [{ id: parent.id }] };
      },
    });
    await createDirectly();
    unsubscribe();
    const row = (await strapi.documents(uid('category')).findFirst({
      locale: 'de',
      filters: { slug: 'given' },
      populate: ['parent'],
    } as never)) as unknown as Values;
    expect(row).toMatchObject({ name: 'Changed', parent: { documentId: parent.documentId } });
  });

  it('is heard in a document middleware', async () => {
    const remove: unknown = strapi.documents.use((context, next) => {
      const { data } = context.params as { data?: Values };
      if (context.action === 'create' && data) data.name = 'Changed';
      return next();
    });
    expect(await createDirectly()).toMatchObject({ name: 'Changed' });
    (remove as () => void)();
  });

  it('may refuse it, and nothing is left then', async () => {
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: [uid('category')],
      afterCreate: () => {
        throw new Error('Not this one');
      },
    });
    await expect(createDirectly()).rejects.toThrow('Not this one');
    unsubscribe();
    expect(await strapi.db.query(uid('category')).count()).toBe(0);
  });

  it('writes documents of its own by the rules of everybody, while files are imported', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'career-field-direct-'));
    writeFileSync(
      path.join(folder, 'category.yaml'),
      'type: category\nkey: given\nlocales:\n  de: { name: Given, slug: given }\n'
    );
    const refused: string[] = [];
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: [uid('category')],
      async afterCreate() {
        const data = { name: 'A skill', slug: 'a-skill', codes: [{ scheme: 'isco-08', code: 'no digits' }] };
        try {
          await strapi.documents(uid('skill')).create({ locale: 'de', data });
        } catch (error) {
          refused.push((error as Error).name);
        }
      },
    });
    const { items, failures } = await strapi.plugin('career-field').service('seeding').import(folder);
    unsubscribe();
    rmSync(folder, { recursive: true });
    expect([items.length, failures]).toEqual([1, []]);
    expect(refused).toEqual(['ValidationError']);
  });
});

it.each([
  ['an import', 'one', {}],
  ['an import in bulk', 'other', { bulk: true }],
])('lets the site go on with everything else between the documents of %s', async (_, name, options) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'career-field-direct-'));
  for (let index = 0; index < 30; index += 1) {
    const text = `type: skill\nkey: ${name}${index}\nlocales:\n  de: { name: S ${index}, slug: ${name}-${index} }\n`;
    writeFileSync(path.join(folder, `s${index}.yaml`), text);
  }
  let isOver = false;
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await strapi
    .plugin('career-field')
    .service('seeding')
    .import(folder, {
      ...options,
      // Reading the files lets others run by itself.
      onProgress: ({ phase, total }: Progress) => void (phase === 'planning' && total > 0 && (turns = 0)),
    });
  isOver = true;
  rmSync(folder, { recursive: true });
  expect(turns).toBeGreaterThanOrEqual(30);
});
