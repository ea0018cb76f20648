import type { Catalogue, CatalogueEntry, RemovedGuide } from '../catalogue-types';
import type { EntryData, RemovedData } from './build';
import type { StoredEntry } from './table';

/** A row that is known, by its id. */
export type KnownRow =
  | ({ version: number; guide: CatalogueEntry } & Pick<EntryData, 'hash' | 'changesOn'>)
  | { version: number; removed: RemovedGuide };

export const toKnownRow = ({ id, key, article, language, state, version, entry }: StoredEntry): KnownRow => {
  if (state === 'removed' || !entry) {
    const { slug, changedAt } = JSON.parse(entry ?? '{"slug":null,"changedAt":""}') as RemovedData;
    return { version, removed: { article, locale: language, slug, changedAt } };
  }
  const { hash, changesOn, ...data } = JSON.parse(entry) as EntryData;
  // A row of a removed guide that is marked once more holds no guide yet.
  if (hash === undefined) {
    return { version, removed: { article, locale: language, slug: data.slug, changedAt: data.changedAt } };
  }
  return { version, guide: { id, key, article, locale: language, version, ...data }, hash, changesOn };
};

const group = <Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

/** All published guides at one moment. What it is found by is worked out when it is first asked for. */
export const createCatalogue = (revision: string, rows: Iterable<KnownRow>): Catalogue => {
  const entries: CatalogueEntry[] = [];
  const removed: RemovedGuide[] = [];
  for (const row of rows) {
    if ('guide' in row) entries.push(row.guide);
    // A row that was made for an article that never became public tells nothing.
    else if (row.removed.slug !== null) removed.push(row.removed);
  }
  const address = (locale: string, slug: string): string => `${locale} ${slug}`;
  const byLocale = group(entries, ({ locale }) => locale);
  const byArticle = group(entries, ({ article }) => article);
  const bySlug = new Map(entries.map((entry) => [address(entry.locale, entry.slug), entry]));
  const byPreviousSlug = new Map(
    entries.flatMap((entry) =>
      entry.previousSlugs.map((slug) => [address(entry.locale, slug), entry] as const)
    )
  );
  return {
    revision,
    entries,
    removed,
    ofLocale: (locale) => byLocale.get(locale) ?? [],
    bySlug: (locale, slug) => bySlug.get(address(locale, slug)),
    byPreviousSlug: (locale, slug) => byPreviousSlug.get(address(locale, slug)),
    ofArticle: (article) => byArticle.get(article) ?? [],
  };
};
