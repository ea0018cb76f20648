import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunReport, SeedingService } from '../../server/src/services/seeding';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

type Seeding = Pick<SeedingService, 'seed' | 'seedIfEmpty'>;

const SHIPPED = path.resolve(__dirname, '../../seeds');

let site: Site;
let running: RunningSite;
let folder: string;

const seeding = (): Seeding => running.strapi.plugin('career-field').service('seeding');
const articles = () => running.strapi.documents(uid('article'));

/** The number of rows of each type, which shows duplicates. */
const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      ['article', 'category', 'skill', 'study-path', 'employer', 'seed-record'].map(async (type) => [
        type,
        await running.strapi.db.query(uid(type)).count(),
      ])
    )
  );

const outcomes = ({ items }: RunReport): Record<string, string[]> => {
  const grouped: Record<string, string[]> = {};
  for (const { id, locale, outcome } of items) (grouped[outcome] ??= []).push(`${id} ${locale}`);
  return grouped;
};

const backend = async (locale: string, status: 'draft' | 'published') =>
  (await articles().findFirst({
    locale,
    status,
    filters: { slug: 'backend' },
    populate: [
      'related',
      'category',
      'areas.items.article',
      'skills.items.skill',
      'studies.paths',
      'hero.file',
      'sections',
    ],
  } as never)) as unknown as Record<string, never> & {
    documentId: string;
    title: string;
    hero: { file: { id: number; name: string }; alt: string; aiGenerated: boolean };
    related: { slug: string }[];
    category: { slug: string };
    areas: { items: { article: { slug: string } | null }[] };
    skills: { items: { skill: { name: string } }[] };
    studies: { paths: { title: string }[] };
    sections: { __component: string; after: string }[];
  };

/** Replaces a text in one of the files. @throws when the file does not contain it */
const edit = (file: string, from: string, to: string): void => {
  const name = path.join(folder, file);
  const text = readFileSync(name, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  writeFileSync(name, text.replace(from, to));
};

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  folder = path.join(site.folder, 'seeds');
});

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(SHIPPED, folder, { recursive: true });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

describe('the first run', () => {
  it('imports the guides in both languages and publishes them', async () => {
    const report = await seeding().seed(folder);
    expect(Object.keys(outcomes(report))).toEqual(['create']);
    expect(report.skippedLocales).toEqual([]);

    for (const locale of ['de', 'en']) {
      const guide = await backend(locale, 'published');
      expect(guide.related.map(({ slug }) => slug)).toEqual(['frontend', 'devops']);
      expect(guide.areas.items.flatMap(({ article }) => article?.slug ?? [])).toEqual(['devops']);
      expect(guide.skills.items.length).toBeGreaterThanOrEqual(18);
      expect(guide.skills.items.every(({ skill }) => skill?.name)).toBe(true);
      expect(guide.studies.paths).toHaveLength(6);
      expect(guide.hero).toMatchObject({ aiGenerated: true, alt: expect.stringMatching(/\w{3}/) });
      expect(guide.sections[0]).toMatchObject({ __component: 'career-field.promo-section', after: 'top' });
    }
    expect((await backend('de', 'published')).category.slug).toBe('webentwicklung');
    expect((await backend('en', 'published')).category.slug).toBe('web-development');
  });

  it('uploads an image of several languages once', async () => {
    const [de, en] = [await backend('de', 'published'), await backend('en', 'published')];
    expect(de.hero.file.id).toBe(en.hero.file.id);
    expect(await running.strapi.db.query('plugin::upload.file').count()).toBe(1);
  });
});

describe('another run', () => {
  it('writes nothing when nothing has changed', async () => {
    // The guides of the first run may still be being built.
    await running.strapi.plugin('career-field').service('guides').settled();
    const before = await counts();
    const statements: string[] = [];
    const record = ({ sql }: { sql: string }): void => {
      // Strapi may write to its own store at any time.
      if (/^\s*(insert|update|delete)/i.test(sql) && /career_field_|files/.test(sql)) statements.push(sql);
    };
    running.strapi.db.connection.on('query', record);
    const report = await seeding().seed(folder);
    running.strapi.db.connection.removeListener('query', record);
    expect(Object.keys(outcomes(report))).toEqual(['unchanged']);
    expect(statements).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  it('imports the changes of a new release, and publishes them', async () => {
    edit('articles/frontend.yaml', 'title: Frontend', 'title: Front end');
    const report = outcomes(await seeding().seed(folder));
    expect(report.update).toEqual(['article:frontend de']);
    const published = await articles().findFirst({
      locale: 'de',
      status: 'published',
      filters: { slug: 'frontend' },
    });
    expect(published?.title).toBe('Front end');
  });

  it('keeps an edited document, in the edited language only', async () => {
    const { documentId } = await backend('de', 'draft');
    await articles().update({ documentId, locale: 'de', data: { title: 'Backend, von uns' } });
    edit('articles/backend.yaml', 'headline: Das Berufsfeld im Überblick', 'headline: Neu');
    edit('articles/backend.yaml', 'headline: Your guide to the career field', 'headline: New');
    const report = outcomes(await seeding().seed(folder));
    expect(report.kept).toEqual(['article:backend de']);
    expect(report.update).toContain('article:backend en');
    expect(await backend('de', 'draft')).toMatchObject({ title: 'Backend, von uns' });
  });

  it('does not publish an article that an editor has unpublished', async () => {
    const devops = await articles().findFirst({ locale: 'en', filters: { slug: 'devops' } });
    await articles().unpublish!({ documentId: devops!.documentId, locale: 'en' });
    edit('articles/devops.yaml', 'title: DevOps', 'title: Dev-Ops');
    expect(outcomes(await seeding().seed(folder)).kept).toContain('article:devops en');
    expect(
      await articles().findFirst({ locale: 'en', status: 'published', filters: { slug: 'devops' } })
    ).toBeNull();
  });

  it('does not restore a deleted document', async () => {
    const skill = await running.strapi
      .documents(uid('skill'))
      .findFirst({ locale: 'en', filters: { slug: 'git' } });
    await running.strapi.documents(uid('skill')).delete({ documentId: skill!.documentId, locale: '*' });
    const report = outcomes(await seeding().seed(folder));
    expect(report.deleted?.sort()).toEqual(['skill:git de', 'skill:git en']);
    // Nor in a language that is added to the site later.
    await running.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'fr' });
    edit('skills/git.yaml', 'locales:', 'locales:\n  fr: { name: Git, slug: git }');
    expect(outcomes(await seeding().seed(folder)).deleted).toContain('skill:git fr');
    expect(
      await running.strapi.documents(uid('skill')).findFirst({ locale: 'en', filters: { slug: 'git' } })
    ).toBeNull();
  });

  it('keeps a manually created document with the slug of a file, and references it', async () => {
    const documents = running.strapi.documents(uid('skill'));
    const own = await documents.create({ locale: 'de', data: { name: 'Unser Rust', slug: 'rust' } });
    mkdirSync(path.join(folder, 'own'));
    writeFileSync(
      path.join(folder, 'own', 'rust.yaml'),
      'type: skill\nkey: rust\nshared: { kind: hard }\nlocales:\n  de: { name: Rust, slug: rust }\n'
    );
    writeFileSync(
      path.join(folder, 'own', 'systems.yaml'),
      [
        'type: article',
        'key: systems',
        'status: draft',
        'locales:',
        '  de:',
        '    title: Systemprogrammierung',
        '    slug: systemprogrammierung',
        '    skills: { items: [{ skill: rust }] }',
      ].join('\n')
    );
    const report = outcomes(await seeding().seed(folder));
    expect(report.kept).toContain('skill:rust de');
    expect(await documents.findOne({ documentId: own.documentId, locale: 'de' })).toMatchObject({
      name: 'Unser Rust',
    });
    const article = await articles().findFirst({
      locale: 'de',
      filters: { slug: 'systemprogrammierung' },
      populate: { skills: { populate: { items: { populate: ['skill'] } } } },
    } as never);
    expect(article).toMatchObject({
      skills: { items: [{ skill: { documentId: own.documentId } }] },
    });
  });

  it('imports a draft without a slug', async () => {
    writeFileSync(
      path.join(folder, 'idea.yaml'),
      'type: article\nkey: idea\nstatus: draft\nlocales:\n  de: { title: Nur eine Idee }\n'
    );
    expect(outcomes(await seeding().seed(folder)).create).toEqual(['article:idea de']);
    expect(outcomes(await seeding().seed(folder)).unchanged).toContain('article:idea de');
  });

  it('finishes an interrupted run', async () => {
    const records = running.strapi.db.query(uid('seed-record'));
    const where = { key: 'study-path:mathematics', targetLocale: 'en' };
    await records.update({ where, data: { fileHash: 'unfinished' } });
    const before = await counts();
    expect(outcomes(await seeding().seed(folder)).update).toContain('study-path:mathematics en');
    expect(outcomes(await seeding().seed(folder)).unchanged).toContain('study-path:mathematics en');
    expect(await counts()).toEqual(before);
  });
});

describe('invalid files', () => {
  const broken: [string, () => void, RegExp][] = [
    [
      'YAML that is not well-formed',
      () => writeFileSync(path.join(folder, 'bad.yaml'), 'type: skill\nkey: bad\nlocales: {de: [\n'),
      /bad\.yaml:\d+:\d+ /,
    ],
    [
      'an unknown attribute',
      () => edit('articles/frontend.yaml', '    title: Frontend', '    titel: Frontend'),
      /frontend\.yaml:\d+:\d+ {2}locales\.de\.titel: "titel" is not known here\. Did you mean "title"\?/,
    ],
    [
      'an unknown key',
      () => edit('articles/frontend.yaml', '[backend, devops]', '[backend, devopps]'),
      /frontend\.yaml:\d+:\d+ {2}shared\.related\[1\]: There is no article with the key "devopps", in .* mean "devops"\?/,
    ],
    [
      'a value that breaks a rule',
      () => edit('skills/php.yaml', 'slug: php', 'slug: P H P'),
      /php\.yaml:\d+:\d+ {2}locales\.de\.slug: The address may only/,
    ],
    [
      'a published article without a lead',
      () => edit('articles/frontend.yaml', '    lead:', '    headline2:'),
      /frontend\.yaml:\d+:\d+/,
    ],
    [
      'an image that does not exist',
      () => edit('articles/backend.yaml', 'images/backend-hero.jpg', 'images/none.jpg'),
      /backend\.yaml:\d+:\d+ {2}locales\.de\.hero\.file: There is no file "images\/none\.jpg"/,
    ],
  ];

  it.each(broken)('%s: reported with file and line, and nothing is written', async (_, breakIt, message) => {
    // A valid new document, which would show a write.
    writeFileSync(
      path.join(folder, 'new.yaml'),
      'type: skill\nkey: new-one\nlocales:\n  de: { name: New, slug: new-one }\n'
    );
    breakIt();
    const before = await counts();
    await expect(seeding().seed(folder)).rejects.toThrow(message);
    expect(await counts()).toEqual(before);
  });
});

it('does not seed a site that has articles, when it is to seed empty sites', async () => {
  expect(await seeding().seedIfEmpty()).toBeUndefined();
});

it('finishes an interrupted first run', async () => {
  await running.strapi.store.set({
    type: 'plugin',
    name: 'career-field',
    key: 'first-seeding-begun',
    value: true,
  });
  expect(await seeding().seedIfEmpty()).toMatchObject({ skippedLocales: [] });
  expect(await seeding().seedIfEmpty()).toBeUndefined();
});

it('reports the languages that the site does not have', async () => {
  edit('skills/php.yaml', '  en:', '  es:');
  const report = await seeding().seed(folder);
  expect(report.skippedLocales).toEqual(['es']);
});
