import { PLUGIN_ID, type Strapi } from '../../plugin';
import { graphqlNames, graphqlPageSizes, type GraphqlNames } from '../../strapi-internals/graphql-models';
import { checkOperations } from '../../strapi-internals/graphql-operations';
import { createModels, isOwn, type Model } from '../query-models';
import type { Limits } from './budget';
import { pageSizesOf } from './cost';
import type { CheckArguments, GraphqlModels } from './graphql/fields';
import { measureOperation } from './graphql/measure-operation';
import type { Document, OperationRequest } from './graphql/operation';
import type { ValidateQuery } from './validate';

const graphqlModelsOf = (strapi: Strapi, names: GraphqlNames): GraphqlModels => ({
  models: createModels(strapi),
  byType: new Map(
    [
      ...Object.values(strapi.contentTypes).map((model) => [names.ofType(model), model] as const),
      ...Object.values(strapi.components).map((model) => [names.ofComponent(model), model] as const),
    ].map(([name, model]) => [name, model as unknown as Model])
  ),
  prefix: names.prefixOf(PLUGIN_ID),
});

/** Returns a function that validates the arguments of a field that reads the plugin's types, in the form of REST. */
const createArgumentsCheck =
  (names: GraphqlNames, validateQuery: ValidateQuery): CheckArguments =>
  (args, model, path, isNested) => {
    if (!isOwn(model.uid)) return;
    let query: Record<string, unknown>;
    try {
      query = names.toRest(args, model);
    } catch {
      // Apollo reports arguments of the wrong type.
      return;
    }
    validateQuery(query, model, path, isNested);
  };

/** Limits every GraphQL operation that reaches the plugin's types, if the site has GraphQL. */
export const limitGraphql = (strapi: Strapi, limits: Limits, validateQuery: ValidateQuery): void => {
  if (!strapi.plugin('graphql')) return;
  const names = graphqlNames(strapi);
  const checkArguments = createArgumentsCheck(names, validateQuery);
  let models: GraphqlModels | undefined;
  checkOperations<Document, OperationRequest['schema']>(strapi, (operation) => {
    // The site's models and options at the time of a request.
    models ??= graphqlModelsOf(strapi, names);
    const { byDefault, most } = graphqlPageSizes(strapi);
    measureOperation(operation, models, { limits, pageSizes: pageSizesOf(byDefault, most), checkArguments });
  });
};
