'use strict';

const { ensureFirstAdministrator } = require('./first-administrator');
const { ensureShippedGuides } = require('./shipped-guides');

const LOCALES = [
  { code: 'de', name: 'German (de)' },
  { code: 'en', name: 'English (en)' },
];

module.exports = {
  async bootstrap({ strapi }) {
    await ensureFirstAdministrator(strapi);
    const locales = strapi.plugin('i18n').service('locales');
    for (const locale of LOCALES) {
      if (!(await locales.findByCode(locale.code))) await locales.create(locale);
    }
    await ensureShippedGuides(strapi);
  },
};
