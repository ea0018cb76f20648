import { uidOf, type Strapi } from '../plugin';
import { withFields } from '../strapi-internals/stored-links';
import { linkTableOf } from '../strapi-internals/tables';
import { TypeTable, type Query } from '../strapi-internals/type-table';
import { findLastChanges, keptEntries } from './history';
import type {
  OverviewCell,
  OverviewFilter,
  OverviewPage,
  OverviewRequest,
  OverviewRow,
} from './overview-types';
import { toPerson, type Person } from './person';

/**
 * All articles with all their languages in one table: a page of articles is found first, with as few columns as its filters
 * take, and only its own languages are read. An article is found by its draft; every article has one.
 */

/** Drafts among which those with components are looked for. */
const RECENT = 500;

/** For what reads no page. */
const NO_PAGE = { page: 1, pageSize: 1, sort: 'title', isDescending: false, titleLocale: '' } as const;

/** Strapi's own difference between the times of a draft and its publication that counts as a change. */
const SAME_MS = 500;

class OverviewReader {
  private readonly articles: TypeTable;
  private readonly states: TypeTable;
  private readonly columns: Record<
    'article' | 'locale' | 'published' | 'modified' | 'title' | 'slug',
    string
  >;

  constructor(
    private readonly strapi: Strapi,
    private readonly request: OverviewRequest
  ) {
    this.articles = new TypeTable(strapi, uidOf('article'));
    this.states = new TypeTable(strapi, uidOf('editorial-state'));
    const of = (attribute: string): string => this.articles.column(attribute);
    this.columns = {
      article: of('documentId'),
      locale: of('locale'),
      published: of('publishedAt'),
      modified: of('updatedAt'),
      title: of('title'),
      slug: of('slug'),
    };
  }

  /** Returns the ids of documents with a draft in a readable language. */
  private drafts(): Query {
    const { locale, published } = this.columns;
    return this.articles
      .query()
      .whereNull(published)
      .whereIn(locale, [...this.request.locales]);
  }

  /** The articles with a state that meets the conditions on reviews and parity. */
  private byState(): Query | undefined {
    const { responsible, dueBefore, dueFrom, parity, locale } = this.request.filter;
    const wanted = this.states
      .query()
      .select(this.states.column('article'))
      .whereIn(this.states.column('language'), locale ? [locale] : [...this.request.locales]);
    let isUsed = false;
    const add = (change: () => void): void => {
      isUsed = true;
      change();
    };
    if (responsible !== undefined)
      add(() => void wanted.where(this.states.column('responsible'), responsible));
    if (dueBefore !== undefined) add(() => void wanted.where(this.states.column('dueAt'), '<=', dueBefore));
    if (dueFrom !== undefined) add(() => void wanted.where(this.states.column('dueAt'), '>=', dueFrom));
    if (parity === 'behind') add(() => void wanted.where(this.states.column('behind'), '>', 0));
    return isUsed ? wanted : undefined;
  }

  /** The articles that are published in a language, and changed since if wanted. */
  private publishedArticles(isModified: boolean): Query {
    const { article, locale, published, modified } = this.columns;
    const { name } = this.articles;
    const wanted = this.request.filter.locale;
    const query = this.strapi.db
      .getConnection(`${name} as issued`)
      .select(`issued.${article}`)
      .whereNotNull(`issued.${published}`)
      .whereIn(`issued.${locale}`, wanted ? [wanted] : [...this.request.locales]);
    if (!isModified) return query;
    return query
      .join(`${name} as draft`, (join) => {
        join.on(`draft.${article}`, `issued.${article}`).andOn(`draft.${locale}`, `issued.${locale}`);
      })
      .whereNull(`draft.${published}`)
      .whereRaw('?? > ??', [`draft.${modified}`, `issued.${modified}`]);
  }

  /** The drafts of languages that were never published. */
  private unpublished(): Query {
    const { article, locale, published } = this.columns;
    const { name } = this.articles;
    const wanted = this.request.filter.locale;
    return this.strapi.db
      .getConnection(`${name} as draft`)
      .leftJoin(`${name} as issued`, (join) => {
        join
          .on(`draft.${article}`, `issued.${article}`)
          .andOn(`draft.${locale}`, `issued.${locale}`)
          .andOnNotNull(`issued.${published}`);
      })
      .whereNull(`draft.${published}`)
      .whereNull('issued.id')
      .whereIn(`draft.${locale}`, wanted ? [wanted] : [...this.request.locales]);
  }

  /** The articles with links that do not answer in a published language. */
  private withBrokenLinks(): Query {
    const { locale } = this.request.filter;
    const uses = new TypeTable(this.strapi, uidOf('link-use')).query().select('article');
    const links = new TypeTable(this.strapi, uidOf('checked-link'));
    return uses
      .whereIn('language', locale ? [locale] : [...this.request.locales])
      .whereIn('link', links.query().select('key').whereNotNull(links.column('brokenOn')));
  }

  private applyFilter(query: Query): void {
    const { article, locale, title, slug } = this.columns;
    const { search, parity, status, articles, links, locale: language } = this.request.filter;
    const byState = this.byState();
    if (articles) query.whereIn(article, [...articles]);
    if (byState) query.whereIn(article, byState);
    if (links) query.whereIn(article, this.withBrokenLinks());
    if (search) {
      const pattern = `%${search.toLowerCase().replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
      const found = this.drafts().select(article);
      found.where((either) => {
        for (const column of [title, slug])
          either.orWhereRaw(`LOWER(??) LIKE ? ESCAPE '!'`, [column, pattern]);
      });
      query.whereIn(article, found);
    }
    if (language && parity === 'missing')
      query.whereNotIn(article, this.drafts().select(article).where(locale, language));
    else if (language) query.whereIn(article, this.drafts().select(article).where(locale, language));
    if (status === 'draft') query.whereIn(article, this.unpublished().select(`draft.${article}`));
    else if (status) query.whereIn(article, this.publishedArticles(status === 'modified'));
  }

  private get hasFilter(): boolean {
    return Object.values(this.request.filter).some((value) => value !== undefined && value !== '');
  }

  async count(): Promise<number> {
    const query = this.drafts();
    if (this.hasFilter) this.applyFilter(query);
    const [row] = await this.articles.read<{ count: number | string }[]>(
      query.countDistinct({ count: this.columns.article })
    );
    return Number(row?.count ?? 0);
  }

  /** Finds the ids of the documents of the page, in their order. */
  async page(): Promise<string[]> {
    const { article, locale, title, modified } = this.columns;
    const { page = 1, pageSize = 25, sort = 'title', isDescending = false, titleLocale = '' } = this.request;
    const query = this.drafts().select(article).groupBy(article);
    const direction = isDescending ? 'desc' : 'asc';
    if (this.hasFilter) this.applyFilter(query);
    if (sort === 'modified') query.max({ sorted: modified }).orderBy('sorted', direction);
    else if (sort === 'title') {
      // The title in the wanted language, otherwise in any.
      query
        .select(
          this.strapi.db.connection.raw(
            'COALESCE(MIN(CASE WHEN ?? = ? THEN LOWER(??) END), MIN(LOWER(??))) AS sorted',
            [locale, titleLocale, title, title]
          )
        )
        .orderBy('sorted', direction);
    } else this.orderByState(query, sort, direction);
    query
      .orderBy(article)
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const rows = await this.articles.read<Record<string, string>[]>(query);
    return rows.map((row) => row[article]!);
  }

  /** See `findDraftsWith`. */
  async draftsWith(fields: readonly string[], atLeast: number, limit: number): Promise<DraftKey[]> {
    const { article, locale, modified } = this.columns;
    const links = linkTableOf(this.strapi, uidOf('article'), fields[0]!).name;
    // Counting the components of all drafts of a large site would take seconds.
    const drafts = await this.articles.read<
      (Omit<DraftKey, 'modifiedAt'> & { id: number; modified: unknown })[]
    >(
      this.unpublished()
        .select({
          id: 'draft.id',
          article: `draft.${article}`,
          locale: `draft.${locale}`,
          modified: `draft.${modified}`,
        })
        .orderBy(`draft.${modified}`, 'desc')
        .limit(RECENT)
    );
    const rows = drafts.map(({ id }) => id);
    const found = await this.articles.read<{ row: number }[]>(
      withFields(this.strapi, links, { rows, fields, atLeast })
    );
    const isFound = new Set(found.map(({ row }) => row));
    return drafts
      .filter(({ id }) => isFound.has(id))
      .slice(0, limit)
      .map(({ article: document, locale: code, modified: time }) => ({
        article: document,
        locale: code,
        modifiedAt: new Date(timeOf(time)).toISOString(),
      }));
  }

  /** Articles without a state come last. */
  private orderByState(query: Query, sort: 'due' | 'behind', direction: 'asc' | 'desc'): void {
    const { article } = this.columns;
    const { states } = this;
    const summed = states
      .query()
      .select({ owner: states.column('article') })
      .whereIn(states.column('language'), [...this.request.locales])
      .groupBy(states.column('article'));
    if (sort === 'due') summed.min({ sorted: states.column('dueAt') });
    else summed.sum({ sorted: states.column('behind') });
    query
      .leftJoin(summed.as('state'), 'state.owner', `${this.articles.name}.${article}`)
      .max({ sorted: 'state.sorted' })
      .orderByRaw(`CASE WHEN MAX(state.sorted) IS NULL THEN 1 ELSE 0 END, sorted ${direction}`);
  }
}

interface ArticleVersion {
  documentId: string;
  locale: string;
  title: string | null;
  publishedAt: unknown;
  updatedAt: unknown;
}

const timeOf = (value: unknown): number => new Date(value as string | number | Date).getTime();

const readVersions = async (
  strapi: Strapi,
  documents: string[],
  locales: readonly string[]
): Promise<ArticleVersion[]> => {
  const table = new TypeTable(strapi, uidOf('article'));
  return table.read<ArticleVersion[]>(
    table
      .query()
      .select(table.columns(['documentId', 'locale', 'title', 'publishedAt', 'updatedAt']))
      .whereIn(table.column('documentId'), documents)
      .whereIn(table.column('locale'), [...locales])
  );
};

interface StateRow {
  article: string;
  language: string;
  behind: number | null;
  reviewedAt: unknown;
  dueAt: unknown;
  responsible: number | null;
}

const dayIn = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    // A column of days is read as midnight of the process's time zone.
    const pad = (number: number): string => String(number).padStart(2, '0');
    return `${value.getFullYear()}-${pad(value.getMonth() + 1)}-${pad(value.getDate())}`;
  }
  return typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : String(value).slice(0, 10);
};

const readStates = async (strapi: Strapi, documents: string[]): Promise<Map<string, StateRow>> => {
  const table = new TypeTable(strapi, uidOf('editorial-state'));
  const rows = await table.read<StateRow[]>(
    table
      .query()
      .select(table.columns(['article', 'language', 'behind', 'reviewedAt', 'dueAt', 'responsible']))
      .whereIn(table.column('article'), documents)
  );
  return new Map(rows.map((row) => [`${row.article} ${row.language}`, row]));
};

const readPeople = async (strapi: Strapi, ids: number[]): Promise<Map<number, Person>> => {
  if (ids.length === 0) return new Map();
  const rows = (await strapi.db.query('admin::user').findMany({ where: { id: { $in: ids } } })) as {
    id: number;
  }[];
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
};

/** Returns how many articles a filter finds in some languages. */
export const countArticles = (
  strapi: Strapi,
  filter: OverviewFilter,
  locales: readonly string[]
): Promise<number> =>
  locales.length === 0
    ? Promise.resolve(0)
    : new OverviewReader(strapi, { ...NO_PAGE, filter, locales }).count();

/** A draft as it is stored. */
export interface DraftKey {
  article: string;
  locale: string;
  /** ISO 8601. */
  modifiedAt: string;
}

/**
 * Finds drafts that were never published and have components in at least so many of some fields, the last changed first.
 *
 * @param locale only this one
 */
export const findDraftsWith = async (
  strapi: Strapi,
  fields: readonly string[],
  {
    atLeast,
    locales,
    locale,
    limit,
  }: { atLeast: number; locales: readonly string[]; locale?: string | undefined; limit: number }
): Promise<DraftKey[]> =>
  locales.length === 0
    ? []
    : new OverviewReader(strapi, { ...NO_PAGE, filter: { locale }, locales }).draftsWith(
        fields,
        atLeast,
        limit
      );

/** Returns a page of all articles with their languages. */
export const readOverview = async (strapi: Strapi, request: OverviewRequest): Promise<OverviewPage> => {
  if (request.locales.length === 0) return { rows: [], total: 0 };
  const reader = new OverviewReader(strapi, request);
  const total = await reader.count();
  const documents = await reader.page();
  if (documents.length === 0) return { rows: [], total };
  const versions = await readVersions(strapi, documents, request.locales);
  const drafts = versions.filter(({ publishedAt }) => publishedAt === null);
  const published = new Map(
    versions
      .filter(({ publishedAt }) => publishedAt !== null)
      .map((each) => [`${each.documentId} ${each.locale}`, timeOf(each.updatedAt)])
  );
  const states = await readStates(strapi, documents);
  const people = await readPeople(strapi, [
    ...new Set([...states.values()].flatMap(({ responsible }) => responsible ?? [])),
  ]);
  const changes =
    keptEntries(strapi) > 0 ? await findLastChanges(strapi, documents, request.locales) : new Map();
  const cellOf = ({ documentId, locale, title, updatedAt }: ArticleVersion): OverviewCell => {
    const key = `${documentId} ${locale}`;
    const state = states.get(key);
    const publishedAt = published.get(key);
    const isModified = publishedAt !== undefined && timeOf(updatedAt) - publishedAt > SAME_MS;
    return {
      locale,
      title: title ?? '',
      status: publishedAt === undefined ? 'draft' : isModified ? 'modified' : 'published',
      behind: state?.behind ?? 0,
      modifiedAt: new Date(timeOf(updatedAt)).toISOString(),
      reviewedAt: dayIn(state?.reviewedAt),
      dueAt: dayIn(state?.dueAt),
      responsible: (state?.responsible && people.get(state.responsible)) || null,
    };
  };
  const rows = documents.map((documentId): OverviewRow => {
    const cells = drafts
      .filter((row) => row.documentId === documentId)
      .map(cellOf)
      .sort((one, other) => (one.locale < other.locale ? -1 : 1));
    const titled = cells.find(({ locale }) => locale === request.titleLocale) ?? cells[0];
    const modifiedAt =
      cells
        .map((cell) => cell.modifiedAt)
        .sort()
        .at(-1) ?? '';
    const modifiedBy = changes.get(documentId) ?? null;
    return { documentId, title: titled?.title ?? '', modifiedAt, modifiedBy, cells };
  });
  return { rows, total };
};
