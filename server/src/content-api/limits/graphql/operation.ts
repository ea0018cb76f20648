import type { FieldExtensions } from '../../../strapi-internals/graphql-models';

/* The types of GraphQL's documents and schema. None of GraphQL's own, because a site need not have it. */

export interface Name {
  value: string;
}

export interface ValueNode {
  kind: string;
  name?: Name;
  value?: unknown;
  values?: readonly ValueNode[];
  fields?: readonly { name: Name; value: ValueNode }[];
}

export interface SelectionSet {
  selections: readonly Selection[];
}

export interface Selection {
  kind: string;
  name?: Name;
  arguments?: readonly { name: Name; value: ValueNode }[];
  selectionSet?: SelectionSet;
  typeCondition?: { name: Name };
}

export interface Definition {
  kind: string;
  name?: Name;
  operation?: 'query' | 'mutation' | 'subscription';
  selectionSet?: SelectionSet;
  typeCondition?: { name: Name };
  variableDefinitions?: readonly { variable: { name: Name }; defaultValue?: ValueNode }[];
}

export interface TypeReference {
  name?: string;
  /** The type in a list or non-null type. */
  ofType?: TypeReference;
  getFields?: () => Record<string, FieldDefinition | undefined>;
}

export interface FieldDefinition {
  type: TypeReference;
  args?: readonly { name: string }[];
  extensions?: FieldExtensions;
}

export interface GraphqlSchema {
  getType(name: string): TypeReference | undefined;
  getQueryType(): TypeReference | undefined;
  getMutationType(): TypeReference | undefined;
}

export interface Document {
  definitions: readonly Definition[];
}

/** A request: one operation of a document. */
export interface OperationRequest {
  document: Document;
  /** The name of the operation, if there are several. */
  operationName?: string | undefined;
  schema: GraphqlSchema;
  variables: Record<string, unknown>;
}

/** Returns the type within lists and non-null types. */
export const namedType = (type: TypeReference): TypeReference => {
  let named = type;
  while (named.ofType) named = named.ofType;
  return named;
};

/** Whether a type is a list, which `String()` writes in brackets. */
export const isListType = (type: TypeReference): boolean => String(type).startsWith('[');

export const rootType = (schema: GraphqlSchema, operation: string | undefined): TypeReference | undefined =>
  operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();

export const isRootType = (schema: GraphqlSchema, type: TypeReference | undefined): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();

/** The depth of values that are read; the limit of filters is far lower. */
const MAX_DEPTH = 1000;

/**
 * Returns the value of an argument with its variables.
 *
 * @returns undefined for a missing variable, and below the maximal depth
 */
export const valueOf = (node: ValueNode, variables: Record<string, unknown>, depth = 0): unknown => {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.kind) {
    case 'Variable':
      return variables[node.name?.value ?? ''];
    case 'NullValue':
      return null;
    case 'IntValue':
    case 'FloatValue':
      return Number(node.value);
    case 'ListValue':
      return node.values?.map((value) => valueOf(value, variables, depth + 1));
    case 'ObjectValue':
      return Object.fromEntries(
        (node.fields ?? []).map(({ name, value }) => [name.value, valueOf(value, variables, depth + 1)])
      );
    default:
      return node.value;
  }
};

export const argumentsOf = (
  { arguments: nodes = [] }: Selection,
  variables: Record<string, unknown>
): Record<string, unknown> =>
  Object.fromEntries(nodes.map(({ name, value }) => [name.value, valueOf(value, variables)]));

/** Returns the variables of a request with the defaults of its operation. */
export const variablesOf = (
  { variableDefinitions = [] }: Definition,
  given: Record<string, unknown>
): Record<string, unknown> => ({
  ...Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueOf(defaultValue, {})]] : []
    )
  ),
  ...given,
});
