import { inParts } from '../../../strapi-internals/database';
import type { Query, TypeTable } from '../../../strapi-internals/type-table';
import { ANYTHING, articleIn, staleBy, type Invalidation } from '../staleness';
import { toStoredGuide, type DatabaseRow, type StoredGuide } from './guide-row';

/** With more names, one pass over all rows is compared in this process. */
const MAX_NAMES = 200;

const PAGE_SIZE = 5000;

/** How many `like` conditions one statement gets. */
const NAMES_PER_STATEMENT = 50;

/** Reads rows with their dependencies, page by page. */
const scan = async (
  table: TypeTable,
  narrow: (query: Query) => void,
  take: (rows: StoredGuide[]) => void
): Promise<void> => {
  for (let last = 0; ;) {
    const query = table
      .query()
      .select('id', 'article', 'language', 'basis', 'dependencies', 'state')
      .where('id', '>', last)
      .orderBy('id')
      .limit(PAGE_SIZE);
    narrow(query);
    const rows = (await table.read<DatabaseRow[]>(query)).map(toStoredGuide);
    take(rows);
    if (rows.length < PAGE_SIZE) return;
    last = rows.at(-1)!.id;
  }
};

/** The dependencies that invalidations are looked for by, for one language or all. */
interface NameGroup {
  /** `*` for all. */
  locale: string;
  dependencies: string[];
}

/**
 * Groups the dependencies to look for by language: a guide shows an article in its own language, so a write of one
 * language concerns guides of that language only.
 */
export const groupByLocale = (names: readonly string[]): NameGroup[] => {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const article = articleIn(name);
    const locale = article?.locale ?? '*';
    const dependency = article ? `article:${article.article}` : name;
    groups.set(locale, [...(groups.get(locale) ?? []), dependency]);
  }
  return [...groups].map(([locale, dependencies]) => ({ locale, dependencies }));
};

/** Returns the rows that some invalidations make stale. */
export const findStaleGuides = async (
  table: TypeTable,
  open: readonly Invalidation[]
): Promise<StoredGuide[]> => {
  const found = new Map<number, StoredGuide>();
  const take = (rows: StoredGuide[]): void => {
    for (const row of rows) if (staleBy(open, row) !== undefined) found.set(row.id, row);
  };
  const names = [...new Set(open.map(({ name }) => name))];
  if (names.length > MAX_NAMES || names.some((name) => name.startsWith(ANYTHING))) {
    await scan(table, () => {}, take);
    return [...found.values()];
  }
  // Every language of a written article is concerned: its guides link to each other.
  for (const name of names) {
    const article = articleIn(name)?.article;
    if (article !== undefined) await scan(table, (query) => void query.where({ article }), take);
  }
  for (const { locale, dependencies } of groupByLocale(names)) {
    for (const some of inParts(dependencies, NAMES_PER_STATEMENT)) {
      await scan(
        table,
        (query) => {
          if (locale !== '*') query.where({ language: locale });
          query.where((either) => {
            for (const name of some) either.orWhere('dependencies', 'like', `%|${name}|%`);
          });
        },
        take
      );
    }
  }
  return [...found.values()];
};
