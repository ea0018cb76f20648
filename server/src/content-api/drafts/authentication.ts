import { findPreview, type GrantedPreview } from '../../guide/drafts';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import {
  supportsStrategyObjects,
  type Auth,
  type AuthContext,
  authServiceOf,
  type Strategy,
} from '../../strapi-internals/anonymous-authentication';
import { errors } from '../../strapi-internals/host-utils';
import { guideApiOf } from '../guides/guide-api';

interface DraftContext extends AuthContext {
  querystring: string;
  params: { documentId?: string };
}

const isGranted = (credentials: unknown): credentials is GrantedPreview =>
  typeof credentials === 'object' && credentials !== null && 'mayRead' in credentials;

/** Returns what the token of a preview allows, if the request was authenticated by one. */
export const grantOf = (auth: Auth | undefined): GrantedPreview | undefined =>
  isGranted(auth?.credentials) ? auth.credentials : undefined;

/** Another draft and a wrong token get the same response, so that it tells nothing of what exists. */
const REFUSED = 'The token of this preview is not valid for this draft, or no longer.';

/**
 * Authenticates a request for a draft: by the token of a preview, or else as Strapi does for every route, so that it takes
 * the permission. Where Strapi does not support it, tokens are not accepted.
 */
export const authOfDrafts = (strapi: Strapi) => {
  if (!supportsStrategyObjects(authServiceOf(strapi))) return {};
  const others = (): Strategy => guideApiOf(strapi).authentication.strategy;
  const strategy: Strategy = {
    name: `${PLUGIN_ID}-preview`,
    async authenticate(context) {
      const { querystring, params } = context as DraftContext;
      const query = new URLSearchParams(querystring);
      const token = query.get('token');
      if (token === null) return others().authenticate(context);
      const grant = await findPreview(strapi, token);
      const isForThis =
        grant?.documentId === params.documentId && [grant?.locale, null].includes(query.get('locale'));
      return grant && isForThis
        ? { authenticated: true, credentials: grant }
        : { authenticated: false, error: new errors.UnauthorizedError(REFUSED) };
    },
    verify: async (auth, config) => (grantOf(auth) ? undefined : others().verify(auth, config)),
  };
  return { auth: { strategies: [strategy] } };
};
