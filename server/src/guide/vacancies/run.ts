import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { storedValue } from '../../strapi-internals/core-store';
import { guidesOf } from '../index';
import { guideKey, type GuideKey } from '../key';
import { callCount, type CountVacancies, type Outcome } from './call';
import { deleteCounts, findCounts, storeCount, type VacancyCount } from './counts';

/** When the numbers are counted again, and how that went, as it is stored for all processes. */
export interface CountingState {
  /** ISO 8601. */
  nextRunAt: string | null;
  lastRunAt: string | null;
  /** Runs in a row that were ended because the function failed again and again. */
  failedRuns: number;
}

/** Failures in a row after which a run ends: whatever the function calls does not respond. */
const MAX_FAILURES = 5;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Of the pause after failed runs. */
const MAX_PAUSE_MS = DAY_MS;

/** Guides that are read at once, and calls that run at once. */
const PAGE_SIZE = 200;
const CALLS = 4;

const stateOf = (strapi: Strapi) => storedValue<CountingState>(strapi, 'vacancy-counting');

const NO_STATE: CountingState = { nextRunAt: null, lastRunAt: null, failedRuns: 0 };

export const readCounting = async (strapi: Strapi): Promise<CountingState> => ({
  ...NO_STATE,
  ...(await stateOf(strapi).get()),
});

/** Makes the numbers due now. */
export const requestCounting = async (strapi: Strapi): Promise<void> =>
  stateOf(strapi).set({ ...(await readCounting(strapi)), nextRunAt: null });

export const isCountingDue = async (strapi: Strapi, now = new Date()): Promise<boolean> => {
  if (configOf(strapi).jobs.count === null) return false;
  const { nextRunAt } = await readCounting(strapi);
  return nextRunAt === null || nextRunAt <= now.toISOString();
};

const dayOf = (iso: string): string => iso.slice(0, 10);

/** Returns what is stored after a call, and whether readers get something else from now on. */
const valuesAfter = (
  before: VacancyCount | undefined,
  outcome: Outcome,
  { now, maxAgeDays }: { now: Date; maxAgeDays: number }
): { values: Partial<VacancyCount>; isNew: boolean } => {
  const moment = now.toISOString();
  const countedAt = before?.countedAt ?? null;
  if ('count' in outcome) {
    const tried = { triedAt: moment, failures: 0, failure: null };
    // The same number gets a new date once a day, since readers see the day.
    const isSame =
      countedAt !== null && before?.count === outcome.count && dayOf(countedAt) === dayOf(moment);
    if (isSame) return { values: tried, isNew: false };
    return { values: { ...tried, count: outcome.count, countedAt: moment, changedAt: moment }, isNew: true };
  }
  const tried = { triedAt: moment, failures: (before?.failures ?? 0) + 1, failure: outcome.failure };
  const isTooOld =
    before !== undefined &&
    before.count !== null &&
    countedAt !== null &&
    now.getTime() - Date.parse(countedAt) > maxAgeDays * DAY_MS;
  return isTooOld
    ? { values: { ...tried, count: null, changedAt: moment }, isNew: true }
    : { values: tried, isNew: false };
};

interface Turn {
  strapi: Strapi;
  count: CountVacancies;
  now: () => Date;
  signal: AbortSignal;
}

/** Counts for some guides at once. @returns whether each call failed; undefined if the site stops */
const countSome = async (
  { strapi, count, now, signal }: Turn,
  guides: { id: number; key: GuideKey }[],
  stored: Map<string, VacancyCount>
): Promise<boolean[] | undefined> => {
  const { timeoutSeconds, maxAgeDays } = configOf(strapi).jobs;
  const outcomes = await Promise.all(
    guides.map(async ({ id }) => {
      const guide = await guidesOf(strapi).storedGuide(id);
      return guide ? callCount(count, guide, { timeoutSeconds, signal }) : 'gone';
    })
  );
  if (signal.aborted) return undefined;
  await strapi.db.transaction(async () => {
    const changed: GuideKey[] = [];
    for (const [at, outcome] of outcomes.entries()) {
      if (typeof outcome === 'string') continue;
      const { key } = guides[at]!;
      const { values, isNew } = valuesAfter(stored.get(guideKey(key)), outcome, { now: now(), maxAgeDays });
      await storeCount(strapi, key, values);
      if (isNew) changed.push(key);
    }
    if (changed.length > 0) await guidesOf(strapi).notifyVacancies(changed);
  });
  return outcomes.map((outcome) => typeof outcome === 'object' && 'failure' in outcome);
};

/** @returns `complete` after the last guide, `failing` after too many failures, `stopped` if the site stops */
const countAll = async (turn: Turn): Promise<'complete' | 'failing' | 'stopped'> => {
  const { strapi, now } = turn;
  const dueBefore = new Date(now().getTime() - configOf(strapi).jobs.everyMinutes * MINUTE_MS).toISOString();
  const seen = new Set<string>();
  let failures = 0;
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = await guidesOf(strapi).withVacancies(after, PAGE_SIZE);
    for (const { key } of page.guides) seen.add(guideKey(key));
    const keys = page.guides.map(({ key }) => guideKey(key));
    const stored = new Map((await findCounts(strapi, keys)).map((row) => [row.key, row]));
    // A run that was interrupted goes on where it was, and what has failed is tried again.
    const due = page.guides.filter(({ key }) => {
      const known = stored.get(guideKey(key));
      return !known || known.failures > 0 || (known.triedAt ?? '') <= dueBefore;
    });
    for (let at = 0; at < due.length; at += CALLS) {
      const failed = await countSome(turn, due.slice(at, at + CALLS), stored);
      if (!failed) return 'stopped';
      for (const each of failed) failures = each ? failures + 1 : 0;
      if (failures >= MAX_FAILURES) return 'failing';
    }
    after = page.last;
  }
  const gone = (await findCounts(strapi)).filter(({ key }) => !seen.has(key));
  await deleteCounts(
    strapi,
    gone.map(({ key }) => key)
  );
  return 'complete';
};

/**
 * Calls the site's function for each published guide with a link to all vacancies whose number is due. After some failures
 * in a row it pauses, twice as long after each such run, for a day at most.
 *
 * @param signal ends the run when the site stops
 */
export const countVacancies = async (
  strapi: Strapi,
  signal: AbortSignal,
  now = () => new Date()
): Promise<void> => {
  const { count, everyMinutes } = configOf(strapi).jobs;
  if (count === null) return;
  const { failedRuns } = await readCounting(strapi);
  const outcome = await countAll({ strapi, count, now, signal });
  if (outcome === 'stopped') return;
  const failed = outcome === 'failing' ? failedRuns + 1 : 0;
  const pause = Math.min(
    everyMinutes * MINUTE_MS * 2 ** failed,
    Math.max(MAX_PAUSE_MS, everyMinutes * MINUTE_MS)
  );
  await stateOf(strapi).set({
    lastRunAt: now().toISOString(),
    nextRunAt: new Date(now().getTime() + pause).toISOString(),
    failedRuns: failed,
  });
  if (failed > 0) {
    strapi.log.warn(
      '[career-field] jobs.count failed several times in a row; the panel says why. It pauses.'
    );
  }
};
