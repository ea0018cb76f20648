import { createStrapiStandIn } from '../../../tests/support/unit/stand-in';
import { findEdited } from './edits';
import type { SeedRecord } from './records';
import {
  ALGORITHMS,
  byState,
  fingerprintOf,
  isEditedSince,
  lostDocuments,
  stampOf,
  versionOf,
  type Fingerprint,
  type RowState,
} from './fingerprint';
import type { Row } from '../model/document-writes';

const related = (documentId: string, id = 1) => ({ id, documentId });

const draft: Row = {
  id: 7,
  documentId: 'backend',
  locale: 'de',
  publishedAt: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  title: 'Backend',
  category: related('it'),
  related: [related('frontend'), related('devops')],
  hero: { id: 3, file: { id: 4, hash: 'red' }, alt: 'Ein Bild' },
  skills: {
    id: 5,
    items: [
      { id: 1, skill: related('php'), note: 'Viel' },
      { id: 2, skill: related('git'), note: null },
    ],
  },
};

const of = (row: Row, published?: Row): Fingerprint => fingerprintOf('article', { draft: row, published });
const isEdited = (row: Row, gone: string[] = []): boolean =>
  isEditedSince(of(draft), of(row), (document) => gone.includes(document));

/** As Strapi leaves it when a skill is deleted: the entry stays. */
const withoutSkill = {
  ...draft,
  skills: {
    id: 5,
    items: [{ id: 1, skill: null, note: 'Viel' }, (draft.skills as { items: object[] }).items[1]],
  },
};

describe('fingerprintOf', () => {
  it('lists the references of a document apart from its content', () => {
    expect(of(draft)).toEqual({
      content: expect.stringMatching(/^2:[0-9a-f]{64}$/),
      relations: [
        'category it',
        'related frontend',
        'related devops',
        'skills.items[0].skill php',
        'skills.items[1].skill git',
      ],
    });
    const alone = { ...draft, category: null, related: [] };
    expect(of(alone).content).toBe(of(draft).content);
    expect(of(alone)).not.toEqual(of(draft));
  });

  it('is the same after it was kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(of(draft)))).toEqual(of(draft));
  });

  it('is the same for rows that were written again, in any order of their columns', () => {
    const rewritten = Object.fromEntries(
      Object.entries({
        ...draft,
        id: 70,
        updatedAt: '2026-02-02T00:00:00.000Z',
        newAttribute: null,
      }).reverse()
    ) as Row;
    expect(of(rewritten)).toEqual(of(draft));
  });

  it('takes the relations of a draft from the draft alone: a published row loses those to what is not published', () => {
    const published = { ...draft, publishedAt: '2026-01-01T00:00:00.000Z' };
    expect(of(draft, { ...published, related: [] })).toEqual(of(draft, published));
    expect(of(draft, { ...published, title: 'Server' })).not.toEqual(of(draft, published));
    expect(of(draft, published)).not.toEqual(of(draft));
  });

  it('takes those of a type without drafts from its only row', () => {
    const skill: Row = {
      id: 1,
      documentId: 'web',
      locale: 'de',
      publishedAt: '2026-01-01',
      parent: related('it'),
    };
    const { relations } = fingerprintOf('category', { draft: undefined, published: skill });
    expect(relations).toEqual(['parent it']);
  });
});

describe('isEditedSince', () => {
  it.each<[string, Row]>([
    ['a value', { ...draft, title: 'Server' }],
    ['another file', { ...draft, hero: { id: 3, file: { id: 4, hash: 'white' }, alt: 'Ein Bild' } }],
    ['a relation that was taken away', { ...draft, category: null }],
    ['another relation', { ...draft, category: related('web') }],
    ['a further relation', { ...draft, related: [...(draft.related as object[]), related('backend')] }],
    ['relations in another order', { ...draft, related: (draft.related as object[]).toReversed() }],
    ['an entry that has lost its skill', withoutSkill],
    [
      'an entry that was taken away',
      { ...draft, skills: { id: 5, items: [{ skill: related('php'), note: 'Viel' }] } },
    ],
  ])('is so by %s', (_what, row) => {
    expect(isEdited(row)).toBe(true);
  });

  it('is not so by nothing', () => {
    expect(isEdited(draft)).toBe(false);
  });

  it.each<[string, Row, string[]]>([
    ['alone', { ...draft, category: null }, ['it']],
    ['of a list', { ...draft, related: [related('devops')] }, ['frontend']],
    ['of an entry, which stays', withoutSkill, ['php']],
  ])('is not edited by a relation to a deleted document: %s', (_what, row, deleted) => {
    expect(isEdited(row, deleted)).toBe(false);
    expect(lostDocuments(of(draft), of(row))).toEqual(deleted);
  });

  it.each<[string, Row, string[]]>([
    ['another relation was taken away', { ...draft, category: null, related: [related('devops')] }, ['it']],
    ['another one was chosen in its place', { ...draft, category: related('web') }, ['it']],
    [
      'one was added to its list',
      { ...draft, related: [related('devops'), related('backend')] },
      ['frontend'],
    ],
    [
      'its entry was taken away',
      { ...draft, skills: { id: 5, items: [{ skill: related('git'), note: null }] } },
      ['php'],
    ],
    ['a value was changed', { ...draft, title: 'Server', category: null }, ['it']],
  ])('is so if, beside it, %s', (_what, row, gone) => {
    expect(isEdited(row, gone)).toBe(true);
  });

  it('is so where nobody knows, so that no edit is lost', () => {
    expect(isEditedSince(null, of(draft), () => true)).toBe(true);
  });
});

describe('the version of a hash', () => {
  const without = (fingerprint: Fingerprint): Fingerprint => ({
    ...fingerprint,
    content: fingerprint.content.slice(fingerprint.content.indexOf(':') + 1),
  });

  it('is read: a hash without one is of the current one, and that of a later release is none that can be computed', () => {
    expect(versionOf(of(draft).content)).toBe('2');
    expect(versionOf(without(of(draft)).content)).toBe('2');
    expect(versionOf('99:abc')).toBeUndefined();
    expect(isEditedSince(without(of(draft)), of(draft), () => false)).toBe(false);
  });

  describe('with another algorithm in between', () => {
    beforeAll(() => {
      ALGORITHMS.test = (value) => String(JSON.stringify(value).length);
    });

    afterAll(() => {
      delete ALGORITHMS.test;
    });

    const recordOf = (fingerprint: Fingerprint) =>
      ({ id: 1, targetDocument: 'backend', targetLocale: 'de', fingerprint }) as SeedRecord;
    const strapi = createStrapiStandIn();
    const editsOf = (fingerprint: Fingerprint, row: Row, isWritten: boolean) =>
      findEdited(
        strapi,
        'article',
        [{ record: recordOf(fingerprint), rows: { draft: row, published: undefined } }],
        () => isWritten
      );

    it('a document is compared by the algorithm that its record names', async () => {
      const before = fingerprintOf('article', { draft, published: undefined }, 'test');
      expect(before.content).toMatch(/^test:/);
      expect((await editsOf(before, draft, true)).edited.size).toBe(0);
      expect((await editsOf(before, { ...draft, title: 'Another title' }, true)).edited.size).toBe(1);
    });

    it('one of a later release is never taken for an edit: it is left alone where somebody may have edited it', async () => {
      const later = { ...of(draft), content: '99:abc' };
      expect((await editsOf(later, draft, false)).edited.size).toBe(0);
      const { edited, unreadable } = await editsOf(later, draft, true);
      expect([edited.size, unreadable.size]).toEqual([1, 1]);
    });
  });
});

describe('the rows of a locale', () => {
  const rows: RowState[] = [
    {
      id: 2,
      documentId: 'a',
      locale: 'de',
      slug: 'a',
      updatedAt: '2026-01-02T00:00:00.000Z',
      publishedAt: '2026-01-02',
    },
    { id: 1, documentId: 'a', locale: 'de', slug: 'a', updatedAt: new Date('2026-01-01'), publishedAt: null },
    {
      id: 3,
      documentId: 'a',
      locale: 'en',
      slug: 'a',
      updatedAt: '2026-01-03T00:00:00.000Z',
      publishedAt: null,
    },
  ];

  it('are separated by their state', () => {
    const whole = rows as unknown as Row[];
    expect(byState(whole, 'de')).toEqual({ draft: whole[1], published: whole[0] });
    expect(byState(whole, 'en')).toEqual({ draft: whole[2], published: undefined });
    expect(byState(whole, 'fr')).toEqual({ draft: undefined, published: undefined });
  });

  it('have a stamp that is the same on every database, in whatever order they come', () => {
    const stamp = '1@2026-01-01T00:00:00.000Z 2@2026-01-02T00:00:00.000Z';
    expect(stampOf(rows, 'de')).toBe(stamp);
    expect(stampOf(rows.toReversed(), 'de')).toBe(stamp);
    expect(stampOf(rows, 'fr')).toBe('');
  });
});
