/**
 * How Strapi's GraphQL names the types of models, and what it makes of a field's arguments.
 *
 * Relies on: the services of the plugin graphql: `utils` with `naming.getTypeName(model)` and
 * `naming.getComponentName(model)`, `builders` with `utils.transformArgs(args, { contentType })`; its options `defaultLimit`,
 * 10 where it is not set, and `maxLimit`; and the `extensions.strapi.contentType` of fields. Read in Strapi 5.54.0.
 * When a function is missing: an error in the `register` phase, because writers would get what they may not read, and
 * queries would have no limit. Without the `extensions`, a field belongs to the model that its type is named after.
 */
import type { Strapi } from '../plugin';

/** A content type or component, as far as GraphQL reads it. */
interface Model {
  plugin?: string;
  modelName?: string;
  info?: { singularName?: string };
}

interface Naming {
  getTypeName?: (model: Model) => string;
  getComponentName?: (model: Model) => string;
}

type TransformArguments = (
  args: Record<string, unknown>,
  options: { contentType: object }
) => Record<string, unknown>;

export interface GraphqlNames {
  /** Returns the name of the type of a content type. */
  ofType: (model: object) => string;
  ofComponent: (model: object) => string;
  /** Returns the beginning of the names of all content types of a plugin. */
  prefixOf: (plugin: string) => string;
  /** Returns the arguments of a field in the form of REST. @throws Error for arguments of the wrong type */
  toRest: (args: Record<string, unknown>, model: object) => Record<string, unknown>;
}

/** Returns the functions, on a site with GraphQL. @throws Error where one is missing */
export const graphqlNames = (strapi: Strapi): GraphqlNames => {
  const graphql = strapi.plugin('graphql');
  const { naming } = (graphql.service('utils') ?? {}) as { naming?: Naming };
  const { utils } = (graphql.service('builders') ?? {}) as { utils?: { transformArgs?: TransformArguments } };
  const { getTypeName, getComponentName } = naming ?? {};
  const transformArgs = utils?.transformArgs;
  if (!getTypeName || !getComponentName || !transformArgs) {
    throw new Error("Strapi's GraphQL does not give the names of its types, which the plugin needs.");
  }
  return {
    ofType: (model) => getTypeName(model),
    ofComponent: (model) => getComponentName(model),
    prefixOf: (plugin) => getTypeName({ plugin, info: { singularName: '' }, modelName: '' }),
    toRest: (args, model) => transformArgs(args, { contentType: model }),
  };
};

/** Returns the number of documents in a page where a query names none, and the largest number that it may name. */
export const graphqlPageSizes = (strapi: Strapi): { byDefault: number; most: number | undefined } => ({
  byDefault: strapi.config.get('plugin::graphql.defaultLimit', 10),
  most: strapi.config.get('plugin::graphql.maxLimit'),
});

/** A field of the schema, as Strapi has built it. */
export interface FieldExtensions {
  strapi?: { contentType?: { uid: string } };
}

/** Returns the uid of the type that Strapi has built a field for. */
export const uidOfField = ({ extensions }: { extensions?: FieldExtensions }): string | undefined =>
  extensions?.strapi?.contentType?.uid;
