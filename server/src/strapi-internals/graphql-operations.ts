/**
 * Checks each operation that reaches Strapi's GraphQL before it is validated, and rejects some.
 *
 * A plugin of Apollo can reject an operation after its validation, but the validation is what makes a large one expensive:
 * Strapi's own rule for depth follows every use of a fragment. So the document is checked before, and a rejected one is
 * replaced by an empty one, for which a rule of validation reports the error.
 *
 * Relies on: Strapi passes its option `apolloServer` to Apollo on bootstrap, with its `plugins` and `validationRules`; Apollo
 * validates the `document` of the context that a plugin gets in `validationDidStart`. Read in Strapi 5.54.0 with
 * `@apollo/server` 4.
 * When Apollo validates another document: the operation is rejected after its validation, and not executed. When the option
 * is not passed on: no operation is checked.
 */
import type { Strapi } from '../plugin';

const OPTION = 'plugin::graphql.apolloServer';

/** Apollo's code for an error in the request. */
const CODE = 'BAD_USER_INPUT';

/** A request, before any of it is validated. */
export interface Operation<Document, Schema> {
  document: Document;
  schema: Schema;
  operationName: string | undefined;
  variables: Record<string, unknown>;
}

interface RequestContext {
  document: object;
  schema: object;
  request: { operationName?: string; variables?: Record<string, unknown> };
  response: { body?: { singleResult?: { errors?: { extensions?: Record<string, unknown> }[] } } };
}

type Check = (context: RequestContext) => void;

/** Creates a plugin and a validation rule for Apollo. */
const createApolloPlugin = (check: Check) => {
  const rejections = new WeakMap<object, Error>();

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
    let isChecked = false;
    let rejection: Error | undefined;
    return {
      validationDidStart: async (context: RequestContext): Promise<void> => {
        isChecked = true;
        rejection = rejectionOf(context);
        if (!rejection) return;
        context.document = { definitions: [], kind: 'Document' };
        rejections.set(context.document, rejection);
      },
      didResolveOperation: async (context: RequestContext): Promise<void> => {
        // Apollo caches valid documents and skips their validation; the variables may differ.
        if (!isChecked) rejection = rejectionOf(context);
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
    Document: (document: object): void => {
      const rejection = rejections.get(document);
      if (rejection) validation.reportError(rejection);
    },
  });

  return { plugin: { requestDidStart }, rule };
};

/**
 * Checks every operation, in the `register` phase.
 *
 * @param check throws for an operation that is rejected
 */
export const checkOperations = <Document, Schema>(
  strapi: Strapi,
  check: (operation: Operation<Document, Schema>) => void
): void => {
  const { plugin, rule } = createApolloPlugin(
    ({ document, schema, request: { operationName, variables = {} } }) =>
      check({ document: document as Document, schema: schema as Schema, operationName, variables })
  );
  const options = strapi.config.get<{ plugins?: unknown[]; validationRules?: unknown[] } | undefined>(OPTION);
  strapi.config.set(OPTION, {
    ...options,
    plugins: [...(options?.plugins ?? []), plugin],
    validationRules: [...(options?.validationRules ?? []), rule],
  });
};
