import { AsyncLocalStorage } from 'node:async_hooks';
import type { Strapi } from '../../plugin';
import { requestAuthor } from '../../strapi-internals/request-author';
import { toPerson } from '../person';

/** What has written something, and the administrator behind it. */
export interface Actor {
  kind: 'admin' | 'token' | 'user' | 'import' | 'schedule' | 'site';
  /** The id of the administrator. */
  person?: number | null;
  /** Of the person or the token. */
  name?: string | null;
  /** Of an import: its file, and the documentId of its run. */
  source?: string | null;
  run?: string | null;
}

const acting = new AsyncLocalStorage<Actor>();

/** Runs writes that somebody else than the sender of the request is the author of. */
export const actingAs = <Result>(actor: Actor, run: () => Promise<Result>): Promise<Result> =>
  acting.run(actor, run);

/** Returns what writes now: the site itself, unless a request or a task of the plugin says otherwise. */
export const currentActor = (strapi: Strapi): Actor => {
  const actor = acting.getStore();
  if (actor) return actor;
  const author = requestAuthor(strapi);
  if (!author) return { kind: 'site' };
  if (author.kind !== 'admin') return author;
  const { id, name } = toPerson(author.account);
  return { kind: 'admin', person: id, name };
};

/** Returns the documentId of the import that writes now. */
export const currentRun = (): string | null => acting.getStore()?.run ?? null;
