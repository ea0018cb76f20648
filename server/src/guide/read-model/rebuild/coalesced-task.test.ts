import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { CoalescedTask } from './coalesced-task';

/** Work whose runs are ended one by one. */
const createWork = () => {
  const ends: ((error?: Error) => void)[] = [];
  return {
    ends,
    work: () =>
      new Promise<void>((resolve, reject) =>
        ends.push((error) => (error === undefined ? resolve() : reject(error)))
      ),
  };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('runs once more for all callers that come during a run, and resolves them after that run', async () => {
  const { ends, work } = createWork();
  const task = new CoalescedTask(new AsyncResource('test'), work);
  let isResolved = false;
  task.run();
  await turn();
  const later = Promise.all([task.run(), task.run()]).then(() => (isResolved = true));
  ends[0]!();
  await turn();
  expect([ends.length, isResolved]).toEqual([2, false]);
  ends[1]!();
  await later;
  await turn();
  expect([ends.length, task.running]).toEqual([2, undefined]);
});

it('runs again after a run that failed, also for a caller that came during it', async () => {
  const { ends, work } = createWork();
  const task = new CoalescedTask(new AsyncResource('test'), work);
  const failing = task.run();
  await turn();
  const next = task.run();
  ends[0]!(new Error('connection lost'));
  await expect(failing).rejects.toThrow('connection lost');
  await turn();
  ends[1]!();
  await expect(next).resolves.toBeUndefined();
});

it('does not run in the scope of its caller', async () => {
  const transaction = new AsyncLocalStorage<string>();
  let seen: string | undefined = 'nothing';
  const task = new CoalescedTask(new AsyncResource('test'), async () => {
    seen = transaction.getStore();
  });
  await transaction.run('transaction', () => task.run());
  expect(seen).toBeUndefined();
});
