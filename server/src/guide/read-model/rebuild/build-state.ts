import { randomUUID } from 'node:crypto';
import type { Strapi } from '../../../plugin';
import { storedValue, type StoredValue } from '../../../strapi-internals/core-store';
import type { GuideTable } from '../store/guide-table';

const KEY = 'guides-made-by';

interface StoredState {
  build: string;
  /** Whether no guide of another build is left. */
  isComplete: boolean;
}

/**
 * The build that the stored guides should have. It is stored, so that an interrupted rebuild of all guides resumes: a
 * row that already has the build is not rebuilt again.
 */
export class BuildState {
  readonly #stored: StoredValue<StoredState | string>;
  #state: StoredState;

  /** @param hash returns a name of the release and the options */
  constructor(
    strapi: Strapi,
    private readonly table: GuideTable,
    private readonly hash: () => string
  ) {
    this.#stored = storedValue(strapi, KEY);
    this.#state = { build: hash(), isComplete: true };
  }

  get current(): string {
    return this.#state.build;
  }

  /** Whether guides of another build are being rebuilt. */
  get isRunning(): boolean {
    return !this.#state.isComplete;
  }

  /** Finds out, on bootstrap and when options change, whether guides of another release or with other options are left. */
  async start(): Promise<void> {
    const stored = await this.#read();
    if (!stored || !this.#isOurs(stored)) await this.#write({ build: this.hash(), isComplete: false });
    else await this.resume();
  }

  /**
   * Adopts the build that another process has begun, and resumes it if guides of another build are left. While the
   * processes of a site are replaced by a new release, one of the old release may store guides after everything was
   * rebuilt. A process of the old release does nothing here.
   *
   * @returns whether guides are left to be rebuilt
   */
  async resume(): Promise<boolean> {
    const stored = await this.#read();
    if (!stored || !this.#isOurs(stored)) return false;
    this.#state = stored;
    if (!stored.isComplete) return true;
    const [left] = await this.table.otherBuilds(stored.build, 0, 1);
    if (left) await this.#write({ ...stored, isComplete: false });
    return left !== undefined;
  }

  /** Begins to rebuild every guide, or resumes a rebuild that was interrupted. */
  async begin(): Promise<void> {
    const stored = await this.#read();
    if (stored && this.#isOurs(stored) && !stored.isComplete) this.#state = stored;
    else await this.#write({ build: `${this.hash()}.${randomUUID()}`, isComplete: false });
  }

  async finish(): Promise<void> {
    const stored = await this.#read();
    // A process of another release may have begun its own build meanwhile.
    if (stored?.build === this.#state.build) await this.#write({ ...this.#state, isComplete: true });
    else this.#state = { ...this.#state, isComplete: true };
  }

  async #read(): Promise<StoredState | undefined> {
    const value = await this.#stored.get();
    // Earlier releases stored only their hash.
    return typeof value === 'string' ? { build: value, isComplete: true } : (value ?? undefined);
  }

  async #write(value: StoredState): Promise<void> {
    this.#state = value;
    await this.#stored.set(value);
  }

  #isOurs({ build }: StoredState): boolean {
    const hash = this.hash();
    return build === hash || build.startsWith(`${hash}.`);
  }
}
