import type { Strapi } from '../../plugin';
import { typeDefs } from './type-defs';

interface Field {
  resolve?: unknown;
}

interface Schema {
  getType(name: string): { getFields?: () => Record<string, Field> } | undefined;
}

/** What Strapi's GraphQL has put together of everything that extends it. */
interface Extended {
  plugins: { config?: { onCreateFieldResolver?: unknown } }[];
  resolvers: Record<string, Record<string, unknown> | undefined>;
  resolversConfig: Record<string, unknown>;
}

export interface GeneratesExtension {
  generate(given: object): Extended;
}

const APOLLO = 'plugin::graphql.apolloServer';

/** The fields of a guide and of what is in it, by type: values that are there. */
export const readOwnFields = (): Map<string, string[]> =>
  new Map(
    [...typeDefs.matchAll(/^type (\w+) \{\n(.*?)\n\}/gms)].map(([, type = '', body = '']) => [
      type,
      [...body.matchAll(/^ +(\w+): /gm)].map(([, field = '']) => field),
    ])
  );

const isConfigured = ({ resolvers, resolversConfig }: Extended, type: string, field: string): boolean =>
  resolvers[type]?.[field] !== undefined ||
  resolversConfig[`${type}.${field}`] !== undefined ||
  (resolversConfig[type] as Record<string, unknown> | undefined)?.[field] !== undefined;

/**
 * Has the fields of a guide read as they are. Strapi wraps every field of every type in what looks for its permission,
 * its middlewares and its policies, whether it has any or not; for the hundreds of values of a guide that takes longer
 * than everything else. Fields that a site has configured stay as Strapi has made them, and so does everything where a
 * plugin of the schema may have had a say in each field.
 */
export const readFieldsPlainly = (strapi: Strapi, extension: GeneratesExtension): void => {
  let extended: Extended | undefined;
  const generate = extension.generate.bind(extension);
  extension.generate = (given) => {
    extended = generate(given);
    return extended;
  };

  const serverWillStart = async ({ schema }: { schema: Schema }): Promise<void> => {
    if (!extended || extended.plugins.some(({ config }) => config?.onCreateFieldResolver)) return;
    for (const [type, names] of readOwnFields()) {
      const fields = schema.getType(type)?.getFields?.() ?? {};
      for (const name of names) {
        const field = fields[name];
        if (field && !isConfigured(extended, type, name)) field.resolve = undefined;
      }
    }
  };

  const apollo = (strapi.config.get(APOLLO) ?? {}) as { plugins?: unknown[] };
  strapi.config.set(APOLLO, { ...apollo, plugins: [...(apollo.plugins ?? []), { serverWillStart }] });
};
