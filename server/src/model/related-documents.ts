import type { Strapi } from '../plugin';

/**
 * The documents that an entry relates to, in their order, by the attribute that has the relation: `related`, and for an
 * attribute of a component `<uid>:<id>.<attribute>`.
 */
export type RelatedDocuments = Record<string, string[]>;

type Content = Record<string, unknown>;

const listOf = (value: unknown): Content[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (each): each is Content => typeof each === 'object' && each !== null
  );

/** The part of the same component in what is shown. */
const shownPart = (part: Content, shown: unknown): Content =>
  listOf(shown).find(({ id, __component }) => id === part.id && __component === part.__component) ?? {};

/**
 * Reads the related documents from an entry that was read with all that belongs to it.
 *
 * @param uid of its type
 * @param shown the entry as its reader gets it: what is not in there is not in the result
 */
export const relatedDocuments = (
  strapi: Strapi,
  uid: string,
  entry: Content,
  shown: Content
): RelatedDocuments => {
  const found: RelatedDocuments = {};
  const collect = (model: string, content: Content, visible: Content, prefix: string): void => {
    const { attributes } = strapi.getModel(model as Parameters<Strapi['getModel']>[0]);
    for (const [name, attribute] of Object.entries(attributes)) {
      if (!(name in visible) || !(name in content)) continue;
      if (attribute.type === 'relation') {
        found[`${prefix}${name}`] = listOf(content[name]).map(({ documentId }) => String(documentId));
      } else if (attribute.type === 'component' || attribute.type === 'dynamiczone') {
        for (const part of listOf(content[name])) {
          const component = attribute.type === 'component' ? attribute.component : String(part.__component);
          collect(component, part, shownPart(part, visible[name]), `${component}:${String(part.id)}.`);
        }
      }
    }
  };
  collect(uid, entry, shown, '');
  return found;
};
