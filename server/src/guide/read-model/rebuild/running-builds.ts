import type { AsyncResource } from 'node:async_hooks';
import { guideKey, type GuideKey } from '../../key';

type Done = ReadonlySet<string>;

/** The rebuilds that run in this process, so that it never rebuilds a guide twice at the same time. */
export class RunningBuilds {
  readonly #running = new Map<string, Promise<Done>>();

  /** @param detached the scope outside the transaction of the caller, since others wait for the same rebuild */
  constructor(
    private readonly detached: AsyncResource,
    private readonly buildGuides: (keys: GuideKey[]) => Promise<Done>
  ) {}

  /**
   * Rebuilds guides, or waits for the rebuilds of them that already run.
   *
   * @returns the keys of those that are in line with what was committed before their rebuild began
   */
  async build(keys: GuideKey[]): Promise<Done> {
    const joined = new Set<Promise<Done>>();
    const own: GuideKey[] = [];
    for (const key of keys) {
      const running = this.#running.get(guideKey(key));
      if (running) joined.add(running);
      else own.push(key);
    }
    if (own.length > 0) joined.add(this.#start(own));
    const done = new Set<string>();
    for (const each of await Promise.all(joined)) for (const key of each) done.add(key);
    return done;
  }

  /** Waits for everything that runs, whether it fails or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  #start(keys: GuideKey[]): Promise<Done> {
    const run = this.detached
      .runInAsyncScope(() => this.buildGuides(keys))
      .finally(() => keys.forEach((key) => this.#running.delete(guideKey(key))));
    for (const key of keys) this.#running.set(guideKey(key), run);
    return run;
  }
}
