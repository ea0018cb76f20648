import { errors } from '../strapi-internals/host-utils';
import { PUBLIC_TYPES } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';

/**
 * Keeps drafts from readers.
 *
 * Strapi hands a draft to anybody who may read a type and asks with `status=draft`, and it follows relations into
 * drafts: from a site's own page, from another locale, through a filter that guesses. All of REST and GraphQL passes
 * its queries through one function of Strapi, `contentAPI.sanitize.query`, so that is where a reader without the
 * preview permission is held to what is published, whatever type the question starts from.
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

export const createDraftGuard = (strapi: Strapi) => {
  const schemaOf = (uid: unknown): Schema | undefined =>
    typeof uid === 'string'
      ? (strapi.getModel(uid as Parameters<Strapi['getModel']>[0]) as unknown as Schema | undefined)
      : undefined;

  const targetOf = (attribute: Attribute): Schema | undefined =>
    schemaOf(attribute.type === 'media' ? 'plugin::upload.file' : (attribute.target ?? attribute.component));

  const guardFilters = (filters: unknown, schema: Schema): unknown => {
    if (Array.isArray(filters)) return filters.map((filter) => guardFilters(filter, schema));
    if (!isObject(filters)) return filters;
    return Object.fromEntries(
      Object.entries(filters).map(([key, value]) => {
        const attribute = schema.attributes[key];
        if (!attribute) return [key, guardFilters(value, schema)];
        const target = targetOf(attribute);
        if (!target || (!isObject(value) && !Array.isArray(value))) return [key, value];
        const guarded = guardFilters(value, target);
        // `{ $null: true }` asks whether there is a relation at all, not what is in it.
        const asksContent =
          Array.isArray(value) ||
          Object.keys(value).some((name) => !name.startsWith('$') || ['$and', '$or', '$not'].includes(name));
        return [key, GUARDED.has(target.uid) && asksContent ? and(guarded, PUBLISHED) : guarded];
      })
    );
  };

  const guardPopulateNode = (node: unknown, target: Schema | undefined): unknown => {
    if (!target || node === false || node === 'false') return node;
    const isGuarded = GUARDED.has(target.uid);
    if (!isObject(node)) return isGuarded ? { filters: PUBLISHED } : node;
    const guarded: Query = { ...node };
    if (node.populate) guarded.populate = guardPopulate(node.populate, target);
    if (node.filters) guarded.filters = guardFilters(node.filters, target);
    if (node.sort) refuseSortThroughDrafts(node.sort, target, undefined);
    if (isGuarded) guarded.filters = and(guarded.filters, PUBLISHED);
    return guarded;
  };

  /** What `*` means below a dynamic zone, which Strapi works out only when it asks the database. */
  const everythingInZone = (zone: Attribute): Query =>
    Object.fromEntries(
      (zone.components as string[]).map((uid) => {
        const attributes = Object.entries(schemaOf(uid)?.attributes ?? {});
        const all = attributes
          .filter(([, { type }]) => ['relation', 'component', 'media', 'dynamiczone'].includes(type))
          .map(([name]) => [name, true]);
        return [uid, guardPopulateNode({ populate: Object.fromEntries(all) }, schemaOf(uid))];
      })
    );

  const guardPopulate = (populate: unknown, schema: Schema): unknown =>
    Object.fromEntries(
      Object.entries(populateObject(populate)).map(([name, node]) => {
        const attribute = schema.attributes[name];
        if (!attribute) return [name, node];
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

  /** Ordering by what is in a draft tells what is in it, a comparison at a time. */
  const refuseSortThroughDrafts = (sort: unknown, schema: Schema, status: unknown): void => {
    const readsDrafts = !schema.options?.draftAndPublish || status === 'draft';
    if (!readsDrafts) return;
    const paths = (value: unknown): string[] => {
      if (typeof value === 'string') return value.split(',').map((path) => path.split(':')[0]?.trim() ?? '');
      if (Array.isArray(value)) return value.flatMap(paths);
      if (!isObject(value)) return [];
      return Object.entries(value).flatMap(([key, nested]) =>
        isObject(nested)
          ? paths(nested)
              .map((path) => `${key}.${path}`)
              .concat(Object.keys(nested).map((name) => `${key}.${name}`))
          : [key]
      );
    };
    for (const path of paths(sort)) {
      let current: Schema | undefined = schema;
      for (const step of path.split('.')) {
        const attribute: Attribute | undefined = current?.attributes[step];
        const target: Schema | undefined = attribute && targetOf(attribute);
        if (target && GUARDED.has(target.uid)) {
          throw new errors.ValidationError(
            `Sorting by "${path}" would compare drafts. It needs the permission ${PREVIEW_ACTION}.`
          );
        }
        current = target;
      }
    }
  };

  /**
   * A query held to what is published.
   *
   * @param isWrite whether the query belongs to a write, which may name the state that it writes
   * @throws ForbiddenError when it asks for drafts of a guarded type
   */
  const publishedOnly = (query: Query, schema: Schema, isWrite: boolean): Query => {
    const guarded: Query = { ...query };
    if (query.filters) guarded.filters = guardFilters(query.filters, schema);
    if (query.populate) guarded.populate = guardPopulate(query.populate, schema);
    if (query.sort) refuseSortThroughDrafts(query.sort, schema, query.status);
    if (GUARDED.has(schema.uid) && !isWrite) {
      if (query.status !== undefined && query.status !== 'published') {
        throw new errors.ForbiddenError(`Drafts need the permission ${PREVIEW_ACTION}.`);
      }
      guarded.filters = and(guarded.filters, PUBLISHED);
    }
    return guarded;
  };

  return { publishedOnly };
};

interface SanitizeOptions {
  auth?: unknown;
  route?: { method?: string };
}

type SanitizeQuery = (query: Query, schema: Schema, options?: SanitizeOptions) => Promise<Query>;

const mayPreview = async (strapi: Strapi, auth: unknown): Promise<boolean> => {
  if (!auth) return false;
  try {
    await strapi.auth.verify(auth as Parameters<Strapi['auth']['verify']>[0], { scope: [PREVIEW_ACTION] });
    return true;
  } catch {
    return false;
  }
};

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
