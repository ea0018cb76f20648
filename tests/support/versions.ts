import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Heard, Reader } from './raw-http';
import { createSampler } from './sample-documents';
import { uid } from './site';

/**
 * Readers who go on reading a guide while it is published with one content after the other, and what each of them may
 * be answered at that moment.
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

/** What everybody may read after each write: a version, or nothing. */
export interface History {
  /** Writes that have returned, those before them included. */
  done: () => number;
  /** What may be seen by somebody who asks after so many writes and is answered now. */
  since: (done: number) => (number | undefined)[];
  write: (version: number | undefined, run: () => Promise<unknown>) => Promise<void>;
}

export const createHistory = (first: number | undefined): History => {
  const states = [first];
  let done = 0;
  return {
    done: () => done,
    since: (from) => states.slice(from),
    async write(version, run) {
      states.push(version);
      await run();
      done = states.length - 1;
    },
  };
};

export interface Question {
  path: string;
  /** Answered with 404 where the guide is not there; otherwise with something that does not mention it. */
  isGuide: boolean;
  /** A mention comes back in its own time. */
  mayLack?: boolean;
}

export interface Readings {
  /** Answers that nobody may get. */
  faults: string[];
  /** How often there was an answer of a kind. */
  counts: Record<'whole' | 'none' | 'known', number>;
}

interface Readers {
  read: Reader;
  questions: Question[];
  /** What each of them sends with every question; each has one companion who sends the tag of what he had before. */
  headers: Record<string, string>[];
  /** Writes that have returned before a question is asked. */
  done: () => number;
  /** Says what is wrong with seeing a version, or none, when so many writes were done before the question. */
  judge: (seen: number | undefined, doneBefore: number, question: Question) => string | undefined;
}

/**
 * Lets readers read on while something is written.
 *
 * @param write is given what waits until all have gone through all questions twice more
 */
export const readDuring = async (
  { read, questions, headers, done, judge }: Readers,
  write: (everybodyHasRead: () => Promise<void>) => Promise<void>
): Promise<Readings> => {
  const readings: Readings = { faults: [], counts: { whole: 0, none: 0, known: 0 } };
  const { faults, counts } = readings;
  /** What each tag was seen with. */
  const tagged = new Map<string, number | undefined>();
  const readers = headers.flatMap((own) => [true, false].map((hasTags) => ({ own, hasTags, rounds: 0 })));
  let isOver = false;

  const see = ({ path, isGuide }: Question, { status, text, header }: Heard): number | undefined => {
    const tag = `${path} ${header('etag')}`;
    if (status === 304 && tagged.has(tag)) {
      counts.known += 1;
      return tagged.get(tag);
    }
    const versions = versionsIn(text);
    if (versions.length > 1) faults.push(`${path} mixes the versions ${versions.join(', ')}`);
    const expected = isGuide && versions.length === 0 ? 404 : 200;
    if (status !== expected) faults.push(`${path} is answered with ${status}: ${text.slice(0, 200)}`);
    counts[versions.length > 0 ? 'whole' : 'none'] += 1;
    if (status === 200) tagged.set(tag, versions[0]);
    return versions[0];
  };

  const readOn = async (reader: (typeof readers)[number]): Promise<void> => {
    const tags = new Map<string, string>();
    for (; !isOver; reader.rounds += 1) {
      for (const question of questions) {
        const known = reader.hasTags && tags.get(question.path);
        const before = done();
        const heard = await read(question.path, {
          headers: { ...reader.own, ...(known && { 'If-None-Match': known }) },
        });
        const fault = judge(see(question, heard), before, question);
        if (fault) faults.push(`${question.path}: ${fault}`);
        const tag = heard.header('etag');
        if (tag) tags.set(question.path, tag);
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
  // Whoever fails ends the others.
  await Promise.all([write(everybodyHasRead), ...readers.map(readOn)].map((each) => each.finally(end)));
  return readings;
};

/** For readers of the process that writes: nothing but what is there at some time between question and answer. */
export const strictly =
  (history: History) =>
  (seen: number | undefined, doneBefore: number, { mayLack = false }: Question): string | undefined => {
    const allowed = history.since(doneBefore);
    return allowed.includes(seen) || (mayLack && seen === undefined)
      ? undefined
      : `saw ${String(seen)} where only ${allowed.map(String).join(', ')} may be seen`;
  };
