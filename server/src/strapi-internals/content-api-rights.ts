/**
 * What the sender of a request to the content API may do.
 *
 * Relies on: `strapi.auth.verify(auth, { scope })` throws unless the authentication in the state of a request has the
 * actions of the scope. Read in Strapi 5.54.0.
 * When it is missing: nobody is allowed anything.
 */
import type { Strapi } from '../plugin';

/** Whether a reader or writer is allowed an action. */
export const mayDo = async (strapi: Strapi, auth: unknown, action: string): Promise<boolean> => {
  if (!auth) return false;
  try {
    await strapi.auth.verify(auth as Parameters<Strapi['auth']['verify']>[0], { scope: [action] });
    return true;
  } catch {
    return false;
  }
};
