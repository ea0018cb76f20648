'use strict';

/**
 * Brings the shipped guides in once. Not by the plugin's `seed: 'if-empty'`, because plugins start before the site has
 * made its locales.
 */
const ensureShippedGuides = async (strapi) => {
  const seeding = strapi.plugin('career-field')?.service('seeding');
  const report = await seeding?.seedIfEmpty();
  if (report) for (const line of seeding.describe(report)) strapi.log.info(`Seeding: ${line}`);
};

module.exports = { ensureShippedGuides };
