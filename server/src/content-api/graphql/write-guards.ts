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
 * Holds the mutations of what editors write to their permissions for reading. Unlike in REST, a field that a writer may
 * not read cannot simply be left out: many are never null. So such a mutation is refused before it writes anything.
 */
const guard =
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
 * Puts the guards before whatever middlewares a site has for these mutations. They are added when Strapi puts its
 * extensions together: it merges lists of middlewares by position, so that one of two would be lost.
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
          middlewares: [guard(strapi, type), ...(present.middlewares ?? [])],
        };
      }
    }
    return extended;
  };
};
