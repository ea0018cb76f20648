'use strict';

/**
 * Brings the shipped guides in once. Not by the plugin's `seed: 'if-empty'`, because plugins start before the site has
 * made its locales, and because a first start that is broken off halfway leaves a site that is not empty.
 */
const ensureShippedGuides = async (strapi) => {
  const seeding = strapi.plugin('career-field')?.service('seeding');
  if (!seeding) return;
  const store = strapi.store({ type: 'core', name: 'playground' });
  if (await store.get({ key: 'guides-are-in' })) return;
  for (const line of seeding.describe(await seeding.seed())) strapi.log.info(`Seeding: ${line}`);
  await store.set({ key: 'guides-are-in', value: true });
};

module.exports = { ensureShippedGuides };
