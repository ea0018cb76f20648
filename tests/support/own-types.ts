/** Content types of a site, as its files. */

const i18n = { i18n: { localized: true } };

interface TypeOptions {
  singular: string;
  displayName?: string;
  draftAndPublish: boolean;
  localised?: boolean;
  attributes: Record<string, unknown>;
}

/** The files of one content type. */
export const typeFiles = ({
  singular,
  displayName = singular,
  draftAndPublish,
  localised = false,
  attributes,
}: TypeOptions): Record<string, string> => {
  const uid = `api::${singular}.${singular}`;
  const factory = (name: string): string =>
    `module.exports = require('@strapi/strapi').factories.${name}('${uid}');\n`;
  const schema = {
    kind: 'collectionType',
    collectionName: `${singular.replaceAll('-', '_')}s`,
    info: {
      singularName: singular,
      pluralName: singular === 'story' ? 'stories' : `${singular}s`,
      displayName,
    },
    options: { draftAndPublish },
    pluginOptions: localised ? i18n : {},
    attributes,
  };
  return {
    [`src/api/${singular}/content-types/${singular}/schema.json`]: JSON.stringify(schema),
    [`src/api/${singular}/controllers/${singular}.js`]: factory('createCoreController'),
    [`src/api/${singular}/services/${singular}.js`]: factory('createCoreService'),
    [`src/api/${singular}/routes/${singular}.js`]: factory('createCoreRouter'),
  };
};

export const relationTo = (target: string) => ({ type: 'relation', relation: 'oneToOne', target });

const toBoth = {
  name: { type: 'string' },
  plain: relationTo('api::plain.plain'),
  article: relationTo('plugin::career-field.article'),
};

/**
 * `plain` is to Strapi the same as an article, but none of the plugin's; `page` (without drafts) and `story` (with drafts)
 * reference one of each, a page also in a component of its dynamic zone.
 */
export const OWN_TYPES: Record<string, string> = {
  ...typeFiles({
    singular: 'plain',
    draftAndPublish: true,
    localised: true,
    attributes: {
      title: { type: 'string', pluginOptions: i18n },
      related: { ...relationTo('api::plain.plain'), relation: 'oneToMany', pluginOptions: i18n },
    },
  }),
  'src/components/shared/teaser.json': JSON.stringify({
    collectionName: 'components_shared_teasers',
    info: { displayName: 'Teaser' },
    attributes: toBoth,
  }),
  ...typeFiles({
    singular: 'page',
    draftAndPublish: false,
    attributes: { ...toBoth, zone: { type: 'dynamiczone', components: ['shared.teaser'] } },
  }),
  ...typeFiles({ singular: 'story', draftAndPublish: true, attributes: toBoth }),
};
