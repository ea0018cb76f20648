import type { CareerFieldConfig } from '../../config';
import { within } from '../../utils/within';
import type { Guide } from '../types';

export type CountVacancies = NonNullable<CareerFieldConfig['jobs']['count']>;

/** Of the message of an error. */
const MAX_MESSAGE = 500;

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

export type Outcome = { count: number | null } | { failure: string };

/**
 * Calls the site's function for a guide. It never throws, and never waits longer than the time limit.
 *
 * @param signal ends the wait when the site stops
 */
export const callCount = async (
  count: CountVacancies,
  guide: Guide,
  { timeoutSeconds, signal }: { timeoutSeconds: number; signal: AbortSignal }
): Promise<Outcome | 'stopped'> => {
  let stop = (): void => {};
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
  });
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const called = Promise.resolve(count({ article: guide, locale: guide.locale }));
    // One that fails after the wait has ended is nobody's error.
    called.catch(() => {});
    const value: unknown = await within(Promise.race([called, stopped]), timeoutSeconds * 1000);
    if (value === 'stopped') return 'stopped';
    if (value === 'late') return { failure: `The function did not respond within ${timeoutSeconds} s.` };
    if (value === null || value === undefined) return { count: null };
    if (isNumber(value)) return { count: value };
    return { failure: `The function returned ${String(value).slice(0, 50)}, not a number of vacancies.` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: message.slice(0, MAX_MESSAGE) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
