/**
 * Wraps the requests by which the admin panel writes entries, and adds metadata to the response about one.
 *
 * Several of them open a transaction of their own around more than one call of the document service: a publish is an
 * update and a publish, a bulk action is one call for each entry, all at the same time.
 *
 * Relies on: the controller `plugin::content-manager.collection-types` with the actions below, the parameters `model`
 * and `id`, the entry's attributes, `locale` or `documentIds` in the body, and `{ data, meta }` as the body of a response
 * about one entry; `strapi.get('controllers').extend`.
 * When an action is missing, it is left out; when the controller is missing, nothing is wrapped. The admin panel works
 * as before then, and the document middlewares of the plugin still run for each single write.
 */
import type { Core } from '@strapi/strapi';

const CONTROLLER = 'plugin::content-manager.collection-types';

const ACTIONS = [
  'create',
  'update',
  'publish',
  'unpublish',
  'discard',
  'clone',
  'autoClone',
  'delete',
  'bulkPublish',
  'bulkUnpublish',
  'bulkDelete',
] as const;

/** A request by which the admin panel writes. */
export interface AdminWrite {
  /** The uid of the type. */
  model: string;
  documentIds: string[];
  /** The entry's attributes, where the request has some. */
  data: unknown;
}

/** An entry as the admin panel gets it. */
type ShownEntry = Record<string, unknown> & { documentId?: string; locale?: string | null };

interface Context {
  params: { model?: string; id?: string };
  query?: Record<string, unknown>;
  request: { body?: Record<string, unknown> };
  body?: { data?: ShownEntry; meta?: object };
}

type Action = (this: unknown, context: Context, ...rest: unknown[]) => Promise<unknown>;
type Controller = Record<string, Action>;

interface Wrappers {
  /** Runs a request that writes, more than once if it has to. */
  around: (write: AdminWrite, run: () => Promise<unknown>) => Promise<unknown>;
  /** What the `meta` of a response with one entry says in addition: read first, then told of what is shown. */
  describe: (
    model: string,
    documentId: string,
    locale: string | undefined
  ) => Promise<(shown: ShownEntry) => object>;
}

export const wrapAdminWrites = (strapi: Core.Strapi, { around, describe }: Wrappers): void => {
  /** Adds to a response about one entry. */
  const addTo = ({ body }: Context, tell: (shown: ShownEntry) => object): void => {
    if (body?.meta) Object.assign(body.meta, tell(body.data ?? {}));
  };

  const controllers = strapi.get('controllers') as {
    get: (uid: string) => Controller | undefined;
    extend: (uid: string, extend: (controller: Controller) => Controller) => unknown;
  };
  if (!controllers.get(CONTROLLER)) return;
  controllers.extend(CONTROLLER, (controller) => {
    const wrapped: Controller = { ...controller };
    for (const name of ACTIONS) {
      const action = controller[name];
      if (typeof action !== 'function') continue;
      wrapped[name] = async function run(this: unknown, context, ...rest) {
        const { model, id } = context.params;
        const { body } = context.request;
        const documentIds = Array.isArray(body?.documentIds) ? body.documentIds.map(String) : [];
        return around(
          {
            model: String(model),
            documentIds: id === undefined ? documentIds : [id],
            data: documentIds.length > 0 ? undefined : body,
          },
          async () => {
            context.request.body = body;
            const result = await action.call(this, context, ...rest);
            const { documentId, locale } = context.body?.data ?? {};
            // Still in the transaction of the write: this is the version that was written, not that of a later write.
            if (documentId) addTo(context, await describe(String(model), documentId, locale ?? undefined));
            return result;
          }
        );
      };
    }
    const { findOne } = controller;
    if (typeof findOne === 'function') {
      wrapped.findOne = async function run(this: unknown, context, ...rest) {
        const { model, id } = context.params;
        const { locale } = context.query ?? {};
        // Before the entry is read: a version that is too old is noticed at the next write, one that is too new is not.
        const described = await describe(
          String(model),
          String(id),
          typeof locale === 'string' ? locale : undefined
        );
        const result = await findOne.call(this, context, ...rest);
        addTo(context, described);
        return result;
      };
    }
    return wrapped;
  });
};
