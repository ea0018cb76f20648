import { within } from '../../utils/within';

/** After how many milliseconds without a response the database is probed. */
const PATIENCE_MS = 500;

/** How long a probe may take. A reader waits for two at most: one before a response and one because of it. */
export const PROBE_MS = 700;

/**
 * After how many probes a response is given up although the database is available: its connection was lost without a
 * signal, or it hangs for another reason. About ten seconds.
 */
const MAX_PROBES = 20;

export interface Patience {
  /** Probes the database. */
  probe: () => Promise<boolean>;
  /** Whether a request may be given up. */
  mayGiveUp?: () => boolean;
  /** Another clock, for tests. */
  wait?: typeof within;
}

/**
 * Waits for a response as long as the database is available, but not forever.
 *
 * @returns `unavailable` when the database does not answer, after `PATIENCE_MS` and `PROBE_MS`; `late` when it does
 */
export const waitForResponse = async (
  response: Promise<unknown>,
  { probe, mayGiveUp = () => true, wait = within }: Patience
): Promise<'done' | 'unavailable' | 'late'> => {
  const done = response.then(() => 'done' as const);
  for (let probes = 1; ; probes += 1) {
    if ((await wait(done, PATIENCE_MS)) === 'done') return 'done';
    const availability = probe().then((isAvailable) =>
      isAvailable ? ('available' as const) : ('late' as const)
    );
    const state = await wait(Promise.race([done, availability]), PROBE_MS);
    if (state === 'done') return 'done';
    if (state === 'available' && probes < MAX_PROBES) continue;
    if (mayGiveUp()) return state === 'available' ? 'late' : 'unavailable';
  }
};

/** Whether the database answers a probe in time. */
export const isAvailable = async ({ probe, wait = within }: Patience): Promise<boolean> =>
  (await wait(probe(), PROBE_MS)) === true;
