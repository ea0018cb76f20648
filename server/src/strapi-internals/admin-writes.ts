/**
 * Puts something around the requests by which the admin panel writes entries.
 *
 * Several of them open a transaction of their own around more than one call of the document service: a publish is an
 * update and a publish, a bulk action is one call for each entry, all at the same time.
 *
 * Relies on: the controller `plugin::content-manager.collection-types` with the actions below, the parameters `model`
 * and `id`, and the entry's attributes, `locale` or `documentIds` in the body; `strapi.get('controllers').extend`.
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

interface Context {
  params: { model?: string; id?: string };
  request: { body?: Record<string, unknown> };
}

type Action = (this: unknown, context: Context, ...rest: unknown[]) => Promise<unknown>;
type Controller = Record<string, Action>;

/** @param around runs the request, more than once if it has to */
export const wrapAdminWrites = (
  strapi: Core.Strapi,
  around: (write: AdminWrite, run: () => Promise<unknown>) => Promise<unknown>
): void => {
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
          () => {
            context.request.body = body;
            return action.call(this, context, ...rest);
          }
        );
      };
    }
    return wrapped;
  });
};
