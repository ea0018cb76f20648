import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { guideKey, type GuideKey } from '../key';
import type { LogReader } from '../read-model/cache/log-follower';
import { findCounts, type VacancyCount } from './counts';
import type { LiveCount } from './live-count';

const PREFIX = 'vacancies:';

/** Returns the name by which the log says that a guide has another number. No guide depends on it. */
export const vacancyName = (key: GuideKey): string => `${PREFIX}${guideKey(key)}`;

const toLive = ({ count, countedAt, changedAt }: VacancyCount): LiveCount | undefined =>
  countedAt === null || changedAt === null ? undefined : { count, countedAt, changedAt };

/** The numbers that readers of this process get. They follow the log, as the guides do. */
export class LiveCounts implements LogReader {
  #counts = new Map<string, LiveCount>();

  constructor(private readonly strapi: Strapi) {}

  of(key: GuideKey): LiveCount | undefined {
    return this.#counts.get(guideKey(key));
  }

  async follow(written: readonly string[] | undefined): Promise<void> {
    // A number is no longer shown when the site takes its function away.
    if (configOf(this.strapi).jobs.count === null) return;
    if (!written) {
      this.#counts = new Map();
      this.#put(await findCounts(this.strapi));
      return;
    }
    const keys = written.flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    if (keys.length > 0) this.#put(await findCounts(this.strapi, [...new Set(keys)]));
  }

  #put(rows: VacancyCount[]): void {
    for (const row of rows) {
      const live = toLive(row);
      if (live) this.#counts.set(row.key, live);
      else this.#counts.delete(row.key);
    }
  }
}
