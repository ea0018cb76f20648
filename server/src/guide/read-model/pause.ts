/**
 * How long the background leaves the process to its readers after a write, in milliseconds, before it rebuilds guides
 * that nobody has asked for: who has just published looks at the page and at lists first.
 */
const PAUSE_MS = 250;

/** A pause that ends at once while somebody waits for what comes after it. */
export const createPause = () => {
  let hurried = 0;
  let end: (() => void) | undefined;

  return {
    /** Waits, unless somebody is in a hurry. */
    pause: (): Promise<void> =>
      hurried > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(() => end?.(), PAUSE_MS);
            end = () => {
              clearTimeout(timer);
              end = undefined;
              resolve();
            };
          }),

    /** Ends the present pause: something more urgent has come. */
    interrupt: (): void => end?.(),

    /** Leaves pauses out until some work is done, the present one too. */
    async without<Result>(work: () => Promise<Result>): Promise<Result> {
      hurried += 1;
      end?.();
      try {
        return await work();
      } finally {
        hurried -= 1;
      }
    },
  };
};
