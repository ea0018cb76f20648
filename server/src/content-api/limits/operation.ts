/** GraphQL's documents and schema, as far as they are measured. A site need not have GraphQL, so nothing is imported. */

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
  /** What a list or a mandatory type is made of. */
  ofType?: TypeReference;
  getFields?: () => Record<string, FieldDefinition | undefined>;
}

export interface FieldDefinition {
  type: TypeReference;
  args?: readonly { name: string }[];
  extensions?: { strapi?: { contentType?: { uid: string } } };
}

export interface GraphqlSchema {
  getType(name: string): TypeReference | undefined;
  getQueryType(): TypeReference | undefined;
  getMutationType(): TypeReference | undefined;
}

export interface Document {
  definitions: readonly Definition[];
}

/** What a request asks: one operation of a document. */
export interface Question {
  document: Document;
  /** Which of several. */
  operationName?: string | undefined;
  schema: GraphqlSchema;
  variables: Record<string, unknown>;
}

/** The type behind lists and marks. Only a list has a type within it and no name, as `String()` shows: `[Article]`. */
export const namedType = (type: TypeReference): TypeReference => {
  let named = type;
  while (named.ofType) named = named.ofType;
  return named;
};

export const isListType = (type: TypeReference): boolean => String(type).startsWith('[');

/** Values nested deeper are not read on; what measures filters refuses them long before. */
const DEEPEST = 1000;

/**
 * An argument's value with the variables filled in.
 *
 * @returns undefined for a variable that is not given, and for what is nested too deep to be meant
 */
export const valueOf = (node: ValueNode, variables: Record<string, unknown>, depth = 0): unknown => {
  if (depth > DEEPEST) return undefined;
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

/** The variables of a request over the defaults that the operation gives. */
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
