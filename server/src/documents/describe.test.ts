import { createDescriber, type Describe, type Notation } from './describe';
import { createStrapiStandIn, type Model } from '../../../tests/support/unit/stand-in';
import { richText } from '../../../tests/support/unit/backend-article';

/** Each value as what it is, so that one sees how it was put down. */
const notation: Notation = {
  reference: (value, target) => (value === 'deleted' ? undefined : `${target} ${String(value)}`),
  media: (value) => `file ${String(value)}`,
  text: (blocks) => `${blocks.length} blocks`,
};

const describeWith = (site: Model[] = []): Describe => createDescriber(createStrapiStandIn(site), notation);

describe('createDescriber', () => {
  it('puts a row down as a file has it, in the order of the schema', () => {
    const described = describeWith()('article', {
      // Strapi's own are no part of it, nor is what no schema knows.
      id: 7,
      documentId: 'abc',
      locale: 'de',
      createdAt: new Date(),
      publishedAt: null,
      localizations: [{ id: 8 }],
      somebodys: 'x',
      related: ['frontend', 'deleted', 'devops'],
      category: 'it',
      sections: [
        { id: 3, __component: 'career-field.callout-section', body: richText('a'), tone: 'tip' },
        {
          id: 4,
          __component: 'career-field.table-section',
          columns: ['a', 'b'],
          rows: [{ id: 1, cells: ['c'] }],
        },
      ],
      faq: [{ id: 2, answer: richText('a'), question: 'b' }],
      hero: { id: 1, alt: 'Server', file: 'hero.jpg' },
      skills: { items: [{ skill: 'php', level: null }] },
      slug: 'backend',
      title: 'Backend',
    });
    expect(described).toEqual({
      shared: { category: 'category it', related: ['article frontend', 'article devops'] },
      localised: {
        title: 'Backend',
        slug: 'backend',
        hero: { file: 'file hero.jpg', alt: 'Server' },
        skills: { items: [{ skill: 'skill php' }] },
        faq: [{ question: 'b', answer: '1 blocks' }],
        sections: [
          { type: 'callout-section', tone: 'tip', body: '1 blocks' },
          { type: 'table-section', columns: ['a', 'b'], rows: [{ cells: ['c'] }] },
        ],
      },
    });
    expect(Object.keys(described.localised)).toEqual(['title', 'slug', 'hero', 'skills', 'faq', 'sections']);
    expect(Object.keys((described.localised.sections as object[])[0]!)[0]).toBe('type');
  });

  it('leaves out what is empty', () => {
    const row = {
      title: 'Backend',
      lead: null,
      category: null,
      related: [],
      faq: [],
      sections: null,
      hero: null,
      definition: { body: [], heading: null },
      studies: { paths: ['deleted'] },
    };
    expect(describeWith()('article', row)).toEqual({
      shared: {},
      // A part that is there has nothing in it, but it is there.
      localised: { title: 'Backend', definition: {}, studies: {} },
    });
  });

  it('keeps what is false, zero or an empty text, for these are values', () => {
    const site: Model[] = [
      {
        uid: 'plugin::career-field.skill',
        attributes: { name: { type: 'string' }, count: { type: 'integer' }, isOpen: { type: 'boolean' } },
      },
    ];
    expect(describeWith(site)('skill', { name: '', count: 0, isOpen: false }).localised).toEqual({
      name: '',
      count: 0,
      isOpen: false,
    });
  });

  it('leaves out what is as the schema fills it in, but tells what was emptied', () => {
    const site: Model[] = [
      {
        uid: 'plugin::career-field.skill',
        attributes: {
          kind: { type: 'enumeration', default: 'hard' },
          isOpen: { type: 'boolean', default: false },
        },
      },
    ];
    const describeSkill = (row: object) => describeWith(site)('skill', row).localised;
    expect(describeSkill({ kind: 'hard', isOpen: false })).toEqual({});
    expect(describeSkill({})).toEqual({});
    expect(describeSkill({ kind: 'soft', isOpen: true })).toEqual({ kind: 'soft', isOpen: true });
    // Left out, it would be filled in again by the import.
    expect(describeSkill({ kind: null, isOpen: null })).toEqual({ kind: null, isOpen: null });
  });

  it('tells figures and times alike, whatever a database gives', () => {
    const site: Model[] = [
      {
        uid: 'plugin::career-field.skill',
        attributes: {
          price: { type: 'decimal' },
          at: { type: 'datetime' },
          on: { type: 'date' },
          images: { type: 'media', multiple: true },
          page: { type: 'relation', relation: 'oneToOne', target: 'api::page.page' },
        },
      },
    ];
    const describeSkill = (row: object) => describeWith(site)('skill', row).localised;
    const told = { price: 40_000.5, at: '2026-11-23T12:00:00.000Z', on: '2026-11-23', images: ['file a'] };
    const row = { on: '2026-11-23', images: ['a'], page: { id: 7 } };
    expect(describeSkill({ ...row, price: '40000.50', at: '2026-11-23T13:00:00+01:00' })).toEqual(told);
    expect(describeSkill({ ...row, price: 40_000.5, at: new Date('2026-11-23T12:00:00Z') })).toEqual(told);
  });

  it('describes nothing as nothing', () => {
    expect(describeWith()('article', undefined)).toEqual({ shared: {}, localised: {} });
  });
});
