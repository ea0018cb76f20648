import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { HttpContext, Strategy } from './context';
import { afterWrites, createRemembered } from './remembered';

type Authenticate = Strategy['authenticate'];

interface JwtService {
  getToken(context: unknown): unknown;
}

/**
 * Remembers what everybody may do, for the plugin's routes.
 *
 * For each request without a token, users-permissions reads the permissions of the public role from the database and
 * makes an ability of them: that takes longer than answering with a guide. Strapi goes on deciding, by the same
 * strategies in the same order; only what the strategy of users-permissions says of a request without a token, which is
 * the same for all of them, is kept until a permission or a role is written, and `cache.maxStaleMs` at most, because
 * another process may have written it.
 */
export const createPublicAccess = (strapi: Strapi) => {
  const { cache } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  let adopted: { strategy: Strategy; original: Authenticate; ours: Authenticate } | undefined;

  const everybody = createRemembered(
    (original: Authenticate, context: HttpContext) => original(context),
    cache.maxStaleMs,
    // Without any permission the role is as good as none; that, and a database that does not answer, is not kept.
    ({ authenticated, ability }) => authenticated === true && ability !== null
  );

  const isOurs = ({ state }: HttpContext): boolean => state.route?.info?.pluginName === PLUGIN_ID;

  const isAnonymous = async (context: HttpContext): Promise<boolean> => {
    if (context.get('authorization') !== '') return false;
    // A site may take tokens from elsewhere by a service of its own, as from a cookie.
    const jwt: JwtService = strapi.plugin('users-permissions').service('jwt');
    try {
      return !(await jwt.getToken(context));
    } catch {
      return false;
    }
  };

  const adopt = (strategy: Strategy): void => {
    const original = strategy.authenticate.bind(strategy);
    const ours: Authenticate = async (context) => {
      if (!isOurs(context)) return original(context);
      if (!(await isAnonymous(context))) return original(context);
      return everybody.peek() ?? everybody.get(original, context);
    };
    adopted = { strategy, original: strategy.authenticate, ours };
    strategy.authenticate = ours;
  };

  const stopWatching = strapi.plugin('users-permissions')
    ? afterWrites(
        strapi,
        ['plugin::users-permissions.permission', 'plugin::users-permissions.role'],
        everybody.forget
      )
    : () => {};

  return {
    /**
     * Meets the strategy of users-permissions in a request that it has let through; Strapi has no other place to ask
     * for it.
     */
    meet({ state: { auth } }: HttpContext): void {
      if (!adopted && auth?.strategy?.name === 'users-permissions') adopt(auth.strategy);
    },

    /** Whether everybody may do this, or undefined as long as that is not known without the database. */
    may(action: string): boolean | undefined {
      return everybody.peek()?.ability?.can(action);
    },

    stop(): void {
      stopWatching();
      everybody.forget();
      // The strategy belongs to a module that a later Strapi of this process uses again.
      if (adopted && adopted.strategy.authenticate === adopted.ours) {
        adopted.strategy.authenticate = adopted.original;
      }
      adopted = undefined;
    },
  };
};

export type PublicAccess = ReturnType<typeof createPublicAccess>;
