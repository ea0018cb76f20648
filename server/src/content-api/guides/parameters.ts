import { errors, z } from '../../strapi-internals/host-utils';
import type { CareerFieldConfig } from '../../config';
import { byParameter } from '../../guide/filters';
import { MAX_QUERY_LENGTH, SORTS } from '../../guide/search';

/** Schemas of a route's query, by the name of the parameter. */
export type QuerySchemas = Record<string, z.ZodType>;

const oneOf = (values: readonly string[]): string =>
  `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const whole = (max: number, expected: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: expected })
    .transform(Number)
    .pipe(z.int().min(1, { error: expected }).max(max, { error: expected }))
    .optional();

const FORMATS = ['blocks', 'html', 'markdown'] as const;

// BCP 47 and the codes of Strapi. Whether the site has the locale is checked later.
const locale = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,35}$/, { error: 'must be the code of a language, such as de or de-AT' })
  .meta({ description: "The code of a language of the site; without it, the site's default language." })
  .optional();

const filter = (what: string) =>
  z
    .string()
    .max(1000, { error: 'must have at most 1000 characters' })
    .meta({
      description: `Slugs or documentIds of ${what}, with commas between them: guides that have one of them.`,
    })
    .optional();

/** The last page that can be requested. */
const MAX_PAGE = 999_999_999;

const page = whole(MAX_PAGE, `must be a whole number from 1 to ${MAX_PAGE}`);

const pageSize = (limit: number) => whole(limit, `must be a whole number from 1 to ${limit}`);

/** The page size where a request names none. */
export const DEFAULT_PAGE_SIZE = 25;

export const guideQuery = {
  locale,
  format: z
    .enum(FORMATS, { error: oneOf(FORMATS) })
    .meta({ description: "How rich text is delivered; without it, as Strapi's blocks." })
    .optional(),
} satisfies QuerySchemas;

export const pageQuery = { locale } satisfies QuerySchemas;

export const guidesQuery = ({ pageSize: limit }: Pick<CareerFieldConfig['limits'], 'pageSize'>) =>
  ({
    locale,
    q: z
      .string()
      .max(MAX_QUERY_LENGTH, { error: `must have at most ${MAX_QUERY_LENGTH} characters` })
      .meta({ description: 'Words to search for.' })
      .optional(),
    ...byParameter(({ description }) => filter(description)),
    sort: z
      .enum(SORTS, { error: oneOf(SORTS) })
      .meta({ description: 'Without it, by relevance, which is by title where nothing is searched for.' })
      .optional(),
    page,
    pageSize: pageSize(limit),
  }) satisfies QuerySchemas;

export const changesQuery = ({ pageSize: limit }: CareerFieldConfig['limits']) =>
  ({
    cursor: z
      .string()
      .max(20, { error: 'must be what meta.next of an earlier response says' })
      .meta({ description: '`meta.next` of an earlier response: what has changed since, exactly.' })
      .optional(),
    since: z
      .string()
      .max(500, { error: 'must be a moment in ISO 8601' })
      .meta({
        description:
          'A moment in ISO 8601, by the clocks of the servers, so approximate; without it and `cursor`, everything.',
      })
      .optional(),
    pageSize: pageSize(limit),
  }) satisfies QuerySchemas;

export const sitemapQuery = {
  locale: locale.meta({ description: 'Only the pages of one language; without it, those of all.' }),
  page: page.meta({ description: 'One file of a sitemap that is too large for one file.' }),
} satisfies QuerySchemas;

/** The parsed values of a query. */
export type Parsed<Schemas extends QuerySchemas> = { [Name in keyof Schemas]: z.infer<Schemas[Name]> };

const isDecodable = (querystring: string): boolean => {
  try {
    return !decodeURIComponent(querystring).includes('\u0000');
  } catch {
    return false;
  }
};

/** A name or value from a request, shortened for a message. */
const shown = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);

interface ParameterIssue {
  name: string;
  message: string;
}

/** Creates the error for wrong parameters of a request. */
export const parameterError = (
  issues: ParameterIssue[],
  message = issues.map((issue) => issue.message).join(' ')
): InstanceType<typeof errors.ValidationError> =>
  new errors.ValidationError(message, {
    errors: issues.map((issue) => ({
      path: [issue.name],
      name: 'ValidationError',
      message: issue.message,
    })),
  });

const parseValues = <Schemas extends QuerySchemas>(
  given: ReadonlyMap<string, string>,
  schemas: Schemas,
  issues: ParameterIssue[]
): Parsed<Schemas> => {
  const parsed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const value = given.get(name);
    const result = schema.safeParse(value);
    if (result.success) parsed[name] = result.data;
    else {
      const [first] = result.error.issues;
      issues.push({ name, message: `${shown(name)} ${first?.message}, but is ${shown(value ?? '')}.` });
    }
  }
  if (issues.length > 0) throw parameterError(issues);
  return parsed as Parsed<Schemas>;
};

/**
 * Parses the arguments of a GraphQL field by the rules of REST. An argument that is null or an empty text counts as
 * missing: that is how clients send a variable without a value.
 *
 * @throws ValidationError that names every invalid argument, and what is allowed
 */
export const parseArguments = <Schemas extends QuerySchemas>(
  given: Record<string, unknown>,
  schemas: Schemas
): Parsed<Schemas> => {
  const values = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]]
  );
  return parseValues(new Map(values), schemas, []);
};

/**
 * Parses the parameters of a request, not from Strapi's parsed query: that takes `locale[]=de` and `locale[x]=de` for a
 * parameter `locale`, and a repeated parameter for a list, and each would be another entry in a cache.
 *
 * @param others names that plugins of the site have added to the route; they are ignored
 * @throws ValidationError that names every parameter that is unknown, repeated or invalid, and what is allowed
 */
export const parseQuery = <Schemas extends QuerySchemas>(
  querystring: string,
  schemas: Schemas,
  others: readonly string[] = []
): Parsed<Schemas> => {
  if (!isDecodable(querystring)) {
    throw new errors.ValidationError(
      'The query has characters in it that cannot be read. It must be UTF-8, percent-encoded, and without null characters.'
    );
  }
  const issues: ParameterIssue[] = [];
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(querystring)) {
    if (!Object.hasOwn(schemas, name) && !others.includes(name)) {
      const names = Object.keys(schemas).join(', ');
      issues.push({
        name,
        message: `${shown(name)} is not a parameter of this address. Its parameters are: ${names}.`,
      });
    } else if (given.has(name)) {
      issues.push({ name, message: `${shown(name)} may be there only once.` });
    } else {
      given.set(name, value);
    }
    if (issues.length >= 10) break;
  }
  return parseValues(given, schemas, issues);
};
