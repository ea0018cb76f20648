import type { DatabaseClient } from '../support/databases';
import { createSite, type Site, type SiteOptions } from '../support/site';
import { serveInProcess } from '../support/site-process';
import { countElsewhere } from '../support/table-dump';

/** `npm run test:install` runs more processes and rounds, since the order of the processes is random. */
const IS_LONG = process.env.LONG_INSTALL_TESTS === 'true';

const PROCESSES = IS_LONG ? 3 : 2;
const ROUNDS = IS_LONG ? 5 : 1;

/** Their locks differ. */
const DATABASES: DatabaseClient[] = IS_LONG ? ['sqlite', 'postgres', 'mysql'] : ['postgres'];

const SLOW = 1_800_000;

/** Runs a function with a new site, and returns the number of rows of each table of Strapi. */
const rowsAfter = async (
  options: SiteOptions,
  run: (site: Site) => Promise<void> = async () => {}
): Promise<Record<string, number>> => {
  const site = await createSite(options);
  try {
    await run(site);
    const running = await site.start();
    try {
      return await countElsewhere(running.strapi);
    } finally {
      await running.stop();
    }
  } finally {
    await site.remove();
  }
};

const startTogether = async (site: Site): Promise<void> => {
  const started = await Promise.allSettled(Array.from({ length: PROCESSES }, () => serveInProcess(site)));
  try {
    expect(started.map((each) => (each.status === 'rejected' ? String(each.reason) : each.status))).toEqual(
      Array<string>(PROCESSES).fill('fulfilled')
    );
  } finally {
    for (const each of started) if (each.status === 'fulfilled') await each.value.stop();
  }
};

describe.each(DATABASES)('on %s', (database) => {
  it(
    `${PROCESSES} processes that start on an empty database create the rows that one process creates`,
    async () => {
      // A copy of the database of one started process.
      const alone = await rowsAfter({ database });
      for (let round = 0; round < ROUNDS; round += 1) {
        expect(await rowsAfter({ database, emptyDatabase: true }, startTogether)).toEqual(alone);
      }
    },
    SLOW
  );
});
