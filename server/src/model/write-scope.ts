import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  collected: Map<symbol, { value: unknown; flush: () => Promise<void> }>;
  isOver: boolean;
}

const scopes = new AsyncLocalStorage<Scope>();

/**
 * Runs one write, or many that belong together, inside a transaction of the caller. What is collected on the way (see
 * `createCollection`) is dealt with once, at the end and still in that transaction.
 */
export const inWriteScope = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  const outer = scopes.getStore();
  if (outer && !outer.isOver) return run();
  const scope: Scope = { collected: new Map(), isOver: false };
  return scopes.run(scope, async () => {
    try {
      const result = await run();
      for (const { flush } of scope.collected.values()) await flush();
      return result;
    } finally {
      // Something that nobody waited for may still run in here, and must not collect for a write that is over.
      scope.isOver = true;
    }
  });
};

/** Whether a write of the plugin's documents is under way. */
export const isInWriteScope = (): boolean => {
  const scope = scopes.getStore();
  return scope !== undefined && !scope.isOver;
};

/**
 * Something that gathers while a write is under way.
 *
 * @param flush deals with what has gathered; outside a write, with each addition at once
 * @returns a function that adds
 */
export const createCollection = <Collected>(
  name: string,
  empty: () => Collected,
  flush: (collected: Collected) => Promise<void>
) => {
  const key = Symbol(name);
  return async (add: (collected: Collected) => void): Promise<void> => {
    const scope = scopes.getStore();
    if (!scope || scope.isOver) {
      const collected = empty();
      add(collected);
      await flush(collected);
      return;
    }
    const known = scope.collected.get(key);
    const value = (known?.value ?? empty()) as Collected;
    add(value);
    if (!known) scope.collected.set(key, { value, flush: () => flush(value) });
  };
};
