import type { Strapi } from '../../plugin';
import type { LogReader } from '../read-model/cache/log-follower';
import { readRetiredSlugs, slugKey, toRetirement, type RetiredSlug, type Retirement } from './retired-slugs';

const PREFIX = 'retired:';

/** Returns the name by which the log says that slugs of an article lead somewhere else. No guide depends on it. */
export const retiredName = (article: string): string => `${PREFIX}${article}`;

/**
 * Where the slugs of articles lead that are not published any more, as this process knows it. It follows the log, as the
 * guides do: requests for slugs that never existed cost no statement.
 */
export class KnownRetiredSlugs implements LogReader {
  #slugs = new Map<string, RetiredSlug>();

  constructor(private readonly strapi: Strapi) {}

  /** Returns what was chosen for a slug in the first of some languages that has anything for it. */
  ofSlug(chain: readonly string[], slug: string): Retirement | undefined {
    for (const locale of chain) {
      const found = this.#slugs.get(slugKey(locale, slug));
      if (found) return toRetirement(found);
    }
    return undefined;
  }

  /** Returns what was chosen for an article. */
  ofArticle(article: string): Retirement | undefined {
    for (const found of this.#slugs.values()) if (found.article === article) return toRetirement(found);
    return undefined;
  }

  async follow(written: readonly string[] | undefined): Promise<void> {
    if (!written) {
      const rows = await readRetiredSlugs(this.strapi);
      this.#slugs = new Map(rows.map((row) => [row.key, row]));
      return;
    }
    const articles = new Set(
      written.flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
    );
    if (articles.size === 0) return;
    const rows = await readRetiredSlugs(this.strapi, [...articles]);
    for (const [key, { article }] of this.#slugs) if (articles.has(article)) this.#slugs.delete(key);
    for (const row of rows) this.#slugs.set(row.key, row);
  }
}
