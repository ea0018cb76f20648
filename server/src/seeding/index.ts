import path from 'node:path';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import { describeReport, seed, type SeedReport } from './seed';

export type { Outcome, SeedReport, SeedResult } from './seed';

/** In the store while the first seeding of a site is under way. */
const BEGUN = { type: 'plugin', name: PLUGIN_ID, key: 'first-seeding-begun' } as const;

/** The folder of the shipped guides in the installed package. */
const shippedFolder = (strapi: Strapi): string => {
  const enabled = strapi.config.get<Record<string, { pathToPlugin: string }>>('enabledPlugins');
  return path.join(enabled[PLUGIN_ID]!.pathToPlugin, 'seeds');
};

/** Seeding for the command line, a site's own code, and the start. */
export const createSeedingService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Brings documents into the site; see `seed`.
   *
   * @param folder the files, the shipped guides if left out
   */
  seed: (folder: string = shippedFolder(strapi)): Promise<SeedReport> => seed(strapi, folder),

  /**
   * Brings in the shipped guides where there is no article yet and never was one of theirs. A first run that was
   * broken off is taken up again, although the site is no longer empty then.
   */
  async seedIfEmpty(): Promise<SeedReport | undefined> {
    const articles = await strapi.db.query(uidOf('article')).count();
    const records = await strapi.db.query(uidOf('seed-record')).count();
    if (articles + records > 0 && !(await strapi.store.get(BEGUN))) return undefined;
    await strapi.store.set({ ...BEGUN, value: true });
    const report = await seed(strapi, shippedFolder(strapi));
    await strapi.store.delete(BEGUN);
    return report;
  },

  describe: describeReport,
});

export type SeedingService = ReturnType<typeof createSeedingService>;
