import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { RawResponse, Reader } from './raw-http';
import { createSampler } from './sample-documents';
import { uid } from './site';

/**
 * Readers that request a guide continuously while it is published in one version after the other, and the versions that
 * each of them may get at that moment.
 */

/** The mark in every text of one version of an article. */
export const markOf = (version: number): string => `Edition-${version}-`;

/** Returns the versions whose marks a text contains. */
export const versionsIn = (text: string): number[] => [
  ...new Set([...text.matchAll(/Edition-(\d+)-/g)].map(([, version]) => Number(version))),
];

/** Returns an article with every attribute, in which each text contains the mark of its version. */
export const versionOf = (
  strapi: Core.Strapi,
  version: number,
  { slug, file, category, skills }: { slug: string; file: number; category: string; skills: string[] }
): Record<string, unknown> => {
  const targets = (target: string): string[] =>
    target === uid('category') ? [category] : target === uid('skill') ? skills : [];
  return createSampler(strapi, { name: markOf(version), slug, file, targets })(uid('article'), 'full');
};

/** The name of a process, whose readers must get its own writes at once. */
export type Process = string;

/** The state after each write: a version, or undefined when the guide is unpublished. */
export interface History {
  write: (by: Process, version: number | undefined, run: () => Promise<unknown>) => Promise<void>;
  /** Returns the index of the last write that responses of a process must include. */
  lastFor: (process: Process) => number;
  /** Returns the first write from an index on that left a version, or undefined. */
  find: (seen: number | undefined, from: number) => number | undefined;
  describe: (from: number) => string;
}

/**
 * @param promisedMs how long after its return a write may be missing in responses of other processes
 */
export const createHistory = (first: number | undefined, promisedMs = Infinity): History => {
  const states = [first];
  const done: { at: number; by: Process; returned: number }[] = [];
  return {
    async write(by, version, run) {
      const at = states.push(version) - 1;
      await run();
      done.push({ at, by, returned: performance.now() });
    },
    lastFor: (process) => {
      const now = performance.now();
      const seen = done.findLast(({ by, returned }) => by === process || now - returned > promisedMs);
      return seen?.at ?? 0;
    },
    find: (seen, from) => {
      const at = states.indexOf(seen, from);
      return at < 0 ? undefined : at;
    },
    describe: (from) => states.slice(from).map(String).join(', '),
  };
};

export interface ReadRequest {
  path: string;
  /** The response is 404 while the guide is unpublished; other requests get a response that does not contain it. */
  isGuide: boolean;
  /** After a publication the guide may be missing in the response for a while. */
  mayLack?: boolean;
}

export interface Readings {
  /** Wrong responses, each once. */
  problems: string[];
  /** The number of responses of each kind. */
  counts: Record<'whole' | 'none' | 'known', number>;
}

/** The readers of one process. */
export interface Readers {
  process: Process;
  read: Reader;
  requests: ReadRequest[];
  /** The headers of each reader; for each there is a second reader that also sends the ETag of its last response. */
  headers: Record<string, string>[];
}

/**
 * Runs readers during writes. Each response must be one whole version, and neither older than the last write that it must
 * include nor older than the reader's response before.
 *
 * @param write receives a function that waits until every reader has sent every request twice more
 */
export const readDuring = async (
  history: History,
  groups: Readers[],
  write: (untilAllHaveRead: () => Promise<void>) => Promise<void>
): Promise<Readings> => {
  const problems = new Set<string>();
  const counts = { whole: 0, none: 0, known: 0 };
  const readers = groups.flatMap((group) =>
    group.headers.flatMap((own) => [true, false].map((hasTags) => ({ ...group, own, hasTags, rounds: 0 })))
  );
  /** The version of each ETag. */
  const tagged = new Map<string, number | undefined>();
  let isOver = false;

  const check = (
    { path, isGuide }: ReadRequest,
    { status, text, header }: RawResponse
  ): number | undefined => {
    const tag = `${path} ${header('etag')}`;
    if (status === 304 && tagged.has(tag)) {
      counts.known += 1;
      return tagged.get(tag);
    }
    const versions = versionsIn(text);
    if (versions.length > 1) problems.add(`${path} mixes the versions ${versions.join(', ')}`);
    const expected = isGuide && versions.length === 0 ? 404 : 200;
    if (status !== expected) problems.add(`${path} responds with ${status}: ${text.slice(0, 200)}`);
    counts[versions.length > 0 ? 'whole' : 'none'] += 1;
    if (status === 200) tagged.set(tag, versions[0]);
    return versions[0];
  };

  const readOn = async (reader: (typeof readers)[number]): Promise<void> => {
    const { process, read, requests, own, hasTags } = reader;
    const before = new Map<ReadRequest, { tag: string; at: number }>();
    for (; !isOver; reader.rounds += 1) {
      for (const request of requests) {
        const { path, mayLack } = request;
        const { tag, at } = before.get(request) ?? { tag: '', at: 0 };
        const from = Math.max(at, history.lastFor(process));
        const response = await read(path, {
          headers: { ...own, ...(hasTags && tag && { 'If-None-Match': tag }) },
        });
        const seen = check(request, response);
        const found = history.find(seen, from);
        const isFine = found !== undefined || (mayLack && seen === undefined);
        if (!isFine) problems.add(`${process} ${path} has ${seen} instead of ${history.describe(from)}`);
        before.set(request, { tag: response.header('etag'), at: mayLack ? at : (found ?? from) });
      }
    }
  };

  const untilAllHaveRead = async (): Promise<void> => {
    const wanted = readers.map(({ rounds }) => rounds + 2);
    while (!isOver && readers.some(({ rounds }, at) => rounds < wanted[at]!)) await wait(5);
  };

  const end = (): void => {
    isOver = true;
  };
  // A failure ends all readers.
  await Promise.all([write(untilAllHaveRead), ...readers.map(readOn)].map((each) => each.finally(end)));
  return { problems: [...problems], counts };
};
