import type { DatabaseClient } from '../../../strapi-internals/database';
import { errors } from '../../../strapi-internals/host-utils';
import { attributeOf, type Attribute, type Model, type Models } from '../../query-models';

export interface ValidationContext {
  models: Models;
  database: DatabaseClient;
}

export type Path = readonly string[];

export const reject = (path: Path, reason: string): never => {
  throw new errors.ValidationError(`Invalid query at "${path.join('.')}": ${reason}.`, {
    path: path.join('.'),
    source: 'query',
    param: path[0],
  });
};

/** The attributes of every document that Strapi does not list in the model. */
export const ID: Attribute = { type: 'increments' };
const IDENTIFIERS: Readonly<Record<string, Attribute>> = { id: ID, documentId: { type: 'string' } };

/**
 * Returns an attribute by its name, undefined for one that Strapi rejects itself.
 *
 * @throws ValidationError for an inherited property of objects such as `constructor`, which Strapi takes for an attribute
 */
export const knownAttribute = (model: Model, name: string, path: Path): Attribute | undefined => {
  const attribute =
    attributeOf(model, name) ?? (Object.hasOwn(IDENTIFIERS, name) ? IDENTIFIERS[name] : undefined);
  // Strapi takes `documentId` for a column of every table, but components have none. Their uids have no "::".
  const isMissingColumn = name === 'documentId' && !model.uid.includes('::');
  if (isMissingColumn || (!attribute && name in {})) reject(path, `there is no attribute "${name}"`);
  return attribute;
};
