import { errors } from '../../strapi-internals/host-utils';
import { contentTypes, PUBLIC_TYPES } from '../../../../content-types';
import { PLUGIN_ID, uidOf, type Strapi } from '../../plugin';
import type { QueryGuard } from './guard-queries';
import type { Model } from './models';

interface RequestContext {
  method: string;
  path: string;
  query: Record<string, unknown>;
}

/** `/career-field/articles` and what is below it, by the name in the path. */
const UIDS = new Map(PUBLIC_TYPES.map((type) => [contentTypes[type].info.pluralName as string, uidOf(type)]));

/**
 * Measures what is asked of the plugin's own routes before anything else is done for it: before Strapi asks the
 * database who is asking, and before it looks at every key of the query.
 */
export const guardRoutes = (strapi: Strapi, { check }: QueryGuard): void => {
  const prefix = strapi.config.get<string>('api.rest.prefix', '/api');
  // Routes are found whatever the case of their letters.
  const route = new RegExp(`^${prefix}/${PLUGIN_ID}/([^/]+)(/[^/]+)?`, 'i');

  const guard = (context: RequestContext, next: () => Promise<void>): Promise<void> => {
    const [, plural, document] = route.exec(context.path) ?? [];
    if (plural) {
      // PostgreSQL takes no null character, and no document has one in its name.
      if (context.path.includes('%00'))
        throw new errors.ValidationError('This address has a null character.');
      const uid = UIDS.get(plural.toLowerCase());
      const isOne = context.method !== 'GET' || document !== undefined;
      if (uid) check(context.query, strapi.getModel(uid) as unknown as Model, isOne);
    }
    return next();
  };
  const { use } = strapi.server.api('content-api') as unknown as { use: (guard: unknown) => void };
  use(guard);
};
