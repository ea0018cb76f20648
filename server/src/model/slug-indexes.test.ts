import { contentTypes, PUBLIC_TYPES } from '../../../content-types';
import { isSlugCollision, slugIndexesOf } from './slug-indexes';

describe('slugIndexesOf', () => {
  it('allows a slug once as a draft and once published where there are drafts', () => {
    expect(slugIndexesOf('article').map(({ versions }) => versions)).toEqual(['draft', 'published']);
  });

  it('allows a slug once where there are none', () => {
    expect(slugIndexesOf('skill').map(({ versions }) => versions)).toEqual(['all']);
  });

  it('has names that no two share and that every database takes whole', () => {
    const names = PUBLIC_TYPES.flatMap((type) =>
      slugIndexesOf(type).map(({ suffix }) => `${contentTypes[type].collectionName}_${suffix}`)
    );
    expect(new Set(names).size).toBe(names.length);
    // PostgreSQL cuts a name after 63 bytes, MySQL refuses one above 64.
    expect(names.filter((name) => name.length > 63)).toEqual([]);
  });
});

describe('isSlugCollision', () => {
  // As pg, mysql2 and better-sqlite3 give them.
  it.each<[string, object]>([
    [
      'PostgreSQL',
      {
        code: '23505',
        constraint: 'career_field_articles_slug_unique_draft',
        message: 'duplicate key value violates unique constraint "career_field_articles_slug_unique_draft"',
      },
    ],
    ['PostgreSQL, a type without drafts', { code: '23505', constraint: 'career_field_skills_slug_unique' }],
    [
      'MySQL',
      {
        code: 'ER_DUP_ENTRY',
        errno: 1062,
        message:
          "Duplicate entry 'backend-de' for key 'career_field_articles.career_field_articles_slug_unique_draft'",
      },
    ],
    [
      'MariaDB',
      {
        code: 'ER_DUP_ENTRY',
        message: "Duplicate entry 'it-de' for key 'career_field_categories_slug_unique'",
      },
    ],
    [
      'SQLite',
      {
        code: 'SQLITE_CONSTRAINT_UNIQUE',
        message: 'UNIQUE constraint failed: career_field_articles.slug, career_field_articles.locale',
      },
    ],
    [
      'SQLite with the statement before it, as knex has it',
      {
        code: 'SQLITE_CONSTRAINT_UNIQUE',
        message:
          "insert into `career_field_study_paths` (`slug`) values ('a') - UNIQUE constraint failed: career_field_study_paths.slug, career_field_study_paths.locale",
      },
    ],
  ])('knows that of %s', (_database, error) => {
    expect(isSlugCollision(Object.assign(new Error(), error))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['another index on PostgreSQL', { code: '23505', constraint: 'pages_slug_key' }],
    ['an error on PostgreSQL that names no constraint', { code: '23505' }],
    ['a foreign key on PostgreSQL', { code: '23503', constraint: 'career_field_articles_slug_unique_draft' }],
    ['another index on MySQL', { code: 'ER_DUP_ENTRY', message: "Duplicate entry '1' for key 'PRIMARY'" }],
    ['an error on MySQL without a message', { code: 'ER_DUP_ENTRY' }],
    ['an error on SQLite without a message', { code: 'SQLITE_CONSTRAINT_UNIQUE' }],
    [
      'another table on SQLite',
      { code: 'SQLITE_CONSTRAINT_UNIQUE', message: 'UNIQUE constraint failed: pages.slug, pages.locale' },
    ],
    [
      'another column on SQLite',
      {
        code: 'SQLITE_CONSTRAINT_UNIQUE',
        message: 'UNIQUE constraint failed: career_field_articles.document_id',
      },
    ],
    [
      'a slug with another column on SQLite',
      {
        code: 'SQLITE_CONSTRAINT_UNIQUE',
        message: 'UNIQUE constraint failed: career_field_articles.slug, career_field_articles.site',
      },
    ],
    [
      'a column that must not be empty on SQLite',
      {
        code: 'SQLITE_CONSTRAINT_NOTNULL',
        message: 'career_field_articles.slug, career_field_articles.locale',
      },
    ],
    ['an error with the words but no code', { message: 'career_field_articles_slug_unique_draft' }],
    ['text', 'career_field_articles_slug_unique_draft'],
    ['nothing', undefined],
    ['null', null],
  ])('does not take %s for one', (_what, error) => {
    expect(isSlugCollision(error)).toBe(false);
  });
});
