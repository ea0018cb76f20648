import type { GuideKey } from '../key';
import type { Guide } from '../types';
import { vacancyName } from '../vacancies/live-counts';
import type { Parts } from './parts';
import { guideIn, parseEntry } from './stored-guide';

/** What counting vacancies takes of the stored guides. */
export const createVacancies = ({ strapi, table, log, follower }: Parts) => ({
  /**
   * Returns the guides with a link to all vacancies among some rows after an id.
   *
   * @returns `last` is where the next ones begin; undefined after the last row
   */
  async withVacancies(
    after: number,
    limit: number
  ): Promise<{ guides: { id: number; key: GuideKey }[]; last: number | undefined }> {
    const rows = await table.entriesAfter(after, limit);
    return {
      guides: rows
        .filter(({ entry }) => parseEntry(entry).vacancies !== undefined)
        .map(({ id, article, language }) => ({ id, key: { article, locale: language } })),
      last: rows.length === limit ? rows.at(-1)?.id : undefined,
    };
  },

  /** Returns the last stored guide of a row, which may be stale. */
  async storedGuide(id: number): Promise<Guide | undefined> {
    const payload = (await table.payloads([id])).get(id)?.payload;
    return payload ? guideIn(payload) : undefined;
  },

  /** Lets all processes read the live numbers of vacancies of some guides, as part of the present write. */
  async notifyVacancies(keys: GuideKey[]): Promise<void> {
    await strapi.db.transaction(async ({ onCommit }) => {
      await log.add(keys.map(vacancyName), true);
      onCommit(() => follower.invalidate());
    });
  },
});
