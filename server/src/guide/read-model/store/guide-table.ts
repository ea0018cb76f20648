import { uidOf, type Strapi } from '../../../plugin';
import { inParts } from '../../../strapi-internals/database';
import { TypeTable } from '../../../strapi-internals/type-table';
import type { GuideKey } from '../../key';
import {
  LISTED_ATTRIBUTES,
  STATES_WITHOUT_GUIDE,
  STORED_ATTRIBUTES,
  toListedGuide,
  toStoredGuide,
  type DatabaseRow,
  type ListedGuide,
  type StoredGuide,
  type StoredPayload,
} from './guide-row';

/** What `reconcile` compares with the published articles. */
export interface GuideStamp {
  key: string;
  article: string;
  language: string;
  state: string;
  stamp: string | null;
  failure: string | null;
}

/** Reads the table of stored guides, `career_field_published_guides`. */
export class GuideTable {
  readonly table: TypeTable;

  constructor(strapi: Strapi) {
    this.table = new TypeTable(strapi, uidOf('published-guide'));
  }

  ofIds(ids: number[]): Promise<StoredGuide[]> {
    return this.#rowsWhere('id', ids);
  }

  ofKeys(keys: string[]): Promise<StoredGuide[]> {
    return this.#rowsWhere('key', keys);
  }

  ofArticles(articles: string[]): Promise<StoredGuide[]> {
    return this.#rowsWhere('article', articles);
  }

  /** Returns all rows of a language. */
  async ofLocale(locale: string): Promise<StoredGuide[]> {
    const { table } = this;
    const rows = await table.read<DatabaseRow[]>(
      table.query().select(table.columns(STORED_ATTRIBUTES)).where({ language: locale })
    );
    return rows.map(toStoredGuide);
  }

  /** Returns the rows of some languages that changed above a number. */
  async changedSince(sequence: number, locales: string[]): Promise<StoredGuide[]> {
    const { table } = this;
    const rows = await table.read<DatabaseRow[]>(
      table
        .query()
        .select(table.columns(STORED_ATTRIBUTES))
        .where('sequence', '>', sequence)
        .whereIn('language', locales)
    );
    return rows.map(toStoredGuide);
  }

  /** Returns up to which write each row of some articles is built. */
  async basesOf(
    articles: string[]
  ): Promise<{ key: string; language: string; article: string; basis: number }[]> {
    const { table } = this;
    const found: { key: string; language: string; article: string; basis: number | null }[] = [];
    for (const chunk of inParts(articles)) {
      const query = table.query().select('key', 'language', 'article', 'basis').whereIn('article', chunk);
      found.push(...(await table.read<typeof found>(query)));
    }
    return found.map((row) => ({ ...row, basis: Number(row.basis ?? 0) }));
  }

  /** Returns finished guides as JSON, by the ids of their rows. */
  async payloads(ids: number[]): Promise<Map<number, StoredPayload>> {
    const { table } = this;
    const found = new Map<number, StoredPayload>();
    for (const chunk of inParts(ids)) {
      const rows = await table.read<({ id: number } & StoredPayload)[]>(
        table.query().select('id', 'payload', 'entry').whereIn('id', chunk)
      );
      for (const { id, ...row } of rows) found.set(id, row);
    }
    return found;
  }

  /** Returns the changes above a number, in their order. */
  async changes(after: number, limit: number): Promise<ListedGuide[]> {
    const { table } = this;
    const rows = await table.read<DatabaseRow[]>(
      table
        .query()
        .select(table.columns(LISTED_ATTRIBUTES))
        .where('sequence', '>', after)
        .whereNotNull('slug')
        .orderBy('sequence')
        .limit(limit)
    );
    return rows.map(toListedGuide);
  }

  /** Returns the number before the first change at or after a time; null if there is no such change. */
  async sequenceBefore(moment: string): Promise<number | null> {
    const { table } = this;
    const [row] = await table.read<{ first: number | null }[]>(
      table
        .query()
        .where(table.column('changedAt'), '>=', moment)
        .whereNotNull('slug')
        .min({ first: 'sequence' })
    );
    return row?.first === null || row === undefined ? null : Number(row.first) - 1;
  }

  /** Returns the number and the time of the last change, of all guides or of one language. */
  async lastChange(locale?: string): Promise<{ sequence: number; changedAt: string | undefined }> {
    const { table } = this;
    const query = table
      .query()
      .whereNotNull('slug')
      .max({ sequence: 'sequence', changedAt: table.column('changedAt') });
    if (locale !== undefined) query.where({ language: locale });
    const [row] = await table.read<{ sequence: number | null; changedAt: string | null }[]>(query);
    return { sequence: Number(row?.sequence ?? 0), changedAt: row?.changedAt ?? undefined };
  }

  /** Returns every guide that readers get, without its content. */
  async listed(locale?: string): Promise<ListedGuide[]> {
    const { table } = this;
    const query = table
      .query()
      .select(table.columns(LISTED_ATTRIBUTES))
      .whereNotIn('state', STATES_WITHOUT_GUIDE)
      .whereNotNull('slug');
    if (locale !== undefined) query.where({ language: locale });
    return (await table.read<DatabaseRow[]>(query.orderBy('id'))).map(toListedGuide);
  }

  /** Returns the entries of guides after an id, in the order of the ids. */
  entriesAfter(
    after: number,
    limit: number
  ): Promise<{ id: number; article: string; language: string; entry: string | null }[]> {
    const { table } = this;
    return table.read(
      table
        .query()
        .select('id', 'article', 'language', 'entry')
        .where('id', '>', after)
        .whereNotIn('state', STATES_WITHOUT_GUIDE)
        .orderBy('id')
        .limit(limit)
    );
  }

  async count(): Promise<number> {
    const { table } = this;
    const [row] = await table.read<{ count: unknown }[]>(
      table.query().whereNotIn('state', STATES_WITHOUT_GUIDE).count({ count: '*' })
    );
    return Number(row?.count ?? 0);
  }

  /** Returns rows after an id whose build hash is another one. */
  otherBuilds(
    build: string,
    after: number,
    limit: number
  ): Promise<{ id: number; article: string; language: string }[]> {
    const { table } = this;
    return table.read(
      table
        .query()
        .select('id', 'article', 'language')
        .where('id', '>', after)
        .where((either) => void either.whereNot({ build }).orWhereNull('build'))
        .whereNot({ state: 'removed' })
        .orderBy('id')
        .limit(limit)
    );
  }

  /** Returns the guides that change on a day or before without a write, such as those with ageing figures. */
  async due(day: string): Promise<GuideKey[]> {
    const { table } = this;
    const rows = await table.read<{ article: string; language: string }[]>(
      table
        .query()
        .select('article', 'language')
        .where(table.column('changesOn'), '<=', day)
        .whereNot({ state: 'removed' })
    );
    return rows.map(({ article, language }) => ({ article, locale: language }));
  }

  stamps(): Promise<GuideStamp[]> {
    const { table } = this;
    return table.read(table.query().select('key', 'article', 'language', 'state', 'stamp', 'failure'));
  }

  async #rowsWhere(column: 'id' | 'key' | 'article', values: (string | number)[]): Promise<StoredGuide[]> {
    const { table } = this;
    const found: StoredGuide[] = [];
    for (const chunk of inParts(values)) {
      const rows = await table.read<DatabaseRow[]>(
        table.query().select(table.columns(STORED_ATTRIBUTES)).whereIn(column, chunk)
      );
      found.push(...rows.map(toStoredGuide));
    }
    return found;
  }
}
