'use strict';

const LOCALES = [
  { code: 'de', name: 'German (de)' },
  { code: 'en', name: 'English (en)' },
];

module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const locale of LOCALES) {
      if (!(await locales.findByCode(locale.code))) await locales.create(locale);
    }
    // Here rather than by `seed: 'if-empty'`, because plugins start before the site has made its locales.
    const seeding = strapi.plugin('career-field')?.service('seeding');
    const report = await seeding?.seedIfEmpty();
    if (report) for (const line of seeding.describe(report)) strapi.log.info(`Seeding: ${line}`);
  },
};
