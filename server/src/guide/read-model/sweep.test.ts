import { createRetries } from './retries';
import { createSweep } from './sweep';

const key = { article: 'a', locale: 'en' };

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => jest.useRealTimers());

it('ends with the attempts that are due, also for a guide that another process has rebuilt', async () => {
  const retries = createRetries();
  const attempts: string[] = [];
  const sweep = createSweep({
    table: { otherBuilds: async () => [] } as never,
    // The other process has ended the invalidation.
    invalidations: { open: async () => [] } as never,
    builds: { isRunning: () => false } as never,
    retries,
    accept: async () => 1,
    findUrgent: async () => [],
    build: async ([wanted]) => {
      attempts.push(`${wanted!.article} ${wanted!.locale}`);
      retries.succeed('a en');
      return new Set(['a en']);
    },
    generation: () => 0,
    isStopped: () => false,
    pause: async () => {},
  });
  retries.fail(key, () => {});
  await sweep();
  expect(attempts).toEqual([]);
  expect(retries.nextAttempt()).toBe(100);

  jest.advanceTimersByTime(100);
  await sweep();
  expect(attempts).toEqual(['a en']);
  expect(retries.nextAttempt()).toBeUndefined();
});
