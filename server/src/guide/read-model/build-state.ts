import { randomUUID } from 'node:crypto';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { Table } from './table';

const STORE_KEY = { type: 'plugin', name: PLUGIN_ID, key: 'guides-made-by' } as const;

interface Stored {
  build: string;
  /** Whether no guide of another build is left. */
  isComplete: boolean;
}

/**
 * Which build the stored guides are to be of, so that a rebuild of all of them goes on where it was interrupted: a row
 * that has the build already is not rebuilt again.
 *
 * @param hash names the release and the options
 */
export const createBuildState = (strapi: Strapi, table: Table, hash: string) => {
  let state: Stored = { build: hash, isComplete: true };

  const read = async (): Promise<Stored | undefined> => {
    const value = (await strapi.store.get(STORE_KEY)) as Stored | string | null;
    // Earlier releases kept only their hash.
    return typeof value === 'string' ? { build: value, isComplete: true } : (value ?? undefined);
  };

  const write = async (value: Stored): Promise<void> => {
    state = value;
    await strapi.store.set({ ...STORE_KEY, value });
  };

  const isOurs = ({ build }: Stored): boolean => build === hash || build.startsWith(`${hash}.`);

  /**
   * Takes the build over that other processes have begun, and resumes it if guides of another one are left. While the
   * processes of a site are replaced by a new release, one of the old release may store guides after everything was
   * rebuilt. One that is of the old release itself does nothing.
   *
   * @returns whether guides are left to be rebuilt
   */
  const resume = async (): Promise<boolean> => {
    const stored = await read();
    if (!stored || !isOurs(stored)) return false;
    state = stored;
    if (!stored.isComplete) return true;
    const [left] = await table.otherBuilds(stored.build, 0, 1);
    if (left) await write({ ...stored, isComplete: false });
    return left !== undefined;
  };

  return {
    current: (): string => state.build,

    isRunning: (): boolean => !state.isComplete,

    /** Finds out on bootstrap whether guides are left that another release or other options have built. */
    async start(): Promise<void> {
      const stored = await read();
      if (!stored || !isOurs(stored)) await write({ build: hash, isComplete: false });
      else await resume();
    },

    resume,

    /** Begins to rebuild every guide, or goes on with a rebuild that was interrupted. */
    async begin(): Promise<void> {
      const stored = await read();
      if (stored && isOurs(stored) && !stored.isComplete) state = stored;
      else await write({ build: `${hash}.${randomUUID()}`, isComplete: false });
    },

    async finish(): Promise<void> {
      const stored = await read();
      // Another release may have begun its own meanwhile.
      if (stored?.build === state.build) await write({ ...state, isComplete: true });
      else state = { ...state, isComplete: true };
    },
  };
};

export type BuildState = ReturnType<typeof createBuildState>;
