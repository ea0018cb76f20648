import { errors } from '../strapi-internals/host-utils';
import { PUBLIC_TYPES } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { createPublishedComponents } from '../strapi-internals/published-components';

/**
 * Keeps drafts from readers.
 *
 * Strapi gives a draft to every reader of its type who adds `status=draft`, and it follows relations into drafts: from a
 * site's own page, from another locale, from a file to the components that show it, through a filter or an order that
 * compares. All queries of REST and GraphQL pass through one function of Strapi, `contentAPI.sanitize.query`. There the
 * query of a reader without the preview permission is held to what is published, whatever type it starts from.
 */

/** The permission that lets one read drafts; an administrator grants it to a role or an API token. */
export const PREVIEW_ACTION = 'plugin::career-field.article.preview';

type Query = Record<string, unknown>;
type Attribute = Record<string, unknown> & { type: string };
type Schema = { uid: string; attributes: Record<string, Attribute>; options?: { draftAndPublish?: boolean } };

const GUARDED: ReadonlySet<string> = new Set<string>(PUBLIC_TYPES.filter(hasDrafts).map(uidOf));

const PUBLISHED = { publishedAt: { $notNull: true } } as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const and = (...conditions: unknown[]): unknown => {
  // A list of conditions is what Strapi reads as their conjunction.
  const present = conditions
    .flat()
    .filter((condition) => isObject(condition) && Object.keys(condition).length > 0);
  return present.length > 1 ? { $and: present } : present[0];
};

/** `['a.b', 'c']` as `{ a: { populate: { b: true } }, c: true }`, the one form that can carry filters. */
const populateObject = (populate: unknown): Query => {
  if (isObject(populate)) return populate;
  const paths = (Array.isArray(populate) ? populate : String(populate).split(',')).map((path) =>
    String(path).trim()
  );
  const tree: Query = Object.create(null) as Query;
  for (const path of paths) {
    let level = tree;
    const steps = path.split('.').filter(Boolean);
    steps.forEach((step, index) => {
      const isLast = index === steps.length - 1;
      if (isLast) {
        level[step] ??= true;
        return;
      }
      const node = isObject(level[step]) ? (level[step] as Query) : {};
      node.populate = isObject(node.populate) ? node.populate : {};
      level[step] = node;
      level = node.populate as Query;
    });
  }
  return tree;
};

const LOGIC = new Set(['$and', '$or', '$not']);

/** Whether a filter on a relation compares what is in it. `{ $null: true }` asks whether there is a relation at all. */
const asksContent = (value: Query | unknown[]): boolean =>
  Array.isArray(value) ||
  Object.entries(value).some(
    ([name, nested]) =>
      !name.startsWith('$') || LOGIC.has(name) || isObject(nested) || [nested].flat().some(isObject)
  );

const sortPaths = (sort: unknown): string[] => {
  if (typeof sort === 'string') return sort.split(',').map((path) => path.split(':')[0]?.trim() ?? '');
  if (Array.isArray(sort)) return sort.flatMap(sortPaths);
  if (!isObject(sort)) return [];
  return Object.entries(sort).flatMap(([key, nested]) =>
    isObject(nested) ? [key, ...sortPaths(nested).map((path) => `${key}.${path}`)] : [key]
  );
};

const VERSIONED = { draftAndPublish: true } as const;

const hasVersions = (schema: Schema | undefined): boolean => schema?.options?.draftAndPublish === true;

/** @param publishedComponents gives the condition on the ids of a component that a relation to anything leads to */
export const createDraftGuard = (
  strapi: Strapi,
  publishedComponents: (component: string) => unknown = createPublishedComponents(strapi, (uid) =>
    GUARDED.has(uid)
  )
) => {
  const schemaOf = (uid: unknown): Schema | undefined =>
    typeof uid === 'string'
      ? (strapi.getModel(uid as Parameters<Strapi['getModel']>[0]) as unknown as Schema | undefined)
      : undefined;

  const attributeOf = (schema: Schema | undefined, name: string): Attribute | undefined =>
    schema && Object.hasOwn(schema.attributes, name) ? schema.attributes[name] : undefined;

  const targetOf = (attribute: Attribute): Schema | undefined =>
    schemaOf(attribute.type === 'media' ? 'plugin::upload.file' : (attribute.target ?? attribute.component));

  const guardFilters = (filters: unknown, schema: Schema): unknown => {
    if (Array.isArray(filters)) return filters.map((filter) => guardFilters(filter, schema));
    if (!isObject(filters)) return filters;
    return Object.fromEntries(
      Object.entries(filters).map(([key, value]) => {
        const attribute = attributeOf(schema, key);
        if (!attribute) return [key, guardFilters(value, schema)];
        const target = targetOf(attribute);
        if (!target || (!isObject(value) && !Array.isArray(value))) return [key, value];
        const guarded = guardFilters(value, target);
        return [key, GUARDED.has(target.uid) && asksContent(value) ? and(guarded, PUBLISHED) : guarded];
      })
    );
  };

  /**
   * Ordering by what is in a draft tells what is in it, one comparison at a time. Strapi cannot order by the published
   * versions only, so such an order is refused.
   *
   * The published version of a document has relations to published versions and to what has no drafts. Everything else
   * reaches drafts: a type without drafts, a relation to anything, and a relation without a table of its own, which joins
   * all versions with the same value, as `localizations` does.
   *
   * @param isPublished whether the ordered rows are published versions
   * @returns whether the order reads guarded documents; it is right as long as the ordered rows are published
   * @throws ValidationError when it reads drafts
   */
  const refuseSortThroughDrafts = (sort: unknown, schema: Schema, isPublished: boolean): boolean => {
    let readsGuarded = false;
    for (const path of sortPaths(sort)) {
      let current: Schema | undefined = schema;
      let published = isPublished;
      for (const step of path.split(/[.[\]]+/)) {
        const attribute = attributeOf(current, step);
        const target: Schema | undefined = attribute && targetOf(attribute);
        if (!attribute || !target) break;
        if (attribute.type !== 'component') {
          const isVersion = attribute.joinColumn === undefined && attribute.useJoinTable !== false;
          const isPlain = attribute.type === 'relation' && !String(attribute.relation).startsWith('morph');
          published &&= hasVersions(current) && hasVersions(target) && isVersion && isPlain;
        }
        if (GUARDED.has(target.uid)) {
          readsGuarded = true;
          if (!published) {
            throw new errors.ValidationError(
              `Sorting by "${path}" would compare drafts. It needs the permission ${PREVIEW_ACTION}.`,
              { path: `sort.${path}`, source: 'query', param: 'sort' }
            );
          }
        }
        // A component belongs to one version, and its relations lead where that of its owner lead.
        if (attribute.type !== 'component') current = target;
        else current = { ...target, options: published ? VERSIONED : {} };
      }
    }
    return readsGuarded;
  };

  /** @param isFromAnywhere whether a relation to anything leads here, also into a component of a draft */
  const guardPopulateNode = (node: unknown, target: Schema | undefined, isFromAnywhere = false): unknown => {
    if (!target || node === false || node === 'false') return node;
    const ids = isFromAnywhere ? publishedComponents(target.uid) : undefined;
    const condition = GUARDED.has(target.uid) ? PUBLISHED : ids && { id: { $in: ids } };
    if (!isObject(node)) return condition ? { filters: condition } : node;
    const guarded: Query = { ...node };
    if (node.populate) guarded.populate = guardPopulate(node.populate, target);
    if (node.filters) guarded.filters = guardFilters(node.filters, target);
    const readsGuarded = node.sort && refuseSortThroughDrafts(node.sort, target, hasVersions(target));
    const conditions = [condition, readsGuarded ? PUBLISHED : undefined].filter(Boolean);
    if (conditions.length > 0) guarded.filters = and(guarded.filters, ...conditions);
    return guarded;
  };

  const everythingIn = (uid: string): Query => {
    const all = Object.entries(schemaOf(uid)?.attributes ?? {})
      .filter(([, { type }]) => ['relation', 'component', 'media', 'dynamiczone'].includes(type))
      .map(([name]) => [name, true]);
    return { populate: Object.fromEntries(all) };
  };

  /** What `*` means below a dynamic zone, which Strapi works out only when it reads the database. */
  const everythingInZone = (zone: Attribute): Query =>
    Object.fromEntries(
      (zone.components as string[]).map((uid) => [uid, guardPopulateNode(everythingIn(uid), schemaOf(uid))])
    );

  /** A relation to anything takes conditions for each type that it may lead to, and only in `on`. */
  const guardAnything = (node: unknown): unknown => {
    if (node === false || node === 'false') return node;
    const { populate, on, ...others } = isObject(node) ? node : ({} as Query);
    const uids = [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)];
    const fragments = isObject(on)
      ? Object.entries(on)
      : uids.map((uid) => [uid, populate ? everythingIn(uid) : {}] as const);
    return {
      ...others,
      on: Object.fromEntries(
        fragments.map(([uid, fragment]) => [uid, guardPopulateNode(fragment, schemaOf(uid), true)])
      ),
    };
  };

  const guardPopulate = (populate: unknown, schema: Schema): unknown =>
    Object.fromEntries(
      Object.entries(populateObject(populate)).map(([name, node]) => {
        const attribute = attributeOf(schema, name);
        if (!attribute) return [name, node];
        if (
          attribute.type === 'relation' &&
          ['morphToOne', 'morphToMany'].includes(String(attribute.relation))
        ) {
          return [name, guardAnything(node)];
        }
        if (attribute.type === 'dynamiczone' && isObject(node) && node.populate === '*') {
          return [name, { on: everythingInZone(attribute) }];
        }
        if (isObject(node) && isObject(node.on)) {
          const on = Object.entries(node.on).map(([uid, fragment]) => [
            uid,
            guardPopulateNode(fragment, schemaOf(uid)),
          ]);
          return [name, { ...node, on: Object.fromEntries(on) }];
        }
        return [name, guardPopulateNode(node, targetOf(attribute))];
      })
    );

  /**
   * A query held to what is published.
   *
   * @param isWrite whether the query belongs to a write, which may name the state that it writes
   * @throws ForbiddenError when it asks for drafts of a guarded type
   */
  const publishedOnly = (query: Query, schema: Schema, isWrite: boolean): Query => {
    const guarded: Query = { ...query };
    // The plugins "upload" and "users-permissions" pass on what is named like the parameters of the database layer.
    for (const name of ['filters', 'where']) {
      if (query[name]) guarded[name] = guardFilters(query[name], schema);
    }
    if (query.populate) guarded.populate = guardPopulate(query.populate, schema);
    const isGuarded = GUARDED.has(schema.uid) && !isWrite;
    // Strapi takes every other state for "draft".
    const isPublished = query.status === undefined || query.status === 'published';
    const ordersPublished = hasVersions(schema) && (isPublished || isGuarded);
    const readsGuarded = [query.sort, query.orderBy]
      .map((sort) => refuseSortThroughDrafts(sort, schema, ordersPublished))
      .includes(true);
    if (isGuarded && !isPublished) {
      throw new errors.ForbiddenError(`Drafts need the permission ${PREVIEW_ACTION}.`);
    }
    // A nested list of GraphQL takes its state from the list that it stands in, which is not known here.
    if (isGuarded || readsGuarded) guarded.filters = and(guarded.filters, PUBLISHED);
    return guarded;
  };

  return { publishedOnly };
};

interface SanitizeOptions {
  auth?: unknown;
  route?: { method?: string };
}

type SanitizeQuery = (query: Query, schema: Schema, options?: SanitizeOptions) => Promise<Query>;

/** Whether the sender of a request has a permission. */
export const mayDo = async (strapi: Strapi, auth: unknown, action: string): Promise<boolean> => {
  if (!auth) return false;
  try {
    await strapi.auth.verify(auth as Parameters<Strapi['auth']['verify']>[0], { scope: [action] });
    return true;
  } catch {
    return false;
  }
};

const mayPreview = (strapi: Strapi, auth: unknown): Promise<boolean> => mayDo(strapi, auth, PREVIEW_ACTION);

/** Puts the guard into Strapi. Strapi has a registry for what is done to answers, but none for queries. */
export const guardDrafts = (strapi: Strapi): void => {
  const { publishedOnly } = createDraftGuard(strapi);
  const sanitize = strapi.contentAPI.sanitize as unknown as { query: SanitizeQuery };
  const sanitizeQuery = sanitize.query;
  sanitize.query = async (query, schema, options = {}) => {
    const sanitized = await sanitizeQuery(query, schema, options);
    if (await mayPreview(strapi, options.auth)) return sanitized;
    const isWrite = options.route?.method !== undefined && options.route.method !== 'GET';
    return publishedOnly(sanitized, schema, isWrite);
  };
};
