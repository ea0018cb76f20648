import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCategory, publishable, refusalOf } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let category: string;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  category = await createCategory(running.strapi, 'field');
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const documents = (type: string) => running.strapi.documents(uid(type));
const articles = () => documents('article');

interface Row {
  id: number;
  locale: string;
  slug: string;
  publishedAt: string | null;
  updatedAt: string;
  previousSlugs: string[] | null;
  category: { documentId: string } | null;
  related: { documentId: string; locale: string }[];
}

const rows = async (documentId: string): Promise<Row[]> =>
  running.strapi.db.query(uid('article')).findMany({
    where: { documentId },
    populate: { category: true, related: true },
    orderBy: [{ locale: 'asc' }, { id: 'asc' }],
  });

const row = async (documentId: string, locale: string, published: boolean): Promise<Row> => {
  const found = (await rows(documentId)).find(
    (candidate) => candidate.locale === locale && (candidate.publishedAt !== null) === published
  );
  if (!found) throw new Error(`There is no ${published ? 'published' : 'draft'} row in ${locale}.`);
  return found;
};

describe('a slug', () => {
  it.each(['article', 'category', 'skill', 'study-path', 'employer'])(
    'of the type %s is stored by exactly one of twenty concurrent writes',
    async (type) => {
      const name = type === 'article' || type === 'study-path' ? 'title' : 'name';
      const writes = Array.from({ length: 20 }, (_, index) =>
        documents(type).create({ locale: 'de', data: { [name]: `Writer ${index}`, slug: 'wanted' } })
      );
      const outcomes = await Promise.allSettled(writes);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(19);
      for (const { reason } of refused) {
        expect(reason.details.errors).toEqual([
          { path: ['slug'], name: 'ValidationError', message: expect.stringContaining('already') },
        ]);
      }
      expect(await running.strapi.db.query(uid(type)).count({ where: { slug: 'wanted' } })).toBe(1);
    }
  );

  it('may be the same in another language', async () => {
    await articles().create({ locale: 'de', data: { title: 'T', slug: 'both-languages' } });
    await expect(
      articles().create({ locale: 'en', data: { title: 'T', slug: 'both-languages' } })
    ).resolves.toBeTruthy();
  });

  it('is published by one article at a time', async () => {
    const created = [];
    for (let index = 0; index < 8; index += 1) {
      created.push(
        await articles().create({ locale: 'de', data: publishable(`contender-${index}`, category) })
      );
    }
    // The second article takes the slug of the first when the draft of the first has another one.
    const [first] = created;
    await articles().publish!({ documentId: first!.documentId, locale: 'de' });
    await articles().update({ documentId: first!.documentId, locale: 'de', data: { slug: 'moved-away' } });
    await articles().update({
      documentId: created[1]!.documentId,
      locale: 'de',
      data: { slug: 'contender-0' },
    });
    const issues = await refusalOf(articles().publish!({ documentId: created[1]!.documentId, locale: 'de' }));
    expect(issues.map(({ path }) => path)).toEqual(['slug']);

    await articles().publish!({ documentId: first!.documentId, locale: 'de' });
    await expect(
      articles().publish!({ documentId: created[1]!.documentId, locale: 'de' })
    ).resolves.toBeTruthy();
  });

  it('is stored as a previous slug when it changes after publishing', async () => {
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable('first-address', category),
    });
    const move = async (slug: string): Promise<Row> => {
      await articles().update({ documentId, locale: 'de', data: { slug } });
      await articles().publish!({ documentId, locale: 'de' });
      return row(documentId, 'de', true);
    };
    expect((await move('second-address')).previousSlugs).toEqual(['first-address']);
    expect((await move('third-address')).previousSlugs).toEqual(['first-address', 'second-address']);
    // A slug that is used again is no previous slug.
    expect((await move('first-address')).previousSlugs).toEqual(['second-address', 'third-address']);
  });

  it('is stored as a previous slug when it changes while the article is unpublished', async () => {
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable('before-the-break', category),
    });
    await articles().unpublish!({ documentId, locale: 'de' });
    await articles().update({ documentId, locale: 'de', data: { slug: 'after-the-break' } });
    await articles().publish!({ documentId, locale: 'de' });
    expect((await row(documentId, 'de', true)).previousSlugs).toEqual(['before-the-break']);
  });
});

describe('a shared relation', () => {
  const inBothLanguages = async (slug: string): Promise<string> => {
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable(slug, category),
    });
    const translated = { title: `Title of ${slug}`, slug, lead: `Lead of ${slug}` };
    await articles().update({ documentId, locale: 'en', status: 'published', data: translated });
    return documentId;
  };

  it('is copied to a new translation', async () => {
    const documentId = await inBothLanguages('translated');
    expect((await row(documentId, 'en', true)).category?.documentId).toBe(category);
  });

  it('is not cleared by the empty form of a new translation', async () => {
    const { documentId } = await articles().create({
      locale: 'de',
      data: publishable('empty-form', category),
    });
    await articles().update({
      documentId,
      locale: 'en',
      data: { title: 'T', slug: 'empty-form', category: { connect: [], disconnect: [] } },
    });
    expect((await row(documentId, 'de', false)).category?.documentId).toBe(category);
    expect((await row(documentId, 'en', false)).category?.documentId).toBe(category);
  });

  it('is updated in the drafts of other locales by a draft, and in their published versions on publish', async () => {
    const documentId = await inBothLanguages('moved');
    const other = await createCategory(running.strapi, 'other');
    const before = await row(documentId, 'en', true);

    await articles().update({ documentId, locale: 'de', data: { category: other } });
    expect((await row(documentId, 'en', false)).category?.documentId).toBe(other);
    expect((await row(documentId, 'en', true)).category?.documentId).toBe(category);

    await articles().publish!({ documentId, locale: 'de' });
    const after = await row(documentId, 'en', true);
    expect(after.category?.documentId).toBe(other);
    // The other language was not edited, so its date stays.
    expect(after.updatedAt).toEqual(before.updatedAt);
  });

  it('references the targets that exist in the locale', async () => {
    const documentId = await inBothLanguages('referencing');
    const translated = await inBothLanguages('target-in-both');
    const { documentId: german } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable('target-in-german', category),
    });
    await articles().update({
      documentId,
      locale: 'de',
      status: 'published',
      data: { related: [translated, german] },
    });
    const relatedIn = async (locale: string): Promise<string[]> =>
      (await row(documentId, locale, true)).related.map((related) => related.documentId);
    expect(await relatedIn('de')).toEqual([translated, german]);
    expect(await relatedIn('en')).toEqual([translated]);
    expect((await row(documentId, 'en', true)).related.map(({ locale }) => locale)).toEqual(['en']);
  });

  it('is not removed from a locale by another locale in which its target does not exist', async () => {
    const documentId = await inBothLanguages('keeping');
    const first = await inBothLanguages('keeping-first');
    const last = await inBothLanguages('keeping-last');
    const { documentId: german } = await articles().create({
      locale: 'de',
      status: 'published',
      data: publishable('keeping-german', category),
    });
    await articles().update({
      documentId,
      locale: 'de',
      status: 'published',
      data: { related: [first, german, last] },
    });
    await articles().update({
      documentId,
      locale: 'en',
      status: 'published',
      data: { title: 'Only a word', related: [first, last] },
    });
    const relatedIn = async (isPublished: boolean): Promise<string[]> =>
      (await row(documentId, 'de', isPublished)).related.map((related) => related.documentId);
    expect(await relatedIn(false)).toEqual([first, german, last]);
    expect(await relatedIn(true)).toEqual([first, german, last]);
  });

  it('can be cleared', async () => {
    const documentId = await inBothLanguages('cleared');
    await articles().update({ documentId, locale: 'de', data: { category: null } });
    expect((await row(documentId, 'en', false)).category).toBeNull();
  });

  describe('to a target that is published or translated later', () => {
    const relatedIn = async (documentId: string, locale: string, isPublished: boolean): Promise<string[]> =>
      (await row(documentId, locale, isPublished)).related.map((related) => related.documentId);

    /** What the admin panel sends for unchanged relations. */
    const UNCHANGED = {
      category: { connect: [], disconnect: [] },
      related: { connect: [], disconnect: [] },
    };

    it('is kept for a translation that is created before those of its targets, and appears with them', async () => {
      const own = await createCategory(running.strapi, 'later');
      const target = await inBothLanguages('later-target');
      const { documentId } = await articles().create({
        locale: 'de',
        status: 'published',
        data: publishable('later', own, { related: [target] }),
      });
      await articles().update({
        documentId,
        locale: 'en',
        status: 'published',
        data: { title: 'Later', slug: 'later', lead: 'Lead' },
      });
      const locales = running.strapi.plugin('i18n').service('locales');
      const french = await locales.create({ code: 'fr', name: 'French' });
      const inFrench = (data: object) => articles().update({ documentId, locale: 'fr', data } as never);
      await inFrench({ title: 'Plus tard', slug: 'plus-tard', lead: 'Un', ...UNCHANGED });
      await documents('category').update({ documentId: own, locale: 'fr', data: { name: 'C', slug: 'c' } });
      await articles().update({ documentId: target, locale: 'fr', data: publishable('cible', own) as never });
      await inFrench({ lead: 'Deux', ...UNCHANGED });
      await articles().publish!({ documentId, locale: 'de' });

      for (const [locale, isPublished] of [
        ['de', false],
        ['de', true],
        ['en', false],
        ['en', true],
        ['fr', false],
      ] as const) {
        expect((await row(documentId, locale, isPublished)).category?.documentId).toBe(own);
        expect(await relatedIn(documentId, locale, isPublished)).toEqual([target]);
      }
      await locales.delete({ id: french.id });
    });

    it('appears in the published version when the target is published, each time', async () => {
      const { documentId: target } = await articles().create({
        locale: 'de',
        data: publishable('unpublished-target', category),
      });
      const { documentId } = await articles().create({
        locale: 'de',
        status: 'published',
        data: publishable('published-before', category, { related: [target] }),
      });
      expect(await relatedIn(documentId, 'de', true)).toEqual([]);
      await articles().publish!({ documentId: target, locale: 'de' });
      expect(await relatedIn(documentId, 'de', true)).toEqual([target]);
      await articles().unpublish!({ documentId: target, locale: 'de' });
      expect(await relatedIn(documentId, 'de', true)).toEqual([]);
      await articles().publish!({ documentId: target, locale: 'de' });
      expect(await relatedIn(documentId, 'de', true)).toEqual([target]);
    });

    it('does not appear in the published version while only the draft has it', async () => {
      const { documentId: target } = await articles().create({
        locale: 'de',
        data: publishable('target-of-a-draft', category),
      });
      const { documentId } = await articles().create({
        locale: 'de',
        status: 'published',
        data: publishable('draft-ahead', category),
      });
      await articles().update({ documentId, locale: 'de', data: { related: [target] } });
      await articles().publish!({ documentId: target, locale: 'de' });
      expect(await relatedIn(documentId, 'de', true)).toEqual([]);
      expect(await relatedIn(documentId, 'de', false)).toEqual([target]);
    });

    it('appears with the translation of the target, also when it was imported', async () => {
      const folder = mkdtempSync(path.join(site.folder, 'files-'));
      const write = (name: string, content: object): void =>
        writeFileSync(path.join(folder, name), JSON.stringify(content));
      write('target.json', {
        type: 'category',
        key: 'from-file',
        locales: { de: { name: 'Ziel', slug: 'from-file' } },
      });
      write('source.json', {
        type: 'employer',
        key: 'from-file-source',
        shared: { categories: ['from-file'] },
        locales: { en: { name: 'Source', slug: 'from-file-source' } },
      });
      const seeding = running.strapi.plugin('career-field').service('seeding');
      for (const bulk of [false, true]) {
        const report = await seeding.import(folder, { bulk });
        expect(report.failures).toEqual([]);
        const find = async (type: string, where: object) =>
          running.strapi.db
            .query(uid(type))
            .findOne({ where, populate: type === 'employer' ? ['categories'] : [] });
        const target = await find('category', { slug: 'from-file' });
        await documents('category').update({
          documentId: target.documentId,
          locale: 'en',
          data: { name: 'Target', slug: 'from-file' },
        });
        const source = await find('employer', { slug: 'from-file-source' });
        expect(source.categories.map((each: { documentId: string }) => each.documentId)).toEqual([
          target.documentId,
        ]);
        await documents('employer').delete({ documentId: source.documentId, locale: '*' });
        await documents('category').delete({ documentId: target.documentId, locale: '*' });
        await running.strapi.db.query(uid('seed-record')).deleteMany({ where: {} });
      }
    });
  });
});

it('can reference a document of the same type by the id of one of its rows', async () => {
  const parent = await createCategory(running.strapi, 'above');
  const child = await createCategory(running.strapi, 'below');
  // One of two rows, since it exists in two languages.
  const [{ id }] = (await running.strapi.db
    .query(uid('category'))
    .findMany({ where: { documentId: parent, locale: 'en' } })) as [{ id: number }];
  await documents('category').update({ documentId: child, locale: 'en', data: { parent: id } });
  const stored = await documents('category').findOne({
    documentId: child,
    locale: 'en',
    populate: { parent: true },
  });
  expect((stored as unknown as { parent: { documentId: string } }).parent.documentId).toBe(parent);
});
