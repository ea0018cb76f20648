import type { AsyncResource } from 'node:async_hooks';
import { uidOf, type Strapi } from '../../plugin';
import { guideKey, type GuideKey } from '../key';
import { inParts } from './database';
import { RETAINED, type Invalidations, type OpenInvalidation } from './invalidations';
import type { LocalesInMemory } from './locales-in-memory';
import { findDifferences } from './reconcile';
import type { Moment } from './settling';
import { concerns, writtenArticles } from './staleness';
import type { Table } from './table';

/**
 * A connection that was lost without a word, as behind a firewall that forgets it, never answers. Reads that take longer
 * than this many milliseconds are given up, so that the next reader begins another one with another connection.
 */
const MAX_READ_MS = 10_000;

/** @throws an error of the database when some reads take too long */
const inTime = async (reads: Promise<void>, giveUp: () => void): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp();
      const message = `The database has not answered within ${MAX_READ_MS} ms.`;
      reject(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
    }, MAX_READ_MS);
  });
  try {
    await Promise.race([reads, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** What the process knows of the log at a moment. */
export interface Known extends Moment {
  counter: number;
  isWithdrawn: (key: GuideKey) => boolean;
  /** By `performance.now()`: when it was read, and when it last was different. */
  checkedAt: number;
  changedAt: number;
}

export interface KnownLogOptions {
  table: Table;
  invalidations: Invalidations;
  locales: LocalesInMemory;
  /** The scope of what runs for everybody, and must not be part of the transaction of the caller that starts it. */
  apart: AsyncResource;
  maxStaleMs: number;
  /** Is called after the log was read. */
  onRead: (known: Known) => void;
}

/** What this process knows of the log, and the languages in memory that follow it. */
export const createKnownLog = (
  strapi: Strapi,
  { table, invalidations, locales, apart, maxStaleMs, onRead }: KnownLogOptions
) => {
  let known: Known | undefined;
  /** Goes up with each write of this process, and with each rebuild that a reader has waited for. */
  let generation = 0;
  let seenGeneration = -1;

  /** Which articles that were written are not published any more. */
  const findWithdrawn = async (open: OpenInvalidation[]): Promise<Known['isWithdrawn']> => {
    const written = [...writtenArticles(open).values()];
    if (written.length === 0) return () => false;
    const articles = [...new Set(written.map(({ article }) => article))];
    const published = new Set<string>();
    for (const part of inParts(articles)) {
      const rows = (await strapi.db.query(uidOf('article')).findMany({
        where: { publishedAt: { $notNull: true }, documentId: { $in: part } },
        select: ['documentId', 'locale'],
      })) as { documentId: string; locale: string }[];
      for (const row of rows) published.add(guideKey({ article: row.documentId, locale: row.locale }));
    }
    const byArticle = new Map<string, { locale: string }[]>();
    for (const each of written) byArticle.set(each.article, [...(byArticle.get(each.article) ?? []), each]);
    return ({ article, locale }) =>
      byArticle.get(article)?.some((each) => concerns(each, locale)) === true &&
      !published.has(guideKey({ article, locale }));
  };

  const accept = (): Promise<number> => invalidations.accept(() => findDifferences(strapi, table));

  /** A read of the log, with the generation that it began at. */
  interface Read {
    generation: number;
    done: Promise<void>;
    isGivenUp: boolean;
  }

  /** Reads what has changed since the last time. */
  const load = async (read: Read): Promise<void> => {
    const checkedAt = performance.now();
    const counter = await accept();
    if (read.isGivenUp) return;
    if (known?.counter === counter) {
      known.checkedAt = checkedAt;
      return;
    }
    // The log of so long ago is not complete any more.
    if (known && counter - known.counter > RETAINED) locales.clear();
    const from = known?.counter;
    const codes = locales.codes();
    const written = from === undefined ? [] : await invalidations.since(from);
    const open = await invalidations.open();
    const isWithdrawn = await findWithdrawn(open);
    const rows = from === undefined || codes.length === 0 ? [] : await table.changedSince(from, codes);
    if (read.isGivenUp) return;
    await locales.apply({ rows, written: written.map(({ name }) => name), open, isWithdrawn });
    if (read.isGivenUp) return;
    known = { counter, open, isWithdrawn, settled: new Set(), checkedAt, changedAt: checkedAt };
  };

  /** The read that is under way, and the one that has yet to begin. */
  let running: Read | undefined;
  let next: Promise<void> | undefined;

  /** Waits for a read that begins after the last write of this process; however many follow, for no other one. */
  const refresh = (): Promise<void> => {
    if (running && running.generation === generation) return running.done;
    next ??= apart.runInAsyncScope(async () => {
      await running?.done.catch(() => {});
      const own: Read = { generation, done: next!, isGivenUp: false };
      running = own;
      next = undefined;
      try {
        await inTime(load(own), () => {
          own.isGivenUp = true;
          // What takes it in may hang, too.
          locales.clear();
        });
        seenGeneration = own.generation;
      } finally {
        running = undefined;
      }
      onRead(known!);
    });
    return next;
  };

  const peek = (): Known | undefined => {
    if (!known || seenGeneration !== generation) return undefined;
    const age = performance.now() - known.checkedAt;
    if (age > maxStaleMs) return undefined;
    // Early, so that hardly any reader has to wait for it.
    if (age > maxStaleMs / 2 && !running) refresh().catch(() => {});
    return known;
  };

  const reading = new Map<string, Promise<void>>();

  return {
    accept,
    refresh,

    /** What is known, however old it is. */
    current: (): Known | undefined => known,

    /** What is known without the database, or undefined if it is too old. */
    peek,

    /** What is known as of now: the last writes of this process are in it. */
    async fresh(): Promise<Known> {
      const found = peek();
      if (found) return found;
      // Inside a transaction of the caller what is known must do: on SQLite there is no second connection, and what is
      // not committed must not be kept.
      if (!strapi.db.inTransaction() || !known) await refresh();
      return known!;
    },

    /** What was read before does not do for the next reader. */
    invalidate(): void {
      generation += 1;
    },

    /** The next reader asks the database. */
    expire(): void {
      if (known) known.checkedAt = Number.NEGATIVE_INFINITY;
    },

    /** Reads a language into memory, once for everybody who waits for it. */
    loadLocale(locale: string): Promise<void> {
      let read = reading.get(locale);
      if (!read) {
        read = apart
          .runInAsyncScope(() => inTime(locales.load(locale), () => locales.forget(locale)))
          .finally(() => reading.delete(locale));
        reading.set(locale, read);
      }
      return read;
    },

    /** What is running. */
    pending: (): Promise<unknown> => Promise.allSettled([running?.done, next]),
  };
};

export type KnownLog = ReturnType<typeof createKnownLog>;
