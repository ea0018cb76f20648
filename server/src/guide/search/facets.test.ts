import { createSearch, MAX_FACET_VALUES, type GuideList, type GuideQuery } from './index';
import { guideIndexOf, guide, term, type GuideSketch } from '../../../../tests/support/unit/searched-guides';

const tech = term('it', 'IT');
const web = term('web', 'Web');
const health = term('health', 'Gesundheit');
const php = term('php', 'PHP');
const sql = term('sql', 'SQL');
const care = term('care', 'Pflegen');
const degree = term('degree', 'Studium');
const school = term('school', 'Ausbildung');

const sketches: GuideSketch[] = [
  { title: 'Backend', categories: [tech, web], skillTerms: [php, sql, php], studyPaths: [degree, school] },
  { title: 'Frontend', categories: [tech, web], skillTerms: [php], studyPaths: [school] },
  { title: 'Datenbanken', categories: [tech], skillTerms: [sql], studyPaths: [degree] },
  { title: 'Pflege', categories: [health], skillTerms: [care], studyPaths: [school] },
  { title: 'Ohne alles' },
];

const search = createSearch(guideIndexOf(sketches.map(guide)));
const list = (query: Partial<GuideQuery>): GuideList => search.list({ page: 1, pageSize: 10, ...query });
const titles = (query: Partial<GuideQuery>): string[] => list(query).entries.map(({ card }) => card.title);
const counts = (query: Partial<GuideQuery>, facet: keyof GuideList['facets']): string[] =>
  list(query).facets[facet].map(({ name, count }) => `${name} ${count}`);

describe('filters', () => {
  it.each([
    [{ category: 'it' }, ['Backend', 'Datenbanken', 'Frontend']],
    [{ category: 'id-of-it' }, ['Backend', 'Datenbanken', 'Frontend']],
    [{ category: 'web' }, ['Backend', 'Frontend']],
    [{ category: ' web , id-of-health ' }, ['Backend', 'Frontend', 'Pflege']],
    [{ skill: 'php,sql' }, ['Backend', 'Datenbanken', 'Frontend']],
    [{ studyPath: 'school', skill: 'php' }, ['Backend', 'Frontend']],
    [{ studyPath: 'degree', skill: 'php', category: 'it' }, ['Backend']],
    [{ studyPath: 'school', category: 'it', q: 'frontend' }, ['Frontend']],
    [{ category: 'php' }, []],
    [{ category: 'IT' }, []],
    [{ skill: '__proto__' }, []],
    [{ category: ',', skill: ' ' }, ['Backend', 'Datenbanken', 'Frontend', 'Ohne alles', 'Pflege']],
  ])('%j', (query, expected) => {
    expect(titles(query)).toEqual(expected);
    expect(list(query).total).toBe(expected.length);
  });
});

describe('facets', () => {
  it('count each guide once, the most frequent first, then by name', () => {
    const { facets } = list({});
    expect(facets.categories).toEqual([
      { ...tech, count: 3 },
      { ...web, count: 2 },
      { ...health, count: 1 },
    ]);
    expect(counts({}, 'skills')).toEqual(['PHP 2', 'SQL 2', 'Pflegen 1']);
    expect(counts({}, 'studyPaths')).toEqual(['Ausbildung 3', 'Studium 2']);
  });

  it('count the guides on all pages', () => {
    expect(counts({ q: 'backend', pageSize: 1, page: 2 }, 'skills')).toEqual(['PHP 1', 'SQL 1']);
  });

  it('count within the other filters, and not within their own', () => {
    const query = { category: 'web', studyPath: 'degree' };
    expect(titles(query)).toEqual(['Backend']);
    expect(counts(query, 'categories')).toEqual(['IT 2', 'Web 1']);
    expect(counts(query, 'studyPaths')).toEqual(['Ausbildung 2', 'Studium 1']);
    expect(counts(query, 'skills')).toEqual(['PHP 1', 'SQL 1']);
  });

  it('contain the most frequent values, and those of the filter', () => {
    const many = Array.from({ length: MAX_FACET_VALUES + 20 }, (_, at) => term(`s${1000 + at}`));
    const crowded = createSearch(guideIndexOf([guide({ title: 'Alles', skillTerms: many })]));
    const of = (skill?: string): string[] =>
      crowded.list({ page: 1, pageSize: 1, skill }).facets.skills.map(({ slug }) => slug);
    expect(of()).toEqual(many.slice(0, MAX_FACET_VALUES).map(({ slug }) => slug));
    expect(of('s1110,id-of-s1115').slice(MAX_FACET_VALUES)).toEqual(['s1110', 's1115']);
  });
});

describe('pages', () => {
  it('give each guide once', () => {
    const pages = [1, 2, 3].map((page) => list({ page, pageSize: 2 }));
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(pages.flatMap(({ entries }) => entries.map(({ card }) => card.title))).toEqual(titles({}));
    expect(pages.map(({ entries }) => entries.length)).toEqual([2, 2, 1]);
  });

  it.each([4, 1e9, Number.MAX_SAFE_INTEGER])('page %d is empty', (page) => {
    expect(list({ page, pageSize: 2 })).toMatchObject({ entries: [], total: 5 });
  });
});
