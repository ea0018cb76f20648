import { setTimeout as wait } from 'node:timers/promises';
import { newDocumentId } from '../../model/document-ids';
import { uidOf, type Strapi } from '../../plugin';

/**
 * The rows of the read model. Version numbers only go up, and rows are never deleted, so that the number of rows and
 * the sum of their versions are another pair after every change, whatever process made it and in whatever order their
 * transactions end.
 */

export type State = 'ready' | 'touched' | 'behind' | 'stale' | 'removed' | 'failed';

/** What is to be made anew, the most urgent first: only what is stale may have another address now. */
export const OUTDATED = ['stale', 'behind', 'touched'] as const satisfies State[];

export type OutdatedState = (typeof OUTDATED)[number];

/** A published article in one language. */
export interface GuideKey {
  article: string;
  locale: string;
}

export interface Head {
  id: number;
  version: number;
  state: State;
}

export interface OutdatedRow extends StoredEntry {
  dependencies: string | null;
  payload: string | null;
}

export interface StoredEntry {
  id: number;
  key: string;
  article: string;
  language: string;
  state: State;
  version: number;
  entry: string | null;
}

const ENTRY_COLUMNS = ['id', 'key', 'article', 'language', 'state', 'version', 'entry'];

export interface StoredPayload {
  id: number;
  payload: string | null;
  entry: string | null;
}

export interface BuiltRow {
  id: number;
  state: 'ready' | 'removed' | 'failed';
  /** What is not named stays as it is. */
  entry?: string;
  dependencies?: string;
  payload?: string | null;
}

type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

export const keyOf = ({ article, locale }: GuideKey): string => `${article} ${locale}`;

/** `|skill:abc|file:7|`: a text in which each can be found with its bars around it. */
export const toDependencies = (names: string[]): string => (names.length > 0 ? `|${names.join('|')}|` : '');

/** How long to wait before asking again whether somebody is still writing. */
const LOCK_PAUSE_MS = 20;

/** What one statement takes on every database. */
const PART = 400;

const parts = <Item>(items: Item[], size = PART): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size)
  );

export const isOutdated = (state: State): state is OutdatedState =>
  (OUTDATED as readonly State[]).includes(state);

const urgency = (state: OutdatedState): number => OUTDATED.indexOf(state);

/** What was written: articles with their languages, and what guides show; or anything, addresses included or not. */
export type Written =
  | { articles: Map<string, Set<string> | 'all'>; dependencies: string[] }
  | 'anything'
  | 'anything but addresses';

interface Dependent {
  id: number;
  article: string;
  language: string;
  dependencies: string | null;
}

/**
 * How far out of date a guide is by what was written. An article has little that its neighbours of the same language
 * show, and nothing but title and address that its own other languages do.
 *
 * @returns undefined for a guide that shows none of it
 */
const markFor = (
  { article, language, dependencies }: Dependent,
  written: Written
): OutdatedState | undefined => {
  if (written === 'anything') return 'stale';
  if (written === 'anything but addresses') return 'behind';
  const isWritten = (languages: Set<string> | 'all' | undefined): boolean =>
    languages === 'all' || (languages?.has(language) ?? false);
  const isShown = (name: string): boolean => (dependencies ?? '').includes(`|${name}|`);
  const own = written.articles.get(article);
  if (isWritten(own)) return 'stale';
  if (written.dependencies.some(isShown)) return 'behind';
  if (own) return 'touched';
  for (const [other, languages] of written.articles) {
    if (isWritten(languages) && isShown(`article:${other}`)) return 'touched';
  }
  return undefined;
};

/** Whether a guide has come to show something by which it could not be found before. */
const showsMore = ({ dependencies }: BuiltRow, before: string | null | undefined): boolean =>
  (dependencies ?? '').split('|').some((name) => name !== '' && !(before ?? '').includes(`|${name}|`));

export const createTable = (strapi: Strapi) => {
  const { tableName } = strapi.db.metadata.get(uidOf('published-guide'));
  const isSqlite = strapi.db.dialect.client === 'sqlite';
  const isPostgres = strapi.db.dialect.client === 'postgres';
  const table = () => strapi.db.getConnection(tableName);

  /** Inside the transaction that is open, or in one of its own. */
  const transact = async <Result>(run: (trx: Transaction) => Promise<Result>): Promise<Result> =>
    (await strapi.db.transaction(({ trx }) => run(trx))) as Result;

  /** A question that also works inside a transaction, whose connection SQLite has no second one beside. */
  const ask = async <Result>(query: ReturnType<typeof table>): Promise<Result> => {
    if (!strapi.db.inTransaction()) return (await query) as Result;
    return transact(async (trx) => (await query.transacting(trx)) as Result);
  };

  /**
   * Whoever marks guides finds them by what they are known to show. A guide that is being made may come to show more,
   * which nobody sees before it is committed. So no guide is made that way between the marks of a transaction and its
   * end; several that mark do not wait for each other. Elsewhere this is so anyway: SQLite has one connection, and MySQL
   * and MariaDB keep all rows locked that have been looked at, where PostgreSQL passes over those that do not match yet.
   */
  const LOCK = `(hashtext('career-field guides'), hashtext(current_schema()))`;

  const lockAsWriter = async (trx: Transaction): Promise<void> => {
    if (!isPostgres) return;
    await strapi.db.connection.raw(`SELECT pg_advisory_xact_lock_shared${LOCK}`).transacting(trx);
  };

  /** @returns whether nobody is writing; without waiting, because whoever writes next would have to wait behind it */
  const lockAsMaker = async (trx: Transaction): Promise<boolean> => {
    if (!isPostgres) return true;
    const { rows } = (await strapi.db.connection
      .raw(`SELECT pg_try_advisory_xact_lock${LOCK} AS locked`)
      .transacting(trx)) as { rows: { locked: boolean }[] };
    return rows[0]?.locked === true;
  };

  const rowsWhere = async (
    column: 'id' | 'key' | 'article',
    values: (string | number)[]
  ): Promise<StoredEntry[]> => {
    const found: StoredEntry[] = [];
    for (const part of parts(values)) {
      found.push(...(await ask<StoredEntry[]>(table().select(ENTRY_COLUMNS).whereIn(column, part))));
    }
    return found;
  };

  const toRevision = (count: unknown, sum: unknown): string => `${Number(count)}-${Number(sum ?? 0)}`;

  return {
    /** Another text after every change. */
    async revision(): Promise<string> {
      const [row] = await ask<{ count: unknown; sum: unknown }[]>(
        table().count({ count: '*' }).sum({ sum: 'version' })
      );
      return toRevision(row?.count, row?.sum);
    },

    async heads(): Promise<{ revision: string; heads: Head[] }> {
      const heads = await ask<Head[]>(table().select('id', 'version', 'state').orderBy('id'));
      const sum = heads.reduce((total, { version }) => total + version, 0);
      return { heads, revision: toRevision(heads.length, sum) };
    },

    entries: (ids: number[]): Promise<StoredEntry[]> => rowsWhere('id', ids),

    /** Finished guides as JSON, by the ids of their rows. */
    async payloads(ids: number[]): Promise<Map<number, StoredPayload>> {
      const found = new Map<number, StoredPayload>();
      for (const part of parts(ids)) {
        const rows = await ask<StoredPayload[]>(table().select('id', 'payload', 'entry').whereIn('id', part));
        for (const row of rows) found.set(row.id, row);
      }
      return found;
    },

    /** Makes a row, to be filled, for each key that has none. */
    async ensure(keys: GuideKey[]): Promise<void> {
      const rows = keys
        .map((each) => ({
          document_id: newDocumentId(strapi),
          key: keyOf(each),
          article: each.article,
          language: each.locale,
          state: 'stale',
          version: 1,
        }))
        // In the same order everywhere: two processes that insert the same keys must not wait for each other.
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      if (rows.length === 0) return;
      await transact(async (trx) => {
        for (const part of parts(rows, 100)) {
          await table().insert(part).onConflict('key').ignore().transacting(trx);
        }
      });
    },

    /** Marks as out of date what was written, and what shows it. */
    async markOutdated(written: Written): Promise<void> {
      if (typeof written === 'object' && written.articles.size + written.dependencies.length === 0) return;
      await transact(async (trx) => {
        await lockAsWriter(trx);
        const found = new Map<number, OutdatedState>();
        const find = async (narrow: (query: ReturnType<typeof table>) => void): Promise<void> => {
          const query = table()
            .select('id', 'article', 'language', 'dependencies')
            .orderBy('id')
            .transacting(trx);
          narrow(query);
          // Rows are locked in one order everywhere: two writers must not wait for each other.
          const rows = (await (isSqlite ? query : query.forUpdate())) as Dependent[];
          for (const row of rows) {
            const state = markFor(row, written);
            if (state) found.set(row.id, state);
          }
        };
        if (typeof written === 'string') await find(() => {});
        else {
          const articles = [...written.articles.keys()].sort();
          const dependencies = [...written.dependencies, ...articles.map((article) => `article:${article}`)];
          const count = Math.max(articles.length, dependencies.length);
          for (let start = 0; start < count; start += 50) {
            await find((query) => {
              query.where((either) => {
                either.whereIn('article', articles.slice(start, start + 50));
                for (const name of dependencies.slice(start, start + 50)) {
                  either.orWhere('dependencies', 'like', `%|${name}|%`);
                }
              });
            });
          }
        }
        for (const state of OUTDATED) {
          const ids = [...found].filter(([, mark]) => mark === state).map(([id]) => id);
          // What is further out of date stays so.
          const further = OUTDATED.slice(0, urgency(state));
          for (const part of parts(ids)) {
            await table()
              .whereIn('id', part)
              .whereNotIn('state', further)
              .update({ state, version: strapi.db.connection.raw('version + 1') })
              .transacting(trx);
          }
        }
      });
    },

    /**
     * Rows to be made anew, all of them as urgent as the first one: what only shows others comes when nothing is left
     * that it could show.
     */
    async outdated(
      states: readonly OutdatedState[],
      limit: number,
      isWanted: (id: number) => boolean
    ): Promise<number[]> {
      const all = await ask<{ id: number; state: OutdatedState }[]>(
        table().select('id', 'state').whereIn('state', states).orderBy('id')
      );
      const rows = all.filter(({ id }) => isWanted(id));
      const first = states.find((state) => rows.some((row) => row.state === state));
      return rows
        .filter(({ state }) => state === first)
        .slice(0, limit)
        .map(({ id }) => id);
    },

    /** The rows of some keys. */
    withKeys: (keys: string[]): Promise<StoredEntry[]> => rowsWhere('key', keys),

    /** The rows of some articles, in all languages. */
    ofArticles: (articles: string[]): Promise<StoredEntry[]> => rowsWhere('article', articles),

    /**
     * Fills rows anew. They are locked before anything that goes into them is read, so that a change that is made in
     * between marks them once more, after this.
     *
     * @param build gives the new rows for those that are still out of date
     */
    async fill(ids: number[], build: (rows: OutdatedRow[]) => Promise<BuiltRow[]>): Promise<number> {
      const run = async (
        some: number[],
        isAlone: boolean
      ): Promise<{ built: number; late: number[] } | undefined> =>
        transact(async (trx) => {
          if (isAlone && !(await lockAsMaker(trx))) return undefined;
          const query = table()
            .select([...ENTRY_COLUMNS, 'dependencies', 'payload'])
            .whereIn('id', some)
            .orderBy('id')
            .transacting(trx);
          const rows = (await (isSqlite ? query : query.forUpdate())) as OutdatedRow[];
          const outdated = rows.filter(({ state }) => isOutdated(state));
          const now = isAlone ? outdated : outdated.filter(({ dependencies }) => dependencies);
          const made = now.length > 0 ? await build(now) : [];
          const before = new Map(now.map((row) => [row.id, row.dependencies]));
          const kept = isAlone ? made : made.filter((row) => !showsMore(row, before.get(row.id)));
          for (const { id, ...values } of kept) {
            await table()
              .where({ id })
              .update({ ...values, version: strapi.db.connection.raw('version + 1') })
              .transacting(trx);
          }
          const done = new Set(kept.map(({ id }) => id));
          const late = isAlone ? [] : outdated.flatMap(({ id }) => (done.has(id) ? [] : id));
          return { built: kept.length, late };
        });
      // Most guides come to show nothing that they did not show before, and wait for nobody.
      let built = 0;
      let late = ids;
      for (let isAlone = !isPostgres; late.length > 0; isAlone = true) {
        const done = await run(late, isAlone);
        if (!done) {
          await wait(LOCK_PAUSE_MS);
          continue;
        }
        built += done.built;
        late = done.late;
      }
      return built;
    },

    /** The keys and entries of all rows. */
    async all(): Promise<StoredEntry[]> {
      return ask<StoredEntry[]>(table().select(ENTRY_COLUMNS));
    },

    /**
     * Lets the database refuse a second row of a key, find all languages of an article, and tell the revision without a
     * look at the rows themselves, which hold whole guides.
     */
    async ensureIndexes(): Promise<void> {
      const { connection } = strapi.db;
      const schema = strapi.db.getSchemaName();
      const full = schema ? `${schema}.${tableName}` : tableName;
      const ensure = async (name: string, column: string, kind: 'UNIQUE INDEX' | 'INDEX'): Promise<void> => {
        if (strapi.db.dialect.client === 'mysql') {
          const [indexes] = await connection.raw('SHOW INDEX FROM ?? WHERE Key_name = ?', [full, name]);
          if (indexes.length === 0) {
            await connection.raw(`CREATE ${kind} ?? ON ?? (??)`, [name, full, column]);
          }
          return;
        }
        await connection.raw(`CREATE ${kind} IF NOT EXISTS ?? ON ?? (??)`, [name, full, column]);
      };
      await ensure(`${tableName}_key_unique`, 'key', 'UNIQUE INDEX');
      await ensure(`${tableName}_article`, 'article', 'INDEX');
      await ensure(`${tableName}_version`, 'version', 'INDEX');
    },
  };
};

export type Table = ReturnType<typeof createTable>;
