import type { Strapi } from '../plugin';
import { tryLockOf } from '../strapi-internals/database-lock';

/** Each minute, in every process; the task itself decides whether anything is due. */
const EVERY_MINUTE = '* * * * *';

interface RegularTask {
  name: string;
  /** The turn that is under way. */
  running: Promise<void> | undefined;
  stop: AbortController;
}

const tasks = new WeakMap<Strapi, RegularTask[]>();

/**
 * Runs a task in one of the processes, now: in whichever takes the lock first. The others skip this turn.
 *
 * @returns whether this process has run it
 */
export const runInOneProcess = async (
  strapi: Strapi,
  name: string,
  run: () => Promise<unknown>
): Promise<boolean> => {
  const release = await tryLockOf(strapi, `task-${name}`)();
  if (!release) return false;
  try {
    await run();
    return true;
  } finally {
    await release();
  }
};

/**
 * Runs a task every minute, in one of the processes. A turn that takes longer skips the next ones.
 *
 * @param run reads what is due from the database, so that a restart misses nothing; called only under the lock, with what ends it early
 * @param isDue is called before the lock is taken
 */
export const addRegularTask = (
  strapi: Strapi,
  name: string,
  { run, isDue }: { run: (signal: AbortSignal) => Promise<unknown>; isDue: () => Promise<boolean> }
): void => {
  const task: RegularTask = { name, running: undefined, stop: new AbortController() };
  tasks.set(strapi, [...(tasks.get(strapi) ?? []), task]);
  const turn = async (): Promise<void> => {
    try {
      if (await isDue()) await runInOneProcess(strapi, name, () => run(task.stop.signal));
    } catch (error) {
      strapi.log.warn(`[career-field] ${name}: ${(error as Error).message}`);
    }
  };
  strapi.cron.add({
    [`career-field ${name}`]: {
      options: { rule: EVERY_MINUTE },
      task: async () => {
        task.running ??= turn().finally(() => {
          task.running = undefined;
        });
        await task.running;
      },
    },
  });
};

/** Ends the regular tasks, and waits for those that run. */
export const stopRegularTasks = async (strapi: Strapi): Promise<void> => {
  const own = tasks.get(strapi) ?? [];
  tasks.delete(strapi);
  for (const { name, stop } of own) {
    strapi.cron.remove(`career-field ${name}`);
    stop.abort();
  }
  await Promise.all(own.map(({ running }) => running));
};
