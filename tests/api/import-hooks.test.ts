import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { PUBLIC_TYPES } from '../../content-types';
import type { SeedingService } from '../../server/src/services/seeding';
import type { Progress, RunOptions } from '../../server/src/import/report';
import { untilEventsSent } from '../support/events';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { emptyTables } from '../support/table-dump';

type Values = Record<string, unknown>;

/** Numbers of calls by name. */
type Counts = Record<string, number>;

const SHIPPED = path.resolve(__dirname, '../../seeds');

let site: Site;
let running: RunningSite;
let strapi: Core.Strapi;
let folder: string;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  strapi = running.strapi;
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'career-field-hooks-'));
  await emptyTables(strapi);
  await strapi.db.query('plugin::career-field.seed-record').deleteMany({});
});

afterEach(() => rmSync(folder, { recursive: true }));

afterAll(async () => {
  await running.stop();
  await site.remove();
});

const importFrom = (source: string, options: RunOptions = {}) =>
  strapi.plugin('career-field').service<SeedingService>('seeding').import(source, options);

const add = (counts: Counts, name: string, count = 1): void => {
  counts[name] = (counts[name] ?? 0) + count;
};

/** The types of the plugin's documents, and all components. */
const watched = (): string[] => [
  ...PUBLIC_TYPES.map((type) => uid(type) as string),
  ...[...strapi.db.metadata.keys()].filter((each) => each.startsWith('career-field.')),
];

/** Runs a function, and counts the calls of lifecycles and document middlewares and the events meanwhile. */
const listen = async (run: () => Promise<unknown>) => {
  const rows: Counts = {};
  const calls: Counts = {};
  const events: Counts = {};
  const unsubscribe = strapi.db.lifecycles.subscribe(({ action, model }) => {
    if (/^after(Create|Update)$/.test(action) && watched().includes(model.uid)) {
      add(rows, `${action} ${model.uid}`);
    }
  });
  const off = ['entry.create', 'entry.update', 'entry.publish'].map((name) =>
    strapi.eventHub.on(name, async ({ uid: type }: { uid: string }) => add(events, `${name} ${type}`))
  );
  const remove: unknown = strapi.documents.use(async (context, next) => {
    const result = await next();
    if (/^(create|update|publish)$/.test(context.action)) add(calls, `${context.action} ${context.uid}`);
    return result;
  });
  await run();
  await untilEventsSent(strapi);
  unsubscribe();
  for (const each of off) each();
  (remove as () => void)();
  return { rows, calls, events };
};

describe('the hooks of a site', () => {
  it('are called for every row that an import creates', async () => {
    const counts = await listen(() => importFrom(SHIPPED));
    const expected: Awaited<ReturnType<typeof listen>> = { rows: {}, calls: {}, events: {} };
    for (const each of watched()) {
      const count = await strapi.db.query(each).count();
      if (count > 0) add(expected.rows, `afterCreate ${each}`, count);
    }
    for (const type of PUBLIC_TYPES) {
      const found = (await strapi.db.query(uid(type)).findMany()) as unknown as Values[];
      if (found.length === 0) continue;
      const isPublished = ({ publishedAt }: Values): boolean => type === 'article' && publishedAt !== null;
      const drafts = found.filter((row) => !isPublished(row));
      const documents = new Set(drafts.map(({ documentId }) => documentId)).size;
      add(expected.calls, `create ${uid(type)}`, documents);
      add(expected.calls, `update ${uid(type)}`, drafts.length - documents);
      add(expected.events, `entry.create ${uid(type)}`, drafts.length);
      const published = found.filter(isPublished);
      if (published.length === 0) continue;
      const all = new Set(published.map(({ documentId }) => documentId)).size;
      add(expected.calls, `publish ${uid(type)}`, all);
      add(expected.events, `entry.publish ${uid(type)}`, published.length);
    }
    expect(Object.keys(expected.rows).length).toBeGreaterThan(25);
    expect(counts).toEqual(expected);
  });

  it('are called only for what the next import changes', async () => {
    const write = (name: string, note: string): void =>
      writeFileSync(
        path.join(folder, `${name}.yaml`),
        `type: skill\nkey: ${name}\nlocales:\n  de: { name: ${name}${note}, slug: ${name} }\n  en: { name: ${name}, slug: ${name} }\n`
      );
    write('one', '');
    write('two', '');
    await importFrom(folder);
    await untilEventsSent(strapi);
    write('two', ' neu');
    const { calls, events, rows } = await listen(() => importFrom(folder));
    expect(calls).toEqual({ [`update ${uid('skill')}`]: 1 });
    expect(events).toEqual({ [`entry.update ${uid('skill')}`]: 1 });
    expect(rows).toEqual({ [`afterUpdate ${uid('skill')}`]: 1 });
  });
});

describe('a hook that changes an imported document', () => {
  /** Imports one category. */
  const importCategory = () => {
    writeFileSync(
      path.join(folder, 'category.yaml'),
      'type: category\nkey: given\nlocales:\n  de: { name: Given, slug: given }\n'
    );
    return importFrom(folder);
  };

  const findCategory = async (): Promise<Values> =>
    (await strapi.documents(uid('category')).findFirst({
      locale: 'de',
      filters: { slug: 'given' },
      populate: ['parent'],
    } as never)) as unknown as Values;

  it('takes effect as a lifecycle, for relations too', async () => {
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
    await importCategory();
    unsubscribe();
    expect(await findCategory()).toMatchObject({
      name: 'Changed',
      parent: { documentId: parent.documentId },
    });
  });

  it.each<[string, (params: { data?: Values }) => { data?: Values }]>([
    [
      'changed',
      (params) => Object.assign(params, { data: Object.assign(params.data!, { name: 'Changed' }) }),
    ],
    ['replaced', ({ data, ...params }) => ({ ...params, data: { ...data, name: 'Changed' } })],
  ])('takes effect as a document middleware, with parameters that are %s', async (_, change) => {
    const remove: unknown = strapi.documents.use((context, next) => {
      if (context.action === 'create') Object.assign(context, { params: change(context.params) });
      return next();
    });
    await importCategory();
    (remove as () => void)();
    expect(await findCategory()).toMatchObject({ name: 'Changed' });
  });

  it('is validated', async () => {
    const skill = 'type: skill\nkey: given\nlocales:\n  de: { name: Given, slug: given }\n';
    writeFileSync(path.join(folder, 'skill.yaml'), skill);
    const remove: unknown = strapi.documents.use((context, next) => {
      const codes = [{ scheme: 'isco-08', code: 'no digits' }];
      if (context.action === 'create') Object.assign(context.params.data!, { codes });
      return next();
    });
    const { failures } = await importFrom(folder);
    (remove as () => void)();
    expect(failures).toEqual([{ id: 'skill:given', message: expect.stringMatching(/^codes\.0\.code: /) }]);
    expect(await strapi.db.query(uid('skill')).count()).toBe(0);
  });

  it('can reject it, and nothing is stored then', async () => {
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: [uid('category')],
      afterCreate: () => {
        throw new Error('Not this one');
      },
    });
    const { failures } = await importCategory();
    unsubscribe();
    expect(failures).toEqual([{ id: 'category:given', message: 'Not this one' }]);
    expect(await strapi.db.query(uid('category')).count()).toBe(0);
  });

  it('can write other documents, which are validated as usual', async () => {
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
    const { items, failures } = await importCategory();
    unsubscribe();
    expect([items.length, failures]).toEqual([1, []]);
    expect(refused).toEqual(['ValidationError']);
  });
});

it.each([
  ['an import', 'one', {}],
  ['an import in bulk', 'other', { bulk: true }],
])('yields to the event loop after each document of %s', async (_, name, options) => {
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
  await importFrom(folder, {
    ...options,
    // Reading the files yields to the event loop anyway.
    onProgress: ({ phase, total }: Progress) => void (phase === 'planning' && total > 0 && (turns = 0)),
  });
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(30);
});
