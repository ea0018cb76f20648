import { errors } from '../../strapi-internals/host-utils';
import type { Model, Query } from '../query-models';
import { guardFilters } from './filters';
import { and, hasVersions, isGuarded, PREVIEW_ACTION, PUBLISHED, type GuardContext } from './guarded';
import { guardPopulate } from './populate';
import { checkSort } from './sort';

/**
 * Returns a query with the conditions that hide drafts of guarded types.
 *
 * @param isWrite whether the query belongs to a write, which may name the status that it writes
 * @throws ForbiddenError when it requests drafts of a guarded type
 * @throws ValidationError when it sorts by the content of drafts
 */
export const publishedOnly = (query: Query, model: Model, isWrite: boolean, context: GuardContext): Query => {
  const { models } = context;
  const guarded: Query = { ...query };
  // The plugins "upload" and "users-permissions" pass on the parameters of the database layer.
  for (const name of ['filters', 'where']) {
    if (query[name]) guarded[name] = guardFilters(query[name], model, models);
  }
  if (query.populate) guarded.populate = guardPopulate(query.populate, model, context);
  const isGuardedRead = isGuarded(model.uid) && !isWrite;
  // Strapi takes every other status for "draft".
  const isPublished = query.status === undefined || query.status === 'published';
  const sortsPublished = hasVersions(model) && (isPublished || isGuardedRead);
  const readsGuarded = [query.sort, query.orderBy]
    .map((sort) => checkSort(sort, model, sortsPublished, models))
    .includes(true);
  if (isGuardedRead && !isPublished) {
    throw new errors.ForbiddenError(`Drafts need the permission ${PREVIEW_ACTION}.`);
  }
  // A nested list in GraphQL has the status of the list around it, which is unknown here.
  if (isGuardedRead || readsGuarded) guarded.filters = and(guarded.filters, PUBLISHED);
  return guarded;
};
