import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createModels, isOwn, type Model } from '../query-models';
import type { Limits } from './budget';
import { pageSizesOf } from './cost';
import type { CheckArguments, GraphqlModels } from './graphql/fields';
import { measureOperation } from './graphql/measure-operation';
import type { Document, OperationRequest } from './graphql/operation';
import type { ValidateQuery } from './validate';

interface RequestContext {
  document: Document;
  schema: OperationRequest['schema'];
  request: { operationName?: string; variables?: Record<string, unknown> };
  response: { body?: { singleResult?: { errors?: { extensions?: Record<string, unknown> }[] } } };
}

interface ApolloConfig {
  plugins?: unknown[];
  validationRules?: unknown[];
}

interface Naming {
  getTypeName(model: unknown): string;
  getComponentName(model: unknown): string;
}

interface ArgumentUtils {
  transformArgs(args: Record<string, unknown>, options: { contentType: Model }): Record<string, unknown>;
}

const APOLLO = 'plugin::graphql.apolloServer';

const graphqlModelsOf = (strapi: Strapi, naming: Naming): GraphqlModels => ({
  models: createModels(strapi),
  byType: new Map(
    [
      ...Object.values(strapi.contentTypes).map((model) => [naming.getTypeName(model), model] as const),
      ...Object.values(strapi.components).map((model) => [naming.getComponentName(model), model] as const),
    ].map(([name, model]) => [name, model as unknown as Model])
  ),
  prefix: naming.getTypeName({ plugin: PLUGIN_ID, info: { singularName: '' }, modelName: '' }),
});

/** Returns a function that validates the arguments of a field that reads the plugin's types, in the form of REST. */
const createArgumentsCheck =
  (utils: ArgumentUtils, validateQuery: ValidateQuery): CheckArguments =>
  (args, model, path, isNested) => {
    if (!isOwn(model.uid)) return;
    let query: Record<string, unknown>;
    try {
      query = utils.transformArgs(args, { contentType: model });
    } catch {
      // Apollo reports arguments of the wrong type.
      return;
    }
    validateQuery(query, model, path, isNested);
  };

/** Returns a function that measures a request, with the site's options and models at the time of the request. */
const createCheck = (strapi: Strapi, limits: Limits, validateQuery: ValidateQuery) => {
  const graphql = strapi.plugin('graphql');
  const { utils } = graphql.service('builders') as { utils: ArgumentUtils };
  const { naming } = graphql.service('utils') as { naming: Naming };
  const checkArguments = createArgumentsCheck(utils, validateQuery);
  let models: GraphqlModels | undefined;
  return ({ document, schema, request: { operationName, variables = {} } }: RequestContext): void => {
    models ??= graphqlModelsOf(strapi, naming);
    // 10 is Strapi's own default.
    const pageSizes = pageSizesOf(
      strapi.config.get('plugin::graphql.defaultLimit', 10),
      strapi.config.get('plugin::graphql.maxLimit')
    );
    measureOperation({ document, operationName, schema, variables }, models, {
      limits,
      pageSizes,
      checkArguments,
    });
  };
};

/** Apollo's code for an error in the request. */
const CODE = 'BAD_USER_INPUT';

/**
 * Creates a plugin and a validation rule for Apollo.
 *
 * A plugin can reject an operation after its validation, but the validation is what makes a large one expensive: Strapi's
 * own rule for depth follows every use of a fragment. So the document is measured before, and a rejected one is replaced
 * by an empty one, for which the rule reports the error.
 */
const createApolloPlugin = (check: (context: RequestContext) => void) => {
  const rejections = new WeakMap<Document, Error>();

  const rejectionOf = (context: RequestContext): Error | undefined => {
    try {
      check(context);
      return undefined;
    } catch (error) {
      // Apollo creates its own error from this one, with these extensions.
      return Object.assign(error as Error, { extensions: { code: CODE, http: { status: 400 } } });
    }
  };

  const requestDidStart = async () => {
    let isMeasured = false;
    let rejection: Error | undefined;
    return {
      validationDidStart: async (context: RequestContext): Promise<void> => {
        isMeasured = true;
        rejection = rejectionOf(context);
        if (!rejection) return;
        context.document = { definitions: [], kind: 'Document' } as Document;
        rejections.set(context.document, rejection);
      },
      // Apollo caches valid documents and skips their validation; the variables may differ.
      didResolveOperation: async (context: RequestContext): Promise<void> => {
        if (isMeasured) return;
        rejection = rejectionOf(context);
        if (rejection) throw rejection;
      },
      willSendResponse: async ({ response }: RequestContext): Promise<void> => {
        if (!rejection) return;
        for (const { extensions } of response.body?.singleResult?.errors ?? []) {
          if (extensions) extensions.code = CODE;
        }
      },
    };
  };

  const rule = (validation: { reportError: (error: Error) => void }) => ({
    Document: (document: Document): void => {
      const rejection = rejections.get(document);
      if (rejection) validation.reportError(rejection);
    },
  });

  return { plugin: { requestDidStart }, rule };
};

/**
 * Limits every GraphQL operation that reaches the plugin's types, if the site has GraphQL. Strapi passes its option
 * `apolloServer` to Apollo on bootstrap.
 */
export const limitGraphql = (strapi: Strapi, limits: Limits, validateQuery: ValidateQuery): void => {
  if (!strapi.plugin('graphql')) return;
  const { plugin, rule } = createApolloPlugin(createCheck(strapi, limits, validateQuery));
  const apollo = (strapi.config.get(APOLLO) ?? {}) as ApolloConfig;
  strapi.config.set(APOLLO, {
    ...apollo,
    plugins: [...(apollo.plugins ?? []), plugin],
    validationRules: [...(apollo.validationRules ?? []), rule],
  });
};
