'use strict';

const { ask } = require('./ask');
const { describeCounts } = require('./describe-others');
const { UsageError } = require('./errors');

/** @typedef {import('./commands').Context} Context */
/** @typedef {import('./commands').Outcome} Outcome */

const WORD = 'delete';

/**
 * How many documents of each type the site has.
 *
 * @param {Context['seeding']} seeding
 */
const documentsOf = async (seeding) => {
  const { types } = await seeding.status();
  return describeCounts(Object.fromEntries(types.map(({ type, documents }) => [type, documents])));
};

/**
 * @param {string} documents
 * @throws UsageError when the answer is anything but the word
 */
const confirm = async (documents) => {
  const answer = await ask(`This deletes ${documents} for good. Type the word "${WORD}" to do it:`);
  if (answer !== WORD) throw new UsageError(`Nothing was deleted: the answer was not "${WORD}".`);
};

/**
 * Deletes what the plugin keeps in the database if that is asked for and confirmed, and else says what that would be.
 *
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
const uninstall = async ({ seeding, request: { options } }) => {
  const dropData = options.dropData === true;
  const documents = await documentsOf(seeding);
  if (dropData && !options.yes) await confirm(documents);
  const report = await seeding.uninstall({ dropData });
  return {
    report,
    lines: dropData
      ? [
          `Deleted ${documents}, and everything else that the plugin kept in the database.`,
          'Now remove the plugin: npm uninstall strapi-plugin-career-field, and its entry in config/plugins.',
        ]
      : [
          `The plugin keeps ${documents} in this site's database. Nothing was deleted.`,
          '',
          '  career-field export ./guides         writes a copy of everything into files',
          '  career-field uninstall --drop-data   deletes all of it for good',
          '',
          'To stop using the plugin, removing its package is enough; the guides stay in the database.',
        ],
    exitCode: 0,
  };
};

module.exports = { uninstall };
