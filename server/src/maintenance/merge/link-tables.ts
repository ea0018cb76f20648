import { uidOf, type Strapi } from '../../plugin';
import type { PublicType } from '../../../../content-types';
import { hasLinkTable, linkTableOf, type LinkTable } from '../../strapi-internals/tables';

interface RelationAttribute {
  type: string;
  target?: string;
  mappedBy?: string;
  [option: string]: unknown;
}

/**
 * Returns the tables of all relations to a type: of the plugin's types and components, and of those of the site. A
 * relation in two directions has one table.
 */
export const linkTablesTo = (strapi: Strapi, type: PublicType): LinkTable[] => {
  const target = uidOf(type);
  const tables = new Map<string, LinkTable>();
  const models = { ...strapi.contentTypes, ...strapi.components } as Record<
    string,
    { attributes: Record<string, RelationAttribute> }
  >;
  for (const [uid, { attributes }] of Object.entries(models)) {
    for (const [name, attribute] of Object.entries(attributes)) {
      if (attribute.type !== 'relation' || attribute.target !== target || name === 'localizations') continue;
      if (attribute.mappedBy !== undefined || !hasLinkTable(attribute)) continue;
      const table = linkTableOf(strapi, uid, name);
      if (table.type === undefined) tables.set(table.name, table);
    }
  }
  return [...tables.values()];
};
