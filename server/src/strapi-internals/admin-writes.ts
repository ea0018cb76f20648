/**
 * Wraps the requests with which the admin panel writes entries, and adds metadata to the response about one entry.
 *
 * Several of them open a transaction around more than one call of the document service: a publish is an update and a
 * publish, a bulk action is one call for each entry, all at the same time.
 *
 * Relies on: the controller `plugin::content-manager.collection-types` with the actions below, the parameters `model`
 * and `id`, the entry's attributes, `locale` or `documentIds` in the body, and `{ data, meta }` as the body of a response
 * about one entry; `strapi.get('controllers').extend`. Read in Strapi 5.54.0.
 * When an action is missing, it is left out; when the controller is missing, nothing is wrapped. The admin panel then
 * works as without the plugin, and document middlewares still run for each single write.
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

/** A request with which the admin panel writes. */
export interface AdminWrite {
  /** The uid of the type. */
  model: string;
  documentIds: string[];
  /** The entry's attributes, where the request has some. */
  data: unknown;
}

/** An entry as the admin panel receives it. */
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
  /** Runs a request that writes, more than once if necessary. */
  around: (write: AdminWrite, run: () => Promise<unknown>) => Promise<unknown>;
  /** Reads an entry, and returns a function that adds to the `meta` of a response with that entry. */
  describe: (
    model: string,
    documentId: string,
    locale: string | undefined
  ) => Promise<(shown: ShownEntry) => object>;
}

/** Adds to the `meta` of a response about one entry. */
const addMeta = ({ body }: Context, metaOf: (shown: ShownEntry) => object): void => {
  if (body?.meta) Object.assign(body.meta, metaOf(body.data ?? {}));
};

const wrapWrite = (action: Action, { around, describe }: Wrappers): Action =>
  async function run(this: unknown, context, ...rest) {
    const { model, id } = context.params;
    const { body } = context.request;
    const documentIds = Array.isArray(body?.documentIds) ? body.documentIds.map(String) : [];
    const write: AdminWrite = {
      model: String(model),
      documentIds: id === undefined ? documentIds : [id],
      data: documentIds.length > 0 ? undefined : body,
    };
    return around(write, async () => {
      context.request.body = body;
      const result = await action.call(this, context, ...rest);
      const { documentId, locale } = context.body?.data ?? {};
      // Still in the transaction of the write: this is the version that it wrote, not that of a later write.
      if (documentId) addMeta(context, await describe(String(model), documentId, locale ?? undefined));
      return result;
    });
  };

const wrapFind = (findOne: Action, { describe }: Wrappers): Action =>
  async function run(this: unknown, context, ...rest) {
    const { model, id } = context.params;
    const { locale } = context.query ?? {};
    // Before the entry is read: the next write notices a version that is too old, but not one that is too new.
    const metaOf = await describe(String(model), String(id), typeof locale === 'string' ? locale : undefined);
    const result = await findOne.call(this, context, ...rest);
    addMeta(context, metaOf);
    return result;
  };

export const wrapAdminWrites = (strapi: Core.Strapi, wrappers: Wrappers): void => {
  const controllers = strapi.get('controllers') as {
    get: (uid: string) => Controller | undefined;
    extend: (uid: string, extend: (controller: Controller) => Controller) => unknown;
  };
  if (!controllers.get(CONTROLLER)) return;
  controllers.extend(CONTROLLER, (controller) => {
    const wrapped: Controller = { ...controller };
    for (const name of ACTIONS) {
      const action = controller[name];
      if (typeof action === 'function') wrapped[name] = wrapWrite(action, wrappers);
    }
    const { findOne } = controller;
    if (typeof findOne === 'function') wrapped.findOne = wrapFind(findOne, wrappers);
    return wrapped;
  });
};
