import { COMPONENT_CATEGORY, components, contentTypes, type Attribute } from '../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../../../server/src/plugin';

/** A content type or component as Strapi has it registered, as far as the plugin looks. */
export interface Model {
  uid: string;
  attributes: Record<string, Attribute>;
  options?: { draftAndPublish?: boolean };
}

/** What Strapi and its i18n plugin add to every content type. `id` and `documentId` are no attributes. */
const strapisOwn = (uid: string): Record<string, Attribute> => ({
  createdAt: { type: 'datetime' },
  updatedAt: { type: 'datetime' },
  publishedAt: { type: 'datetime' },
  createdBy: { type: 'relation', relation: 'oneToOne', target: 'admin::user' },
  updatedBy: { type: 'relation', relation: 'oneToOne', target: 'admin::user' },
  locale: { type: 'string' },
  localizations: {
    type: 'relation',
    relation: 'oneToMany',
    target: uid,
    joinColumn: { name: 'document_id', referencedColumn: 'document_id' },
  } as Attribute,
});

/** Strapi stores a custom field as the type that the plugin registers it with, and remembers whose it is. */
const asRegistered = (attributes: Record<string, Attribute>): Record<string, Attribute> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.type === 'customField' ? { ...attribute, type: 'json' } : attribute,
    ])
  );

const pluginModels: Model[] = [
  ...Object.entries(contentTypes).map(([name, { attributes, options }]) => {
    const uid = uidOf(name as TypeName);
    return { uid, options, attributes: { ...asRegistered(attributes), ...strapisOwn(uid) } };
  }),
  ...Object.entries(components).map(([name, { attributes }]) => ({
    uid: `${COMPONENT_CATEGORY}.${name}`,
    attributes: asRegistered(attributes),
  })),
];

/**
 * The one thing that the units under test read from Strapi: which models it has.
 *
 * @param site models of the site; one with a uid of the plugin replaces the plugin's, as an extension does
 */
export const createStrapiStandIn = (site: Model[] = []): Strapi => {
  const models = new Map([...pluginModels, ...site].map((model) => [model.uid, model]));
  const named = (isContentType: boolean) =>
    Object.fromEntries([...models].filter(([uid]) => uid.includes('::') === isContentType));
  return {
    getModel: (uid: string) => models.get(uid),
    contentTypes: named(true),
    components: named(false),
  } as unknown as Strapi;
};
