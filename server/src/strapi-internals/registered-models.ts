/**
 * The plugin's content types and components as Strapi registers them, for code that runs without Strapi.
 *
 * Relies on: Strapi gives a component the uid `<category>.<name>`, registers a custom field as the type that the plugin
 * names (`json` for all of ours), and adds the same attributes to every content type. `id` and `documentId` are no
 * attributes. Read in Strapi 5.54.0.
 * When that changes: files are checked against the attributes listed here until the list is corrected; a site is not
 * affected, because it uses the registered models.
 */
import { COMPONENT_CATEGORY, components, contentTypes, type Attribute } from '../../../content-types';
import { uidOf, type TypeName } from '../plugin';

/** A registered content type or component, as far as the plugin reads it. */
export interface Model {
  uid: string;
  attributes: Record<string, Attribute>;
  options?: { draftAndPublish?: boolean };
}

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

const asRegistered = (attributes: Record<string, Attribute>): Record<string, Attribute> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.type === 'customField' ? { ...attribute, type: 'json' } : attribute,
    ])
  );

/** Returns the models of the plugin, without those of a site. */
export const pluginModels = (): Model[] => [
  ...Object.entries(contentTypes).map(([name, { attributes, options }]) => {
    const uid = uidOf(name as TypeName);
    return { uid, options, attributes: { ...asRegistered(attributes), ...strapisOwn(uid) } };
  }),
  ...Object.entries(components).map(([name, { attributes }]) => ({
    uid: `${COMPONENT_CATEGORY}.${name}`,
    attributes: asRegistered(attributes),
  })),
];

/** Returns what Strapi calls its registry of models, with these models in it. */
export const registryOf = (
  models: Model[]
): {
  getModel: (uid: string) => Model | undefined;
  contentTypes: Record<string, Model>;
  components: Record<string, Model>;
} => {
  const byUid = new Map(models.map((model) => [model.uid, model]));
  const named = (isContentType: boolean): Record<string, Model> =>
    Object.fromEntries([...byUid].filter(([uid]) => uid.includes('::') === isContentType));
  return { getModel: (uid) => byUid.get(uid), contentTypes: named(true), components: named(false) };
};
