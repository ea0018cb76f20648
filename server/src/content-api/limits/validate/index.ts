import type { Strapi } from '../../../plugin';
import { databaseClient } from '../../../strapi-internals/database';
import { createModels, isRecord, type Model, type Query } from '../../query-models';
import { knownAttribute, reject, type Path, type ValidationContext } from './attributes';
import { validateFilters } from './filters';
import { isScalar } from './operands';
import { validateSort } from './sort';

const validateFields = (fields: unknown, model: Model, path: Path): void => {
  const items = Array.isArray(fields) ? fields : [fields];
  items.forEach((item, index) => {
    if (typeof item !== 'string') return;
    const at = Array.isArray(fields) ? [...path, String(index)] : path;
    for (const name of item.split(',').map((part) => part.trim())) {
      if (name === '') reject(at, 'the name is empty');
      knownAttribute(model, name, at);
    }
  });
};

const validatePopulate = (populate: Query, model: Model, path: Path, context: ValidationContext): void => {
  const { modelOf, targetOf } = context.models;
  for (const [name, node] of Object.entries(populate)) {
    const below = [...path, name];
    const target = targetOf(knownAttribute(model, name, below));
    if (!isRecord(node)) continue;
    if (target) validateNode(node, target, below, true, context);
    for (const [uid, fragment] of isRecord(node.on) ? Object.entries(node.on) : []) {
      const fragmentModel = modelOf(uid);
      if (isRecord(fragment) && fragmentModel) {
        validateNode(fragment, fragmentModel, [...below, 'on', uid], true, context);
      }
    }
  }
};

const validateNode = (
  { filters, sort, fields, populate }: Query,
  model: Model,
  path: Path,
  isNested: boolean,
  context: ValidationContext
): void => {
  if (filters !== undefined && filters !== null && filters !== '') {
    validateFilters(filters, model, [...path, 'filters'], context);
  }
  if (sort !== undefined) validateSort(sort, [...path, 'sort'], { model, isNested, context });
  if (fields !== undefined) validateFields(fields, model, [...path, 'fields']);
  if (isRecord(populate)) validatePopulate(populate, model, [...path, 'populate'], context);
};

/**
 * Rejects a query that Strapi accepts and then fails at with 500, because its database layer or the database cannot execute it.
 * Queries that Strapi rejects itself pass.
 *
 * @param path the path of the query, if it is one of several
 * @param isNested whether its rows are read as a part of others
 * @throws ValidationError with the path of the error
 */
export const validateQuery = (
  query: Query,
  model: Model,
  context: ValidationContext,
  path: Path = [],
  isNested = false
): void => {
  if (!isScalar(query._q)) reject([...path, '_q'], 'this takes a text');
  validateNode(query, model, path, isNested, context);
};

export type ValidateQuery = (query: Query, model: Model, path?: Path, isNested?: boolean) => void;

/** Returns `validateQuery` for a site. Its database is known only after Strapi's `register` phase. */
export const createQueryValidator = (strapi: Strapi): ValidateQuery => {
  const models = createModels(strapi);
  return (query, model, path, isNested) =>
    validateQuery(query, model, { models, database: databaseClient(strapi) }, path, isNested);
};
