import { createHash } from 'node:crypto';
import type { Strapi } from '../../plugin';
import type { GuideContentError } from '../content-error';
import type { CatalogueEntry } from '../catalogue-types';
import type { AssembledGuide, Guide, GuideCard, GuideReference } from '../types';
import {
  keyOf,
  toDependencies,
  type BuiltRow,
  type GuideKey,
  type OutdatedRow,
  type OutdatedState,
  type StoredEntry,
  type Table,
} from './table';

/** What is stored of a guide beside it, so that lists and searches need not read it. */
export type EntryData = Omit<CatalogueEntry, 'id' | 'version' | 'key' | 'article' | 'locale'> & {
  /** Of the finished guide: another one whenever a byte of it is another. */
  hash: string;
} & Pick<AssembledGuide, 'changesOn'>;

/** What is left of a guide that is no longer published. */
export interface RemovedData {
  slug: string | null;
  changedAt: string;
}

export type Assemble = (
  keys: GuideKey[],
  onContentError: (error: GuideContentError) => void
) => Promise<Map<string, AssembledGuide>>;

/** How long a guide whose rebuild failed waits for the next attempt, in milliseconds: doubled with each failure. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 60_000;

/** Guides that are made in one transaction: few enough not to keep writers waiting, enough to share statements. */
const BATCH = 25;

const parse = <Data>(text: string | null): Partial<Data> => (text ? (JSON.parse(text) as Partial<Data>) : {});

const hashOf = (payload: string): string => createHash('sha256').update(payload).digest('base64url');

const toRow = (row: StoredEntry, assembled: AssembledGuide | undefined, now: string): BuiltRow => {
  const before = parse<EntryData & RemovedData>(row.entry);
  if (!assembled) {
    // What was never published is told to nobody.
    const wasPublished = before.hash !== undefined;
    const changedAt = wasPublished ? now : (before.changedAt ?? now);
    const removed: RemovedData = { slug: before.slug ?? null, changedAt };
    return {
      id: row.id,
      state: 'removed',
      entry: JSON.stringify(removed),
      dependencies: '',
      payload: null,
    };
  }
  const { guide, card, searchText, previousSlugs, categories, skills, studyPaths, dependencies, changesOn } =
    assembled;
  const payload = JSON.stringify(guide);
  const hash = hashOf(payload);
  const entry: EntryData = {
    slug: guide.slug,
    previousSlugs,
    card,
    searchText,
    categories,
    skills,
    studyPaths,
    noIndex: guide.seo.noIndex,
    publishedAt: guide.publishedAt,
    updatedAt: guide.updatedAt,
    // Something that the guide does not show has changed, perhaps: then it is still the same guide.
    changedAt: before.hash === hash && before.changedAt ? before.changedAt : now,
    alternates: guide.alternates.map(({ locale, slug }) => ({ locale, slug })),
    hash,
    changesOn,
  };
  return {
    id: row.id,
    state: 'ready',
    entry: JSON.stringify(entry),
    dependencies: toDependencies(dependencies),
    payload,
  };
};

const ARTICLE = 'article:';

/** The other articles that a guide shows: as cards, or with title and slug. */
const shownIn = ({ related, sections }: Guide): (GuideCard | GuideReference)[] => [
  ...related,
  ...sections.flatMap((section) =>
    section.type === 'areas' ? section.items.flatMap(({ guide }) => guide ?? []) : []
  ),
];

const withCards = (guide: Guide, cards: Map<string, GuideCard>): Guide => {
  const present = (shown: GuideCard[]): GuideCard[] =>
    shown.map((card) => cards.get(card.documentId) ?? card);
  return {
    ...guide,
    related: present(guide.related),
    sections: guide.sections.map((section) =>
      section.type === 'related' ? { ...section, guides: present(section.guides) } : section
    ),
  };
};

/**
 * Whether the stored card of a guide is its present one. It is where the guide is up to date or only shows another
 * article that was written, as two neighbours do that show each other. One that is out of date otherwise, or gone, has
 * no card to show.
 */
export const hasCard = (row: StoredEntry | undefined): row is StoredEntry =>
  row?.state === 'ready' || row?.state === 'touched';

/** The languages of a guide, with what each of them shows of the others, as a text. */
const toLanguages = (languages: { locale: string; slug: string; title: string }[]): string =>
  JSON.stringify(languages.map(({ locale, slug, title }) => [locale, slug, title]).sort());

/**
 * Guides that show an article that was written, or one of their own languages that was, with its present card in the
 * place of the old one: most of what is written in an article is nothing else to them, and this takes a fraction of
 * making them anew. Left out is who shows one that is gone or has another title or address, which stand in more places,
 * and who could show one more: Strapi links a published article to a neighbour when that one is published.
 */
const updateCards = async (table: Table, rows: OutdatedRow[], now: string): Promise<BuiltRow[]> => {
  if (rows.length === 0) return [];
  const payloads = await table.payloads(rows.map(({ id }) => id));
  const guides = rows.flatMap((row) => {
    const text = payloads.get(row.id)?.payload;
    return text ? [{ row, guide: JSON.parse(text) as Guide }] : [];
  });
  // Those that it would show if they were published are among them.
  const articlesOf = ({ dependencies }: OutdatedRow): string[] =>
    (dependencies ?? '')
      .split('|')
      .flatMap((name) => (name.startsWith(ARTICLE) ? [name.slice(ARTICLE.length)] : []));
  const keys = guides.flatMap(({ row, guide }) =>
    [...shownIn(guide).map(({ documentId }) => documentId), ...articlesOf(row)].map((article) =>
      keyOf({ article, locale: row.language })
    )
  );
  const present = new Map((await table.withKeys([...new Set(keys)])).map((row) => [row.key, row]));
  const own = await table.ofArticles([...new Set(guides.map(({ row }) => row.article))]);
  /** Its languages as they are now; undefined where that is not known of one. */
  const languagesOf = ({ article }: OutdatedRow): string | undefined => {
    const published = own.filter((row) => row.article === article && row.state !== 'removed');
    if (!published.every(hasCard)) return undefined;
    return toLanguages(
      published.flatMap(({ language: locale, entry }) => {
        const { card } = parse<EntryData>(entry);
        return card ? [{ locale, slug: card.slug, title: card.title }] : [];
      })
    );
  };
  return guides.flatMap(({ row, guide }) => {
    if (languagesOf(row) !== toLanguages(guide.alternates)) return [];
    const cards = new Map<string, GuideCard>();
    for (const { documentId, title, slug } of shownIn(guide)) {
      const neighbour = present.get(keyOf({ article: documentId, locale: row.language }));
      const { card } = parse<EntryData>(hasCard(neighbour) ? neighbour.entry : null);
      if (card?.title !== title || card.slug !== slug) return [];
      cards.set(documentId, card);
    }
    // One that is out of date itself may be about to come back.
    const isNew = (article: string): boolean => {
      const state = present.get(keyOf({ article, locale: row.language }))?.state ?? 'removed';
      return article !== row.article && !cards.has(article) && state !== 'removed';
    };
    if (articlesOf(row).some(isNew)) return [];
    const payload = JSON.stringify(withCards(guide, cards));
    const before = JSON.parse(row.entry!) as EntryData;
    const hash = hashOf(payload);
    if (hash === before.hash) return [{ id: row.id, state: 'ready' as const }];
    const entry: EntryData = { ...before, hash, changedAt: now };
    return [{ id: row.id, state: 'ready' as const, entry: JSON.stringify(entry), payload }];
  });
};

/** Whether a stored guide is no longer what its article gives, because a day has come. */
export const isDue = (changesOn: EntryData['changesOn'], now: Date): boolean =>
  changesOn !== null && changesOn <= now.toISOString().slice(0, 10);

/** A failed rebuild, until the next attempt succeeds. */
interface Failure {
  attempts: number;
  /** By `performance.now()`. */
  retryAt: number;
}

/** What a driver says without the statement and its values, which hold whole guides. */
const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(' - ') + 1).trim();
  return reason.length > 300 ? `${reason.slice(0, 300)}…` : reason;
};

/**
 * Rebuilds stale guides, some in a transaction.
 *
 * A failure never removes a guide: only an article that the same transaction finds unpublished or deleted does. After
 * any other failure the last good guide stays, and the row waits for its next attempt, longer each time, without
 * holding up the others. An article whose content is at fault is reported and waits until it is written again.
 */
export const createBuilder = (strapi: Strapi, table: Table, assemble: Assemble) => {
  const failures = new Map<number, Failure>();

  const isWaiting = (id: number): boolean => (failures.get(id)?.retryAt ?? 0) > performance.now();

  const build = async (rows: OutdatedRow[]): Promise<BuiltRow[]> => {
    const now = new Date().toISOString();
    const touched = rows.filter(({ state, entry }) => state === 'touched' && entry !== null);
    const updated = await updateCards(table, touched, now);
    const isUpdated = new Set(updated.map(({ id }) => id));
    const outdated = rows.filter(({ id }) => !isUpdated.has(id));
    if (outdated.length === 0) return updated;
    const faulty = new Set<string>();
    const assembled = await assemble(
      outdated.map(({ article, language }) => ({ article, locale: language })),
      (error) => {
        faulty.add(keyOf(error.key));
        strapi.log.error(
          `[career-field] ${error.message} The last good guide stays as it is until the article is written again.`
        );
      }
    );
    const built = outdated.map((row): BuiltRow => {
      const key = keyOf({ article: row.article, locale: row.language });
      if (!faulty.has(key)) return toRow(row, assembled.get(key), now);
      return { id: row.id, state: row.payload ? 'ready' : 'failed' };
    });
    return [...updated, ...built];
  };

  const noteFailure = (id: number, error: unknown): void => {
    const attempts = (failures.get(id)?.attempts ?? 0) + 1;
    const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
    failures.set(id, { attempts, retryAt: performance.now() + delay });
    // Once at the beginning, and then rarely: a database that is down for an hour must not fill the log.
    if (attempts === 1 || delay === LONGEST_RETRY_MS) {
      strapi.log.warn(
        `[career-field] The guide in row ${id} could not be rebuilt and stays as it was; the next attempt follows in ${delay} ms: ${reasonOf(error)}`
      );
    }
  };

  const fill = async (ids: number[]): Promise<number> => {
    try {
      const built = await table.fill(ids, build);
      for (const id of ids) failures.delete(id);
      return built;
    } catch (error) {
      if (ids.length > 1) {
        let built = 0;
        for (const id of ids) built += await fill([id]);
        return built;
      }
      noteFailure(ids[0]!, error);
      return 0;
    }
  };

  return {
    /** Rebuilds some of the rows that are in one of these states and do not wait for another attempt. */
    async some(states: readonly OutdatedState[]): Promise<{ found: number; built: number }> {
      const ids = await table.outdated(states, BATCH, (id) => !isWaiting(id));
      return { found: ids.length, built: ids.length === 0 ? 0 : await fill(ids) };
    },

    /** Rebuilds a row, if it is stale and does not wait for another attempt. */
    one: async (id: number): Promise<number> => (isWaiting(id) ? 0 : fill([id])),

    isWaiting,

    /** Milliseconds until the next attempt is due, or undefined if no rebuild has failed. */
    nextAttempt(): number | undefined {
      if (failures.size === 0) return undefined;
      const first = [...failures.values()].reduce((min, { retryAt }) => Math.min(min, retryAt), Infinity);
      return Math.max(first - performance.now(), 0);
    },
  };
};
