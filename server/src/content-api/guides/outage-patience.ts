/** After how many milliseconds without a response the database is asked whether it is there. */
export const PATIENCE_MS = 500;

/** How long its answer may take. A reader waits for it twice at most: before a response is there, and because of one. */
export const PROBE_MS = 700;

/**
 * After how many probes a response is given up although the database is there: its own connection was lost without a
 * word, or it hangs for another reason. About ten seconds.
 */
const MAX_PROBES = 20;

/** Resolves with what comes first: the promise, or the end of the time. */
export const within = async <Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

export interface Patience {
  /** Asks the database whether it is there. */
  probe: () => Promise<boolean>;
  /** Whether somebody without a response may be left without one. */
  mayGiveUp?: () => boolean;
  /** Another clock, for tests. */
  wait?: typeof within;
}

/**
 * Waits for a response as long as the database is there, and not for ever.
 *
 * @returns `absent` when the database is not there, after `PATIENCE_MS` and `PROBE_MS`; `late` when it is there
 */
export const waitForResponse = async (
  response: Promise<unknown>,
  { probe, mayGiveUp = () => true, wait = within }: Patience
): Promise<'done' | 'absent' | 'late'> => {
  const done = response.then(() => 'done' as const);
  for (let probes = 1; ; probes += 1) {
    if ((await wait(done, PATIENCE_MS)) === 'done') return 'done';
    const presence = probe().then((isThere) => (isThere ? ('present' as const) : ('late' as const)));
    const state = await wait(Promise.race([done, presence]), PROBE_MS);
    if (state === 'done') return 'done';
    if (state === 'present' && probes < MAX_PROBES) continue;
    if (mayGiveUp()) return state === 'present' ? 'late' : 'absent';
  }
};

/** Whether the database says in time that it is there. */
export const isPresent = async ({ probe, wait = within }: Patience): Promise<boolean> =>
  (await wait(probe(), PROBE_MS)) === true;
