import { uidOfField } from '../../../strapi-internals/graphql-models';
import { attributeOf, isMorph, isOwn, isPopulated, type Model, type Models } from '../../query-models';
import type { Budget } from '../budget';
import type { PageSizes } from '../cost';
import {
  namedType,
  type Definition,
  type FieldDefinition,
  type GraphqlSchema,
  type Selection,
  type TypeReference,
} from './operation';

/** The site's models as GraphQL has them. */
export interface GraphqlModels {
  models: Models;
  /** The models by the names of their GraphQL types. */
  byType: ReadonlyMap<string, Model>;
  /** The prefix of the names of the plugin's own GraphQL types. */
  prefix: string;
}

/**
 * @param isNested whether the field is in an object, not in the query itself
 * @throws ValidationError for arguments that cannot be executed
 */
export type CheckArguments = (
  args: Record<string, unknown>,
  model: Model,
  path: readonly string[],
  isNested: boolean
) => void;

/** One operation while it is measured. */
export interface Measurement extends GraphqlModels {
  schema: GraphqlSchema;
  fragments: ReadonlyMap<string, Definition>;
  variables: Record<string, unknown>;
  pageSizes: PageSizes;
  budget: Budget;
  checkArguments: CheckArguments;
}

/** The suffix of fields that wrap a list with its page information. */
const CONNECTION = '_connection';

export const isConnection = ({ name }: Selection): boolean => name?.value.endsWith(CONNECTION) === true;

export interface Field {
  definition: FieldDefinition;
  /** The model whose rows the field reads, if it reads any. */
  target: Model | undefined;
  /** Whether Strapi queries the database for this field, once for each parent object. */
  isLookup: boolean;
  isMorph: boolean;
  isOwn: boolean;
}

export const isOwnType = ({ name = '' }: TypeReference, { byType, prefix }: GraphqlModels): boolean =>
  name.startsWith(prefix) || isOwn(byType.get(name)?.uid);

export const conditionOf = ({ typeCondition }: Selection, schema: GraphqlSchema): TypeReference | undefined =>
  typeCondition && schema.getType(typeCondition.name.value);

/** Returns the field that a selection of a type reads, undefined for an unknown one. */
export const fieldOf = (
  selection: Selection,
  type: TypeReference | undefined,
  graphqlModels: GraphqlModels
): Field | undefined => {
  const { models, byType } = graphqlModels;
  const name = selection.name?.value ?? '';
  const definition = type?.getFields?.()[name];
  if (!definition) return undefined;
  const named = namedType(definition.type);
  const model = byType.get(type?.name ?? '');
  const attribute =
    attributeOf(model, name) ??
    (isConnection(selection) ? attributeOf(model, name.slice(0, -CONNECTION.length)) : undefined);
  const target =
    models.modelOf(uidOfField(definition)) ?? models.targetOf(attribute) ?? byType.get(named.name ?? '');
  return {
    definition,
    target,
    // Strapi counts all documents only for `pageInfo`.
    isLookup: isPopulated(attribute) || name === 'pageInfo',
    isMorph: isMorph(attribute),
    isOwn: isOwn(target?.uid) || isOwnType(named, graphqlModels),
  };
};
