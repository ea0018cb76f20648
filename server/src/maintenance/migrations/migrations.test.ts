import stored from '../../../../content-types/stored-model.json';
import { MIGRATIONS, type Change } from './changes';
import { historyBefore } from './history';
import { lostWithoutMigration, storedModel } from './stored-model';

describe('the stored model', () => {
  it('loses nothing without a migration: Strapi drops the column of what the model lacks, with every text in it', () => {
    expect(lostWithoutMigration(stored, storedModel(), MIGRATIONS)).toEqual([]);
  });

  it('is listed whole; if not, run "npm run schema"', () => {
    const listed = new Set(stored);
    expect(storedModel().filter((line) => !listed.has(line))).toEqual([]);
  });

  const present = storedModel();
  const without = (lost: string): string[] => present.filter((line) => line !== lost);

  it.each<[string, string, Change]>([
    [
      'an attribute',
      'article.lead: column',
      { change: 'rename-attribute', of: 'article', from: 'lead', to: 'introduction' },
    ],
    [
      'an attribute of a component',
      'career-field.image.alt: column',
      { change: 'remove-attribute', of: 'career-field.image', attribute: 'alt' },
    ],
    [
      'a choice',
      'study-path.kind: value bootcamp',
      { change: 'rename-value', of: 'study-path', attribute: 'kind', from: 'bootcamp', to: 'course' },
    ],
    [
      'a relation',
      'article.category: relation to plugin::career-field.category',
      { change: 'remove-attribute', of: 'article', attribute: 'category' },
    ],
    [
      'a component of the free sections',
      'article.sections: holds career-field.promo-section',
      {
        change: 'remove-component',
        name: 'promo-section',
        table: 'components_career_field_promo_sections',
      },
    ],
    [
      'a table',
      'employer: table career_field_employers',
      { change: 'remove-type', name: 'employer', table: 'career_field_employers' },
    ],
  ])('misses %s that vanishes, unless a migration names it', (_what, line, change) => {
    expect(stored).toContain(line);
    expect(lostWithoutMigration(stored, without(line), [])).toEqual([line]);
    expect(lostWithoutMigration(stored, without(line), [{ name: '9.0.0', changes: [change] }])).toEqual([]);
  });

  it('gives each migration a name of its own', () => {
    const names = MIGRATIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the names before later changes', () => {
  const later: Change[] = [
    { change: 'rename-attribute', of: 'career-field.strip', from: 'label', to: 'text' },
    {
      change: 'rename-component',
      from: 'strip',
      to: 'promo-section',
      tables: { from: 'components_strips', to: 'components_career_field_promo_sections' },
    },
    { change: 'rename-attribute', of: 'career-field.promo-section', from: 'text', to: 'caption' },
  ];
  const history = historyBefore(later);

  it('are those of a component that is renamed later', () => {
    expect(history.modelOf('career-field.strip')).toEqual({
      uid: 'career-field.strip',
      name: 'strip',
      collectionName: 'components_strips',
    });
    expect(history.uidNow('career-field.strip')).toBe('career-field.promo-section');
    expect(history.attributesOf('career-field.strip')).toEqual(
      expect.arrayContaining(['label', 'text', 'caption', 'sponsored'])
    );
  });

  it('lead to what an attribute is named now, through a renaming of its component', () => {
    expect(history.attributeNow('career-field.promo-section', 'label')).toBe('caption');
    expect(history.attributeNow('career-field.image', 'label')).toBe('label');
  });

  it('are refused for what the model never had', () => {
    expect(() => history.modelOf('career-field.no-such')).toThrow(/never had/);
  });
});
