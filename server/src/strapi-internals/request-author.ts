/**
 * Who has sent the current request.
 *
 * Relies on: `state.auth` of a request has the name of the strategy (`admin`, `admin-token`, `content-api-token`,
 * `api-token`, `users-permissions`) that recognised the sender, and the account or token as `credentials`. Read in Strapi
 * 5.54.0.
 * When it is missing: the request has no author; what it writes counts as written by the site.
 */
import type { Strapi } from '../plugin';

export type Author =
  | { kind: 'admin'; account: { id: number } }
  | { kind: 'token'; name: string | null }
  | { kind: 'user'; name: string | null };

interface Authentication {
  strategy?: { name?: string };
  credentials?: { id?: number; name?: string | null; username?: string | null } | null;
}

/** Returns undefined outside of a request, and for an anonymous one. */
export const requestAuthor = (strapi: Strapi): Author | undefined => {
  const { strategy, credentials } =
    (strapi.requestContext.get()?.state as { auth?: Authentication | null } | undefined)?.auth ?? {};
  if (!credentials) return undefined;
  const { id, name, username } = credentials;
  if (strategy?.name === 'admin' && typeof id === 'number')
    return { kind: 'admin', account: { ...credentials, id } };
  if (strategy?.name?.endsWith('token')) return { kind: 'token', name: name ?? null };
  return strategy?.name === 'users-permissions' ? { kind: 'user', name: username ?? null } : undefined;
};
