import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { hasDrafts, type Strapi } from '../../plugin';
import { errors } from '../../strapi-internals/host-utils';
import { asksForContent, mayReadWritten } from '../write-responses';

interface Context {
  state?: { auth?: unknown };
}

type Resolve = (parent: unknown, args: object, context: Context, info: Info) => unknown;
type Info = Parameters<typeof asksForContent>[0];
type Middleware = (
  parent: unknown,
  args: object,
  context: Context,
  info: Info,
  next: Resolve
) => Promise<unknown>;

/** What a plugin of Nexus receives of a field while the schema is built. */
interface Field {
  parentTypeConfig: { name: string };
  fieldConfig: { name: string };
}

/**
 * Requires the permissions to read for the response of a mutation. Unlike in REST, a field that the writer may not read
 * cannot be left out, because many are non-null. So such a mutation is rejected before it writes anything.
 */
const requireReadPermission =
  (strapi: Strapi, type: PublicType): Middleware =>
  async (parent, args, context, info, next) => {
    if (asksForContent(info)) {
      const { status } = args as { status?: string };
      const isDraft = hasDrafts(type) && String(status).toLowerCase() !== 'published';
      if (!(await mayReadWritten(strapi, type, context.state?.auth, isDraft))) {
        throw new errors.ForbiddenError(
          'Select only documentId and locale: reading the entry needs permission.'
        );
      }
    }
    return next(parent, args, context, info);
  };

/**
 * Returns the plugin of Nexus that adds the check to the mutations of the plugin's types, whichever resolver they have. Not a
 * middleware of Strapi's `resolversConfig`: Strapi merges those of several extensions by position, so one of two would be
 * lost.
 *
 * @param typeName the name of a type in GraphQL
 */
export const writeGuards = (strapi: Strapi, typeName: (type: PublicType) => string) => {
  const guards = new Map(
    PUBLIC_TYPES.flatMap((type) =>
      ['create', 'update'].map((action) => [
        `${action}${typeName(type)}`,
        requireReadPermission(strapi, type),
      ])
    )
  );
  return {
    name: 'career-field-write-guards',
    onCreateFieldResolver: ({ parentTypeConfig, fieldConfig }: Field): Middleware | undefined =>
      parentTypeConfig.name === 'Mutation' ? guards.get(fieldConfig.name) : undefined,
  };
};
