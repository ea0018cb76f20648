import type { LinkOutcome } from './check-link';
import type { CheckedLink } from './store';

type State = Pick<CheckedLink, 'failedOn' | 'brokenOn'>;

const DAY_MS = 86_400_000;

/**
 * Returns what is stored after a check. A link counts as broken after failures on two different days in UTC without an
 * answer between them; an answer clears it. After a failure it is checked again a day later.
 */
export const afterCheck = (
  before: State,
  { result, kind }: LinkOutcome,
  { now, everyDays }: { now: Date; everyDays: number }
): Omit<CheckedLink, 'id' | 'key' | 'address'> => {
  const checkedAt = now.toISOString();
  const day = checkedAt.slice(0, 10);
  const isFailure = kind === 'failure';
  const failedOn = isFailure ? (before.failedOn ?? day) : null;
  const isSecondDay = failedOn !== null && failedOn < day;
  return {
    checkedAt,
    dueAt: new Date(now.getTime() + (isFailure ? 1 : everyDays) * DAY_MS).toISOString(),
    result,
    failedOn,
    brokenOn: isFailure ? (before.brokenOn ?? (isSecondDay ? day : null)) : null,
  };
};
