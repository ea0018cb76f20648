import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createBudget, type Limits } from './budget';
import { createOperationMeter, type CheckArguments, type ModelsByType } from './measure-operation';
import type { SiteChecker } from './guard-queries';
import { createModels, isOurs, type Model } from './models';
import type { Pages } from './measure-query';
import type { Document, Question } from './operation';

interface RequestContext {
  document: Document;
  schema: Question['schema'];
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

const modelsByTypeOf = (strapi: Strapi, naming: Naming): ModelsByType =>
  new Map([
    ...Object.values(strapi.contentTypes).map(
      (model) => [naming.getTypeName(model), model as unknown as Model] as const
    ),
    ...Object.values(strapi.components).map(
      (model) => [naming.getComponentName(model), model as unknown as Model] as const
    ),
  ]);

/** Apollo's name for a fault of the question, which front ends tell from one of the server by. */
const CODE = 'BAD_USER_INPUT';

/**
 * Measures every GraphQL operation that has to do with the plugin's types, where a site has GraphQL. Strapi hands its
 * option `apolloServer` to Apollo when it starts.
 *
 * A plugin of Apollo may refuse an operation once it has been found valid, but finding that out is what a large one
 * makes expensive: Strapi's own rule for depth follows fragments as often as they are used. So the document is
 * measured before, and a refused one is replaced by one that has no content but the refusal.
 */
export const guardOperations = (strapi: Strapi, limits: Limits, checkQuery: SiteChecker): void => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return;
  const { utils } = graphql.service('builders') as { utils: ArgumentUtils };
  const { naming } = graphql.service('utils') as { naming: Naming };

  const pages = (): Pages => {
    const most = Number(strapi.config.get('plugin::graphql.maxLimit'));
    return {
      // Strapi's own when the site has none.
      byDefault: Number(strapi.config.get('plugin::graphql.defaultLimit', 10)),
      most: most > 0 ? most : Infinity,
    };
  };

  /** Checks the arguments of a field that reads the plugin's types, in Strapi's own form. */
  const checkArguments: CheckArguments = (args, model, path, isNested) => {
    if (!isOurs(model.uid)) return;
    let query: Record<string, unknown>;
    try {
      query = utils.transformArgs(args, { contentType: model });
    } catch {
      // Arguments of the wrong type, for which Apollo has a sentence.
      return;
    }
    checkQuery(query, model, path, isNested);
  };

  let measure: ReturnType<typeof createOperationMeter> | undefined;
  const check = ({ document, schema, request: { operationName, variables = {} } }: RequestContext): void => {
    measure ??= createOperationMeter(
      createModels(strapi),
      modelsByTypeOf(strapi, naming),
      naming.getTypeName({ plugin: PLUGIN_ID, info: { singularName: '' }, modelName: '' }),
      checkArguments
    );
    measure({ document, operationName, schema, variables }, pages(), () => createBudget(limits));
  };

  /** Why the document that stands for a refused one is refused. */
  const refusals = new WeakMap<Document, Error>();

  const rule = (validation: { reportError: (error: Error) => void }) => ({
    Document: (document: Document): void => {
      const refusal = refusals.get(document);
      if (refusal) validation.reportError(refusal);
    },
  });

  const requestDidStart = async () => {
    let isMeasured = false;
    let isRefused = false;
    const refusalOf = (context: RequestContext): Error | undefined => {
      isMeasured = true;
      try {
        check(context);
        return undefined;
      } catch (error) {
        isRefused = true;
        // How Apollo learns what to answer: it makes its own error of this one, and takes these over.
        return Object.assign(error as Error, { extensions: { code: CODE, http: { status: 400 } } });
      }
    };
    return {
      validationDidStart: async (context: RequestContext): Promise<void> => {
        const refusal = refusalOf(context);
        if (!refusal) return;
        context.document = { kind: 'Document', definitions: [] } as Document;
        refusals.set(context.document, refusal);
      },
      // Apollo remembers documents that it has found valid; the variables are new.
      didResolveOperation: async (context: RequestContext): Promise<void> => {
        const refusal = isMeasured ? undefined : refusalOf(context);
        if (refusal) throw refusal;
      },
      willSendResponse: async ({ response }: RequestContext): Promise<void> => {
        if (!isRefused) return;
        for (const { extensions } of response.body?.singleResult?.errors ?? []) {
          if (extensions) extensions.code = CODE;
        }
      },
    };
  };

  const apollo = (strapi.config.get(APOLLO) ?? {}) as ApolloConfig;
  strapi.config.set(APOLLO, {
    ...apollo,
    plugins: [...(apollo.plugins ?? []), { requestDidStart }],
    validationRules: [...(apollo.validationRules ?? []), rule],
  });
};
