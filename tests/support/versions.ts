import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Heard, Reader } from './raw-http';
import { createSampler } from './sample-documents';
import { uid } from './site';

/**
 * Readers who go on reading a guide while it is published with one content after the other, and what each of them may
 * read at that moment.
 */

/** In every text of one version of an article. */
export const markOf = (version: number): string => `Edition-${version}-`;

/** The versions whose texts something has in it. */
export const versionsIn = (text: string): number[] => [
  ...new Set([...text.matchAll(/Edition-(\d+)-/g)].map(([, version]) => Number(version))),
];

/** An article with every attribute, each text of which names its version. */
export const versionOf = (
  strapi: Core.Strapi,
  version: number,
  { slug, file, category, skills }: { slug: string; file: number; category: string; skills: string[] }
): Record<string, unknown> => {
  const targets = (target: string): string[] =>
    target === uid('category') ? [category] : target === uid('skill') ? skills : [];
  return createSampler(strapi, { name: markOf(version), slug, file, targets })(uid('article'), 'full');
};

/** Who writes, and whose readers see that at once. */
export type Process = string;

/** What everybody may read after each write: a version, or nothing. */
export interface History {
  write: (by: Process, version: number | undefined, run: () => Promise<unknown>) => Promise<void>;
  /** The last write that the readers of a process must have seen. */
  lastFor: (process: Process) => number;
  /** Which write from one on has left what somebody has seen, or undefined if none has. */
  find: (seen: number | undefined, from: number) => number | undefined;
  describe: (from: number) => string;
}

/**
 * @param promisedMs how long after its return a write may be unknown to the readers of other processes
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

export interface Question {
  path: string;
  /** Responds with 404 where the guide is not there; otherwise with something that does not mention it. */
  isGuide: boolean;
  /** A mention comes back in its own time. */
  mayLack?: boolean;
}

export interface Readings {
  /** Answers that nobody may get, each once. */
  problems: string[];
  /** The number of responses of each kind. */
  counts: Record<'whole' | 'none' | 'known', number>;
}

/** Those of one process. */
export interface Readers {
  process: Process;
  read: Reader;
  questions: Question[];
  /** What each of them sends with every question; each has one companion who sends the tag of what he had before. */
  headers: Record<string, string>[];
}

/**
 * Lets readers read on while something is written. Each answer must be one whole version, and none that is older than
 * what a write had left that the reader must have seen when he asked, or than what he was given before.
 *
 * @param write is given what waits until every reader has read every question twice more
 */
export const readDuring = async (
  history: History,
  groups: Readers[],
  write: (everybodyHasRead: () => Promise<void>) => Promise<void>
): Promise<Readings> => {
  const problems = new Set<string>();
  const counts = { whole: 0, none: 0, known: 0 };
  const readers = groups.flatMap((group) =>
    group.headers.flatMap((own) => [true, false].map((hasTags) => ({ ...group, own, hasTags, rounds: 0 })))
  );
  /** What each tag was seen with. */
  const tagged = new Map<string, number | undefined>();
  let isOver = false;

  const see = ({ path, isGuide }: Question, { status, text, header }: Heard): number | undefined => {
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
    const { process, read, questions, own, hasTags } = reader;
    const before = new Map<Question, { tag: string; at: number }>();
    for (; !isOver; reader.rounds += 1) {
      for (const question of questions) {
        const { path, mayLack } = question;
        const { tag, at } = before.get(question) ?? { tag: '', at: 0 };
        const from = Math.max(at, history.lastFor(process));
        const heard = await read(path, {
          headers: { ...own, ...(hasTags && tag && { 'If-None-Match': tag }) },
        });
        const seen = see(question, heard);
        const found = history.find(seen, from);
        const isFine = found !== undefined || (mayLack && seen === undefined);
        if (!isFine) problems.add(`${process} ${path} has ${seen} instead of ${history.describe(from)}`);
        before.set(question, { tag: heard.header('etag'), at: mayLack ? at : (found ?? from) });
      }
    }
  };

  const everybodyHasRead = async (): Promise<void> => {
    const wanted = readers.map(({ rounds }) => rounds + 2);
    while (!isOver && readers.some(({ rounds }, at) => rounds < wanted[at]!)) await wait(5);
  };

  const end = (): void => {
    isOver = true;
  };
  // A failure ends all readers.
  await Promise.all([write(everybodyHasRead), ...readers.map(readOn)].map((each) => each.finally(end)));
  return { problems: [...problems], counts };
};
