import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../content-types';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

interface Written {
  documentId: string;
  slug: string | null;
}

const titleOf = (type: PublicType): string => contentTypes[type].attributes.slug.targetField;

const documents = (type: PublicType) => running.strapi.documents(uid(type));

const create = async (type: PublicType, data: Record<string, unknown>, locale = 'de'): Promise<Written> =>
  (await documents(type).create({ locale, data } as never)) as unknown as Written;

const update = async (
  type: PublicType,
  documentId: string,
  data: Record<string, unknown>,
  locale = 'de'
): Promise<Written> =>
  (await documents(type).update({ documentId, locale, data } as never)) as unknown as Written;

const fieldsOf = (error: unknown): string[] =>
  (error as { details: { errors: { path: string[] }[] } }).details.errors.map(({ path }) => path.join('.'));

describe.each(PUBLIC_TYPES)('a %s without a slug', (type) => {
  const title = titleOf(type);

  it('gets one derived from its title, in each language, with a number where the slug is taken', async () => {
    const first = await create(type, { [title]: 'Größe und Maß' });
    expect(first.slug).toBe('groesse-und-mass');
    expect((await create(type, { [title]: 'Größe und Maß', slug: null })).slug).toBe('groesse-und-mass-2');
    expect((await create(type, { [title]: 'Größe und Maß!', slug: '' })).slug).toBe('groesse-und-mass-3');
    // Slugs are unique within a language.
    expect((await update(type, first.documentId, { [title]: 'Größe und Maß' }, 'en')).slug).toBe(
      'groesse-und-mass'
    );
  });

  it('gets none where the title has no letters', async () => {
    const created = create(type, { [title]: '☃' });
    if (contentTypes[type].options.draftAndPublish) expect((await created).slug ?? null).toBeNull();
    else expect(fieldsOf(await created.catch((error: unknown) => error))).toEqual(['slug']);
  });

  it('keeps its slug when it is renamed, and is refused with one that is taken', async () => {
    const one = await create(type, { [title]: 'Eigene', slug: 'ganz-anders' });
    expect(one.slug).toBe('ganz-anders');
    const error = await create(type, { [title]: 'Eigene', slug: 'ganz-anders' }).catch(
      (thrown: unknown) => thrown
    );
    expect(fieldsOf(error)).toEqual(['slug']);
    expect((await update(type, one.documentId, { [title]: 'Umbenannt' })).slug).toBe('ganz-anders');
  });
});

describe('an empty text as a slug', () => {
  it('derives the slug again while it has never been published', async () => {
    const { documentId } = await create('article', { title: 'Erster Name', slug: 'eigener-slug' });
    expect((await update('article', documentId, { title: 'Zweiter Name', slug: '' })).slug).toBe(
      'zweiter-name'
    );
  });

  it('keeps the number of a slug', async () => {
    await create('article', { title: 'Doppelt' });
    const second = await create('article', { title: 'Doppelt' });
    expect(second.slug).toBe('doppelt-2');
    await documents('article').delete({
      documentId: (await documents('article').findFirst({ locale: 'de', filters: { slug: 'doppelt' } }))!
        .documentId,
      locale: 'de',
    });
    expect((await update('article', second.documentId, { title: 'Doppelt', slug: '' })).slug).toBe(
      'doppelt-2'
    );
  });

  it('keeps a slug that is or was published', async () => {
    const category = await create('category', { name: 'Bereich', slug: 'bereich' });
    const { documentId } = await create('article', {
      title: 'Bekannt',
      lead: 'Worum es geht.',
      category: category.documentId,
    });
    await documents('article').publish!({ documentId, locale: 'de' } as never);
    expect((await update('article', documentId, { title: 'Neu', slug: '' })).slug).toBe('bekannt');
    await documents('article').unpublish!({ documentId, locale: 'de' } as never);
    expect((await update('article', documentId, { title: 'Noch neuer', slug: '' })).slug).toBe('bekannt');
    expect((await update('category', category.documentId, { name: 'Anders', slug: '' })).slug).toBe(
      'bereich'
    );
  });

  it('does not derive a slug that the delivery API reserves', async () => {
    expect((await create('article', { title: 'Changes' })).slug).toBe('changes-2');
  });
});
