/**
 * The rows of a component that do not stand in a draft, as a condition for Strapi's filters.
 *
 * A component knows nothing of the entry that it stands in, so a relation that leads straight into a component (from a
 * file to where it is used) cannot be held to published entries by a filter on attributes.
 *
 * Relies on: the metadata of Strapi's database layer gives the table between a row and its components, whose columns
 * `component_type` and those of `joinTable` say which; `$in` takes a query of Knex (Strapi's own filter on publication
 * uses that); what copies filters on the way to the database keeps the prototype of an object that is not a plain one.
 * When that is missing: building the query throws, or the database refuses it. No row is shown by mistake.
 */
import type { Knex } from 'knex';
import type { Strapi } from '../plugin';

interface Attribute {
  type: string;
  component?: string;
  components?: string[];
}

interface Schema {
  uid: string;
  modelType?: string;
  attributes: Record<string, Attribute>;
}

const holds = (component: string, { attributes }: Schema): string | undefined =>
  Object.keys(attributes).find((name) => {
    const attribute = attributes[name];
    return attribute?.type === 'dynamiczone'
      ? attribute.components?.includes(component)
      : attribute?.type === 'component' && attribute.component === component;
  });

/**
 * Returns a function that gives a query for the ids of a component's rows, or `undefined` for a component that cannot
 * stand in a guarded type at any depth.
 *
 * @param isGuarded whether drafts of this content type are to be left out
 */
export const createPublishedComponents = (strapi: Strapi, isGuarded: (uid: string) => boolean) => {
  const holdersOf = (component: string): [schema: Schema, attribute: string][] =>
    [...Object.values(strapi.contentTypes), ...Object.values(strapi.components)].flatMap((model) => {
      const schema = model as unknown as Schema;
      const attribute = holds(component, schema);
      return attribute === undefined ? [] : [[schema, attribute]];
    });

  const canStandInGuarded = (component: string, seen = new Set<string>()): boolean => {
    if (seen.has(component)) return false;
    seen.add(component);
    return holdersOf(component).some(([{ uid }]) => isGuarded(uid) || canStandInGuarded(uid, seen));
  };

  const linksOf = ({ uid }: Schema, name: string) => {
    const attribute = strapi.db.metadata.get(uid).attributes[name];
    const joinTable = attribute && 'joinTable' in attribute ? attribute.joinTable : undefined;
    if (!joinTable) throw new Error(`Strapi has no table for the components in "${name}" of ${uid}.`);
    const component =
      'morphColumn' in joinTable ? joinTable.morphColumn.idColumn.name : joinTable.inverseJoinColumn.name;
    return { table: joinTable.name, entity: joinTable.joinColumn.name, component };
  };

  /** @param path the components on the way, since a site may let components stand in each other */
  const idsOf = (component: string, path: readonly string[]): Knex.QueryBuilder[] =>
    holdersOf(component).flatMap(([holder, name]) => {
      const { table, entity, component: id } = linksOf(holder, name);
      const links = strapi.db.getConnection(table).select(id).where('component_type', component);
      const { uid } = holder;
      if (isGuarded(uid)) {
        const { tableName } = strapi.db.metadata.get(uid);
        const published = strapi.db.getConnection(tableName).select('id').whereNotNull('published_at');
        return [links.whereIn(entity, published)];
      }
      if (uid in strapi.contentTypes) return [links];
      if (path.includes(uid)) return [];
      const above = idsOf(uid, [...path, uid]);
      return above.length > 0
        ? [links.where((any) => above.forEach((ids) => any.orWhereIn(entity, ids)))]
        : [];
    });

  return (component: string): Knex.QueryBuilder | undefined => {
    if (!(component in strapi.components) || !canStandInGuarded(component)) return undefined;
    const [first, ...others] = idsOf(component, [component]);
    const ids = first ? first.union(others) : undefined;
    // Strapi copies filters deeply. A copy of what only inherits from the query inherits from it too, and the query with
    // its connection pool is left alone.
    return ids && (Object.create(ids) as Knex.QueryBuilder);
  };
};
