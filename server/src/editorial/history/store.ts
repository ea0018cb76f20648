import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { ensureIndex } from '../../strapi-internals/indexes';
import { TypeTable } from '../../strapi-internals/type-table';
import { toPerson, type UserRow } from '../person';
import type { Actor } from './actor';

export type HistoryAction = 'create' | 'update' | 'publish' | 'unpublish' | 'discard' | 'review' | 'delete';

/** Something that has happened to an article in one language. */
export interface HistoryEvent {
  article: string;
  locale: string;
  action: HistoryAction;
  /** The names of the attributes that were changed. */
  parts: string[];
  actor: Actor;
}

/** An event as it is stored. */
interface StoredEntry {
  id: number;
  key: string;
  article: string;
  language: string;
  action: HistoryAction;
  parts: string[] | null;
  at: string;
  actor: Actor['kind'];
  person?: UserRow | null;
  name: string | null;
  source: string | null;
  run: string | null;
}

/** What the panel shows of an entry. */
export interface HistoryEntry {
  id: number;
  locale: string;
  action: HistoryAction;
  parts: string[];
  at: string;
  actor: Actor['kind'];
  name: string | null;
  source: string | null;
}

/** Saves of one person within so many milliseconds are one entry. */
const SAME_SITTING_MS = 10 * 60 * 1000;

const MAX_TEXT = 255;

const UID = 'history-entry';

const query = (strapi: Strapi) => strapi.db.query(uidOf(UID));

const keyOf = ({ article, locale }: Pick<HistoryEvent, 'article' | 'locale'>): string =>
  `${article} ${locale}`;

/** Creates the indexes of the table. */
export const prepareHistory = async (strapi: Strapi): Promise<void> => {
  await ensureIndex(strapi, uidOf(UID), 'key', { suffix: 'key' });
  await ensureIndex(strapi, uidOf(UID), 'article', { suffix: 'article' });
};

const cut = (text: string | null | undefined): string | null => text?.slice(0, MAX_TEXT) ?? null;

const toRow = ({ article, locale, action, parts, actor }: HistoryEvent, at: string) => ({
  key: keyOf({ article, locale }),
  article,
  language: locale,
  action,
  parts,
  at,
  actor: actor.kind,
  person: actor.person ?? null,
  name: cut(actor.name),
  source: cut(actor.source),
  run: actor.run ?? null,
});

/** Adds an update to the last entry, if that is one of the same person a short while ago. @returns whether it did */
const addToLast = async (strapi: Strapi, event: HistoryEvent, now: Date): Promise<boolean> => {
  const last = (await query(strapi).findOne({
    where: { key: keyOf(event) },
    orderBy: { id: 'desc' },
    populate: ['person'],
  })) as StoredEntry | null;
  const { kind, person = null, name } = event.actor;
  const isSame =
    last?.action === 'update' &&
    last.actor === kind &&
    (last.person?.id ?? null) === person &&
    last.name === cut(name) &&
    now.getTime() - new Date(last.at).getTime() < SAME_SITTING_MS;
  if (!isSame) return false;
  const parts = [...new Set([...(last.parts ?? []), ...event.parts])];
  await query(strapi).update({ where: { id: last.id }, data: { parts, at: now.toISOString() } as never });
  return true;
};

/** Deletes the oldest entries of articles that have too many. */
const prune = async (strapi: Strapi, keys: string[], keep: number): Promise<void> => {
  const table = new TypeTable(strapi, uidOf(UID));
  const full = await table.read<{ key: string }[]>(
    table.query().select('key').whereIn('key', keys).groupBy('key').havingRaw('COUNT(*) > ?', [keep])
  );
  for (const { key } of full) {
    const old = (await query(strapi).findMany({
      where: { key },
      select: ['id'],
      orderBy: { id: 'desc' },
      offset: keep,
      limit: 1,
    })) as { id: number }[];
    for (const { id } of old) await query(strapi).deleteMany({ where: { key, id: { $lte: id } } });
  }
};

/** @param keep how many entries an article has in one language at most */
export const storeEvents = async (
  strapi: Strapi,
  events: readonly HistoryEvent[],
  keep: number,
  now = new Date()
): Promise<void> => {
  const [first] = events;
  const isAdded =
    first?.action === 'update' && first.actor.kind !== 'import' && (await addToLast(strapi, first, now));
  const added = isAdded ? events.slice(1) : events;
  if (added.length === 0) return;
  await query(strapi).createMany({ data: added.map((event) => toRow(event, now.toISOString())) });
  for (const keys of inParts(new Set(added.map(keyOf)))) await prune(strapi, keys, keep);
};

/** Deletes what happened to an article. */
export const deleteHistory = async (strapi: Strapi, article: string): Promise<void> => {
  await query(strapi).deleteMany({ where: { article } });
};

/** Returns what happened to an article in one language, the last first; that another language was deleted is part of it. */
export const findHistory = async (
  strapi: Strapi,
  { article, locale }: Pick<HistoryEvent, 'article' | 'locale'>,
  { page, pageSize }: { page: number; pageSize: number }
): Promise<{ entries: HistoryEntry[]; total: number }> => {
  const where = { article, $or: [{ language: locale }, { action: 'delete' }] };
  const rows = (await query(strapi).findMany({
    where,
    orderBy: { id: 'desc' },
    limit: pageSize,
    offset: (page - 1) * pageSize,
    populate: ['person'],
  })) as StoredEntry[];
  return {
    entries: rows.map(({ id, language, action, parts, at, actor, person, name, source }) => ({
      id,
      locale: language,
      action,
      parts: parts ?? [],
      at,
      actor,
      // The name as it is now, as long as the account exists.
      name: person ? toPerson(person).name : name,
      source,
    })),
    total: await query(strapi).count({ where }),
  };
};

/** Who has changed an article last. */
export interface LastChange {
  actor: Actor['kind'];
  name: string | null;
  /** The file of an import. */
  source: string | null;
}

/** Returns who has changed each of some articles last, in any of some languages. */
export const findLastChanges = async (
  strapi: Strapi,
  articles: readonly string[],
  locales: readonly string[]
): Promise<Map<string, LastChange>> => {
  const table = new TypeTable(strapi, uidOf(UID));
  const last = table
    .query()
    .max('id')
    .whereIn('article', [...articles])
    .whereIn('language', [...locales])
    .whereIn('action', ['create', 'update'])
    .groupBy('article');
  const rows = await table.read<(LastChange & { article: string })[]>(
    table.query().select('article', 'actor', 'name', 'source').whereIn('id', last)
  );
  return new Map(rows.map(({ article, ...change }) => [article, change]));
};
