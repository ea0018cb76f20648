import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { hasDrafts, type Strapi } from '../../plugin';
import { errors } from '../../strapi-internals/host-utils';
import { asksForContent, mayReadWritten } from '../write-responses';
import { typeNameInGraphql } from './versions';

type Resolve = (parent: unknown, args: unknown, context: Context, info: Info) => Promise<unknown>;
type Info = Parameters<typeof asksForContent>[0];

interface Context {
  state?: { auth?: unknown };
}

/**
 * Requires the permissions to read for the response of a mutation. Unlike in REST, a field that the writer may not read
 * cannot be left out, because many are non-null. So such a mutation is rejected before it writes anything.
 */
const requireReadPermission =
  (strapi: Strapi, type: PublicType) =>
  async (next: Resolve, parent: unknown, args: unknown, context: Context, info: Info): Promise<unknown> => {
    if (asksForContent(info)) {
      const status = (args as { status?: string }).status;
      const isDraft = hasDrafts(type) && String(status).toLowerCase() !== 'published';
      if (!(await mayReadWritten(strapi, type, context.state?.auth, isDraft))) {
        throw new errors.ForbiddenError(
          'Select only documentId and locale: reading the entry needs permission.'
        );
      }
    }
    return next(parent, args, context, info);
  };

interface Extended {
  resolversConfig: Record<string, { middlewares?: unknown[] } | undefined>;
}

/**
 * Adds the check before the site's own middlewares of these mutations. It is added while Strapi merges its extensions:
 * Strapi merges lists of middlewares by position, so one of two would be lost.
 */
export const guardWrites = (
  strapi: Strapi,
  extension: { generate(given: object): { resolversConfig: object } }
): void => {
  const generate = extension.generate.bind(extension);
  extension.generate = (given) => {
    const extended = generate(given);
    const { resolversConfig } = extended as Extended;
    for (const type of PUBLIC_TYPES) {
      for (const action of ['create', 'update']) {
        const path = `Mutation.${action}${typeNameInGraphql(type)}`;
        const present = resolversConfig[path];
        if (!present) continue;
        resolversConfig[path] = {
          ...present,
          middlewares: [requireReadPermission(strapi, type), ...(present.middlewares ?? [])],
        };
      }
    }
    return extended;
  };
};
