import { findChromium } from './chromium.mjs';
import { databaseIssue, DATABASE_NAMES } from './databases.mjs';

const LACKING_CHROMIUM = {
  reason: 'there is no Chromium',
  remedy: 'Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to it.',
};

const lackOf = async ({ suite, database }) => {
  if (suite === 'browser' && !findChromium()) return LACKING_CHROMIUM;
  return database ? databaseIssue(database) : undefined;
};

/**
 * What is to be run, one after the other: every suite once, the API suite once a database.
 *
 * @returns a title for each, and `lack` (reason and remedy) for what this machine cannot run
 */
export const planTests = ({ suites, databases }) => {
  const runs = suites.flatMap((suite) =>
    suite === 'api' ? databases.map((database) => ({ suite, database })) : [{ suite }]
  );
  return Promise.all(
    runs.map(async (run) => ({
      ...run,
      title: run.database ? `${run.suite} on ${DATABASE_NAMES[run.database]}` : run.suite,
      lack: await lackOf(run),
    }))
  );
};

/** From the longest run to the shortest; `browser` waits for the admin panel, which is built beside the first ones. */
const LONGEST_FIRST = ['api sqlite', 'api mysql', 'browser', 'api postgres', 'install', 'unit'];

const rankOf = ({ suite, database }) => LONGEST_FIRST.indexOf(database ? `${suite} ${database}` : suite);

/** Sorts runs so that no long one is left over when all others are done. */
export const longestFirst = (runs) => [...runs].sort((one, other) => rankOf(one) - rankOf(other));
