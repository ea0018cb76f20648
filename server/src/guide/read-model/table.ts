import { newDocumentId } from '../../model/document-ids';
import { uidOf, type Strapi } from '../../plugin';
import { guideKey, type GuideKey } from '../key';
import { createTableAccess, inParts, type Transaction } from './database';
import { RETAINED, type Invalidations } from './invalidations';
import {
  ANYTHING,
  articleIn,
  articleName,
  namesIn,
  toDependencies,
  isStaleBy,
  staleBy,
  type Dependent,
  type Invalidation,
} from './staleness';

/** A stored guide without its payload. */
export interface StoredGuide extends Dependent {
  id: number;
  key: string;
  state: string;
  version: number;
  sequence: number | null;
  build: string;
  failure: string | null;
  changedAt: string | null;
  entry: string | null;
}

/** What a rebuild makes of a row. What is not named stays as it is. */
export interface BuiltGuide extends GuideKey {
  /** The row that it was built from, by its version; undefined where there was none. */
  stored: StoredGuide | undefined;
  state: 'ready' | 'removed' | 'failed';
  /** Whether readers and the feed get to know of it. */
  isChange: boolean;
  failure?: string | null;
  stamp?: string | null;
  slug?: string | null;
  noIndex?: boolean;
  changedAt?: string;
  changesOn?: string | null;
  dependencies?: string;
  entry?: string;
  payload?: string | null;
}

/** A row as the feed and the sitemap need it. */
export interface ListedGuide {
  article: string;
  language: string;
  slug: string;
  state: string;
  noIndex: boolean;
  changedAt: string;
  sequence: number;
}

const COLUMNS = [
  'id',
  'key',
  'article',
  'language',
  'state',
  'version',
  'sequence',
  'basis',
  'build',
  'failure',
  'changed_at',
  'dependencies',
  'entry',
];

const LISTED = ['article', 'language', 'slug', 'state', 'no_index', 'changed_at', 'sequence'];

const toStored = ({ changed_at: changedAt, ...row }: Record<string, unknown>): StoredGuide => ({
  ...(row as unknown as StoredGuide),
  changedAt: (changedAt as string | null | undefined) ?? null,
  basis: Number(row.basis ?? 0),
  build: String(row.build ?? ''),
  dependencies: String(row.dependencies ?? ''),
});

const toListed = ({ no_index: noIndex, changed_at: changedAt, ...row }: Record<string, unknown>) =>
  ({ ...row, noIndex: Boolean(noIndex), changedAt: String(changedAt ?? '') }) as ListedGuide;

/** Names that one statement looks for; more are compared in this process, with one pass over all rows. */
const MOST_NAMES = 200;
const PAGE = 5000;

export const createTable = (strapi: Strapi, invalidations: Invalidations) => {
  const { table, tableName, read, ensureIndex } = createTableAccess(strapi, 'published-guide');

  const rowsWhere = async (column: 'id' | 'key' | 'article', values: (string | number)[]) => {
    const found: StoredGuide[] = [];
    for (const part of inParts(values)) {
      const rows = await read<Record<string, unknown>[]>(table().select(COLUMNS).whereIn(column, part));
      found.push(...rows.map(toStored));
    }
    return found;
  };

  /** The articles among some keys that are published, as the transaction sees them. */
  const published = async (keys: GuideKey[], trx: Transaction): Promise<Set<string>> => {
    const { tableName: articles } = strapi.db.metadata.get(uidOf('article'));
    const found = new Set<string>();
    for (const part of inParts(keys)) {
      const rows = (await strapi.db
        .getConnection(articles)
        .select('document_id', 'locale')
        .whereNotNull('published_at')
        .whereIn(
          'document_id',
          part.map(({ article }) => article)
        )
        .transacting(trx)) as { document_id: string; locale: string }[];
      for (const row of rows) found.add(guideKey({ article: row.document_id, locale: row.locale }));
    }
    return found;
  };

  const columnsOf = (built: BuiltGuide): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries({
        state: built.state,
        failure: built.failure,
        stamp: built.stamp,
        slug: built.slug,
        no_index: built.noIndex,
        changed_at: built.changedAt,
        changes_on: built.changesOn,
        dependencies: built.dependencies,
        entry: built.entry,
        payload: built.payload,
      }).filter(([, value]) => value !== undefined)
    );

  /** Rows by their dependencies, with the most that a statement takes at once. */
  const scan = async (
    narrow: (query: ReturnType<typeof table>) => void,
    take: (rows: StoredGuide[]) => void
  ): Promise<void> => {
    for (let last = 0; ;) {
      const query = table()
        .select('id', 'article', 'language', 'basis', 'dependencies', 'state')
        .where('id', '>', last)
        .orderBy('id')
        .limit(PAGE);
      narrow(query);
      const rows = (await read<Record<string, unknown>[]>(query)).map(toStored);
      take(rows);
      if (rows.length < PAGE) return;
      last = rows.at(-1)!.id;
    }
  };

  return {
    ofIds: (ids: number[]): Promise<StoredGuide[]> => rowsWhere('id', ids),
    ofKeys: (keys: string[]): Promise<StoredGuide[]> => rowsWhere('key', keys),
    ofArticles: (articles: string[]): Promise<StoredGuide[]> => rowsWhere('article', articles),

    /** Up to which write the rows of some articles are. */
    async basesOf(
      articles: string[]
    ): Promise<{ key: string; language: string; article: string; basis: number }[]> {
      const found: { key: string; language: string; article: string; basis: number | null }[] = [];
      for (const part of inParts(articles)) {
        found.push(
          ...(await read<typeof found>(
            table().select('key', 'language', 'article', 'basis').whereIn('article', part)
          ))
        );
      }
      return found.map((row) => ({ ...row, basis: Number(row.basis ?? 0) }));
    },

    /** All rows of a language. */
    async ofLocale(locale: string): Promise<StoredGuide[]> {
      const rows = await read<Record<string, unknown>[]>(table().select(COLUMNS).where({ language: locale }));
      return rows.map(toStored);
    },

    /** Rows of some languages that changed above a number. */
    async changedSince(sequence: number, locales: string[]): Promise<StoredGuide[]> {
      const rows = await read<Record<string, unknown>[]>(
        table().select(COLUMNS).where('sequence', '>', sequence).whereIn('language', locales)
      );
      return rows.map(toStored);
    },

    /** Finished guides as JSON, by the ids of their rows. */
    async payloads(ids: number[]): Promise<Map<number, { payload: string | null; entry: string | null }>> {
      const found = new Map<number, { payload: string | null; entry: string | null }>();
      for (const part of inParts(ids)) {
        const rows = await read<{ id: number; payload: string | null; entry: string | null }[]>(
          table().select('id', 'payload', 'entry').whereIn('id', part)
        );
        for (const { id, ...row } of rows) found.set(id, row);
      }
      return found;
    },

    /** The changes above a number, in their order. */
    async changes(after: number, limit: number): Promise<ListedGuide[]> {
      const rows = await read<Record<string, unknown>[]>(
        table()
          .select(LISTED)
          .where('sequence', '>', after)
          .whereNotNull('slug')
          .orderBy('sequence')
          .limit(limit)
      );
      return rows.map(toListed);
    },

    /** The number before the first change of a moment or later; null where there is none. */
    async sequenceBefore(moment: string): Promise<number | null> {
      const [row] = await read<{ first: number | null }[]>(
        table().where('changed_at', '>=', moment).whereNotNull('slug').min({ first: 'sequence' })
      );
      return row?.first === null || row === undefined ? null : Number(row.first) - 1;
    },

    /** The last change of all guides, or of those of a language: its number and its time. */
    async lastChange(locale?: string): Promise<{ sequence: number; changedAt: string | undefined }> {
      const query = table().whereNotNull('slug').max({ sequence: 'sequence', changedAt: 'changed_at' });
      if (locale !== undefined) query.where({ language: locale });
      const [row] = await read<{ sequence: number | null; changedAt: string | null }[]>(query);
      return { sequence: Number(row?.sequence ?? 0), changedAt: row?.changedAt ?? undefined };
    },

    /** Every guide that readers get, without what is in it. */
    async listed(locale?: string): Promise<ListedGuide[]> {
      const query = table().select(LISTED).whereNotIn('state', ['removed', 'failed']).whereNotNull('slug');
      if (locale !== undefined) query.where({ language: locale });
      return (await read<Record<string, unknown>[]>(query.orderBy('id'))).map(toListed);
    },

    async count(): Promise<number> {
      const [row] = await read<{ count: unknown }[]>(
        table().whereNotIn('state', ['removed', 'failed']).count({ count: '*' })
      );
      return Number(row?.count ?? 0);
    },

    /** The rows that some invalidations make stale. */
    async dependents(open: readonly Invalidation[]): Promise<StoredGuide[]> {
      const found = new Map<number, StoredGuide>();
      const take = (rows: StoredGuide[]): void => {
        for (const row of rows) if (staleBy(open, row) !== undefined) found.set(row.id, row);
      };
      const names = [...new Set(open.map(({ name }) => name))];
      if (names.length > MOST_NAMES || names.some((name) => name.startsWith(ANYTHING))) {
        await scan(() => {}, take);
        return [...found.values()];
      }
      // What one language wrote of an article is shown in that language; the article's other languages are few.
      const byLocale = new Map<string, string[]>();
      for (const name of names) {
        const { article, locale = '*' } = articleIn(name) ?? {};
        const shown = article === undefined ? name : `article:${article}`;
        const group = article === undefined ? '*' : locale;
        byLocale.set(group, [...(byLocale.get(group) ?? []), shown]);
        if (article !== undefined) await scan((query) => void query.where({ article }), take);
      }
      for (const [locale, shown] of byLocale) {
        for (const part of inParts(shown, 50)) {
          await scan((query) => {
            if (locale !== '*') query.where({ language: locale });
            query.where((either) => {
              for (const name of part) either.orWhere('dependencies', 'like', `%|${name}|%`);
            });
          }, take);
        }
      }
      return [...found.values()];
    },

    /** Rows, from an id on, that were built in another way than now. */
    async otherBuilds(
      build: string,
      after: number,
      limit: number
    ): Promise<{ id: number; article: string; language: string }[]> {
      return read(
        table()
          .select('id', 'article', 'language')
          .where('id', '>', after)
          .where((either) => void either.whereNot({ build }).orWhereNull('build'))
          .whereNot({ state: 'removed' })
          .orderBy('id')
          .limit(limit)
      );
    },

    /** Guides that a day has changed. */
    async due(day: string): Promise<GuideKey[]> {
      const rows = await read<{ article: string; language: string }[]>(
        table().select('article', 'language').where('changes_on', '<=', day).whereNot({ state: 'removed' })
      );
      return rows.map(({ article, language }) => ({ article, locale: language }));
    },

    /** What is known of every row, to compare it with what is published. */
    stamps: (): Promise<
      {
        key: string;
        article: string;
        language: string;
        state: string;
        stamp: string | null;
        failure: string | null;
      }[]
    > => read(table().select('key', 'article', 'language', 'state', 'stamp', 'failure')),

    /**
     * Stores rebuilt guides, in one short transaction. A row that somebody else has stored since it was read is left
     * alone, and so is the guide of an article that is published although the rebuild has not found it: only the
     * transaction that writes *removed* decides that.
     *
     * @param basis the counter before anything that went into the guides was read
     * @returns the keys that were stored
     */
    async store(built: BuiltGuide[], basis: number, build: string): Promise<Set<string>> {
      return invalidations.numbered(built.length, async (trx, top) => {
        const stored = new Set<string>();
        if (top - built.length - basis > RETAINED) return stored;
        const rows = (await table()
          .select('id', 'key', 'version')
          .whereIn('key', built.map(guideKey))
          .transacting(trx)) as { id: number; key: string; version: number }[];
        const present = new Map(rows.map((row) => [row.key, row]));
        // A guide that is new or goes must agree with the article as it is now; any other row is compared by its version.
        const uncertain = built.filter((each) => each.state === 'removed' || !present.has(guideKey(each)));
        const isPublished = uncertain.length > 0 ? await published(uncertain, trx) : new Set<string>();
        const contradicts = (each: BuiltGuide): boolean =>
          uncertain.includes(each) && isPublished.has(guideKey(each)) === (each.state === 'removed');
        const late: Dependent[] = [];
        let sequence = top - built.length;
        for (const each of built) {
          const key = guideKey(each);
          const row = present.get(key);
          if (row?.version !== each.stored?.version || contradicts(each)) continue;
          sequence += 1;
          const values = {
            ...columnsOf(each),
            build,
            basis: Math.max(basis, each.stored?.basis ?? 0),
            ...(each.isChange ? { sequence } : {}),
          };
          if (row) {
            await table()
              .where({ id: row.id })
              .update({ ...values, version: row.version + 1 })
              .transacting(trx);
          } else {
            await table()
              .insert({
                ...values,
                document_id: newDocumentId(strapi),
                key,
                article: each.article,
                language: each.locale,
                version: 1,
              })
              .transacting(trx);
          }
          stored.add(key);
          const before = each.stored?.dependencies ?? '';
          const added = namesIn(each.dependencies ?? '').filter((name) => !before.includes(`|${name}|`));
          if (added.length > 0 || !row) {
            late.push({
              article: row ? '' : each.article,
              language: each.locale,
              basis,
              dependencies: toDependencies(added),
            });
          }
        }
        if (late.length > 0) {
          // Who looked for the guides that show these could not find those that have just come to show them.
          const since = await invalidations.since(basis, trx);
          const missed = since.flatMap((invalidation) => {
            const { name } = invalidation;
            const guides = late.filter((guide) => isStaleBy(invalidation, guide));
            if (!name.startsWith(ANYTHING)) return guides.length > 0 ? [name] : [];
            return guides.flatMap(({ article, language }) =>
              article === '' ? [] : articleName(article, language)
            );
          });
          await invalidations.add([...new Set(missed)]);
        }
        return stored;
      });
    },

    /**
     * Prepares the table: no second row of a key, and what is found by an index. Rows of an earlier release get the
     * columns that they lack from their entry, so that they are served, listed and named in the feed at once.
     */
    async ensure(): Promise<void> {
      await ensureIndex('key_unique', 'key', 'UNIQUE INDEX');
      await ensureIndex('article', 'article');
      await ensureIndex('language', 'language');
      await ensureIndex('sequence', 'sequence');
      await ensureIndex('changed_at', 'changed_at');
      const { client } = strapi.db.dialect;
      const text = (name: string): string =>
        ({
          postgres: `(entry::json->>'${name}')`,
          mysql: `NULLIF(JSON_UNQUOTE(JSON_EXTRACT(entry, '$.${name}')), 'null')`,
          sqlite: `json_extract(entry, '$.${name}')`,
        })[client as 'postgres' | 'mysql' | 'sqlite'];
      const { connection } = strapi.db;
      const isFlagged = client === 'sqlite' ? `${text('noIndex')} = 1` : `${text('noIndex')} = 'true'`;
      await table()
        .whereNull('sequence')
        .whereNull('basis')
        .whereNotNull('entry')
        .update({
          sequence: connection.raw('id'),
          basis: 0,
          slug: connection.raw(text('slug')),
          changed_at: connection.raw(text('changedAt')),
          changes_on: connection.raw(text('changesOn')),
          no_index: connection.raw(isFlagged),
        });
      const [row] = (await table().max({ last: 'sequence' })) as { last: number | null }[];
      await invalidations.ensure(Number(row?.last ?? 0) + 1);
    },

    tableName,
  };
};

export type Table = ReturnType<typeof createTable>;
