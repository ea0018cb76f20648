import type { Strapi } from '../plugin';

interface AdminAction {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/career-field`. */
  path: string;
  /** The uids of the permissions that it takes; without them, an administrator who is logged in. */
  permissions?: readonly string[];
  /** Set for what has no session of the admin panel, and checks the caller by itself. */
  isPublic?: true;
  respond(strapi: Strapi, context: never): Promise<void>;
}

export interface AdminResource {
  name: string;
  controller: (dependencies: { strapi: Strapi }) => Record<string, (context: never) => Promise<void>>;
  routes: { type: 'admin'; routes: object[] };
}

const policiesOf = ({ permissions }: AdminAction): object => ({
  policies: [
    'admin::isAuthenticatedAdmin',
    ...(permissions ? [{ name: 'admin::hasPermissions', config: { actions: permissions } }] : []),
  ],
});

/**
 * Returns the controller and the routes of a resource of the admin panel. Its line in `RESOURCES` of `index.ts` registers
 * both.
 */
export const adminResource = (name: string, actions: Record<string, AdminAction>): AdminResource => ({
  name,
  controller: ({ strapi }) =>
    Object.fromEntries(
      Object.entries(actions).map(([action, { respond }]) => [
        action,
        (context: never) => respond(strapi, context),
      ])
    ),
  routes: {
    type: 'admin',
    routes: Object.entries(actions).map(([action, details]) => ({
      method: details.method,
      path: details.path,
      handler: `${name}.${action}`,
      config: details.isPublic ? { auth: false } : policiesOf(details),
    })),
  },
});
