import { AsyncLocalStorage } from 'node:async_hooks';

const checkedWrites = new AsyncLocalStorage<true>();

/**
 * Runs writes whose documents the caller holds against the rules itself, before and after, many at a time: reading each
 * one back as a whole, as is done for every other writer, would be most of the work of an import.
 */
export const withCheckedWrites = <Result>(run: () => Promise<Result>): Promise<Result> =>
  checkedWrites.run(true, run);

/** Whether the write at hand is looked at by its caller. */
export const isCheckedWrite = (): boolean => checkedWrites.getStore() === true;
