import { yup } from '../strapi-internals/host-utils';
import { distance } from 'fastest-levenshtein';
import { PARTS, type Part } from '../../../content-types';

export type { Part };

export const kebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What readers get of a part of an article: of its jobs two parts, the second one after the outlook. */
const partsOf = (part: (typeof PARTS)[number]): string[] => {
  if (part === 'top') return [];
  if (part === 'jobs') return ['jobs-nearby'];
  return part === 'outlook' ? [part, 'jobs-listing'] : [kebabCase(part)];
};

/** The parts in the order in which readers get them, unless the site says otherwise. */
export const NAMED_PARTS = PARTS.flatMap(partsOf) as Part[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The plugin's options, as a site writes them in `config/plugins`. */
export interface CareerFieldConfig {
  /** Grant the public role the permissions to read published content. */
  publicRead: boolean;
  /** Whether bootstrap imports the shipped guides. */
  seed: 'never' | 'if-empty';
  /** The named parts of a guide in another order; parts that are left out follow in the default order. */
  partOrder: Part[];
  /** The locales for guides that do not exist in the requested one: `{ 'de-AT': ['de'] }`. */
  fallbackLocales: Record<string, string[]>;
  /** The response to a previous slug of a guide: HTTP 308, or the guide with a field `redirect`. */
  previousSlugs: 'redirect' | 'field';
  /** The portal that shows the guides. */
  site: {
    /** Its address without a slash at the end. Without it, alternates and JSON-LD have no absolute addresses. */
    url: string | null;
    /** Its name, as the publisher in JSON-LD. */
    name: string | null;
    /** Where a guide is: `{locale}` and `{slug}` are filled in. */
    guidePath: string;
    /** Where a category is, or null if the portal has no such pages. */
    categoryPath: string | null;
  };
  cache: {
    /** How much memory guides and responses may take. */
    megabytes: number;
    /** After how many milliseconds a write of another process is visible, at the latest. */
    maxStaleMs: number;
    /** How old, in seconds, a response may be that anonymous readers get while the database is not available. */
    maxOutageSeconds: number;
  };
  /** The values of `Cache-Control`, in seconds. */
  http: {
    maxAge: number;
    sharedMaxAge: number;
    staleWhileRevalidate: number;
    /** The header for the keys by which a CDN purges: `Surrogate-Key`, `Cache-Tag`, … */
    surrogateKeyHeader: string;
  };
  esco: {
    /**
     * Which form of a name in two forms becomes the title and the address of an imported occupation: `both`
     * (Koch/Köchin), `neutral` (Entwickler/-in) or the one that the label names `first`. One that does not fit gives way to
     * the next shorter one.
     */
    titleForm: 'both' | 'neutral' | 'first';
  };
  /** Send cached public responses before all of the site's middlewares. */
  fastLane: boolean;
  /** What one query to Strapi's own REST and GraphQL of the plugin's types may cost. */
  limits: {
    /** Levels of `populate`, of lookups in GraphQL, and of filters. */
    depth: number;
    /** Conditions in `filters` and keys of `sort`, with those in `populate`; each value of a list counts. */
    conditions: number;
    /** Relations and components that one set of filters, with its sorting, may lead through; a list counts as five. */
    joins: number;
    /** Relations, components and zones that one query may populate, all levels and aliases together. */
    populated: number;
    /** Fields that one query may name, all levels and aliases together. */
    fields: number;
    /** Documents and components in one REST response, estimated: a list counts as five. */
    entries: number;
    /** Times that GraphQL may ask the database for one operation: aliases multiplied by lists, at most. */
    lookups: number;
    /** Documents in one list. */
    pageSize: number;
    /** Characters of a text in a query. */
    text: number;
  };
}

const defaults: CareerFieldConfig = {
  // Installing the plugin grants nothing: a site may publish guides before its front end is ready.
  publicRead: false,
  // Installing the plugin writes no content.
  seed: 'never',
  // Empty, because Strapi merges lists by index.
  partOrder: [],
  fallbackLocales: {},
  // Search engines take a permanent redirect as the new address at once.
  previousSlugs: 'redirect',
  site: { url: null, name: null, guidePath: '/{locale}/{slug}', categoryPath: null },
  // Three thousand guides of the Backend guide's size in two formats fit in.
  cache: { megabytes: 128, maxStaleMs: 1000, maxOutageSeconds: 86_400 },
  // Browsers revalidate each time and get a 304; a CDN caches for a minute, and while it revalidates.
  http: { maxAge: 0, sharedMaxAge: 60, staleWhileRevalidate: 600, surrogateKeyHeader: 'Surrogate-Key' },
  // Bypassing the site's middlewares is the site's decision.
  fastLane: false,
  // Names both, and fits where both in full do not.
  esco: { titleForm: 'neutral' },
  limits: {
    // The Backend guide as a whole takes five levels, about sixty populated fields, and three hundred entries.
    depth: 6,
    populated: 100,
    // A list of 25 whole guides fits in.
    entries: 10_000,
    // A hundred documents by their ids, and a few more.
    conditions: 120,
    // Two paths like `skills.items.skill`, and some without lists. Databases multiply one joined list by the next: twenty
    // conditions on `related` take ten seconds with three guides.
    joins: 16,
    fields: 1000,
    // 25 guides, each with its lists and where these lead; a few seconds on a small machine if all of them are full.
    lookups: 2500,
    pageSize: 100,
    // The longest short text of the content model is an address of 2,000 characters.
    text: 2000,
  },
};

const whole = (min: number, max: number): yup.AnySchema =>
  yup.number().strict().integer().min(min).max(max).required();

/** All of these options and no others. */
const group = (fields: Record<string, yup.AnySchema>): yup.AnySchema =>
  yup.object(fields).noUnknown().strict().required();

const SECONDS = whole(0, 31_536_000);

const options = {
  publicRead: { expected: 'true or false', schema: yup.boolean().strict().required() },
  seed: {
    expected: "'never' or 'if-empty'",
    schema: yup.mixed<CareerFieldConfig['seed']>().oneOf(['never', 'if-empty']).required(),
  },
  partOrder: {
    expected: `a list of parts, each once: ${NAMED_PARTS.join(', ')}`,
    schema: yup
      .mixed()
      .test(
        (value: unknown) =>
          Array.isArray(value) &&
          value.every((part) => (NAMED_PARTS as readonly unknown[]).includes(part)) &&
          new Set(value).size === value.length
      ),
  },
  fallbackLocales: {
    expected: "an object like { 'de-AT': ['de'] }",
    schema: yup
      .mixed()
      .test(
        (value: unknown) =>
          isRecord(value) &&
          Object.values(value).every(
            (chain) => Array.isArray(chain) && chain.every((locale) => typeof locale === 'string')
          )
      ),
  },
  previousSlugs: {
    expected: "'redirect' or 'field'",
    schema: yup.mixed<CareerFieldConfig['previousSlugs']>().oneOf(['redirect', 'field']).required(),
  },
  site: {
    expected:
      "an object with url ('https://…' without a slash at the end, or null), name, guidePath (with {slug}) and categoryPath (with {slug}, or null)",
    schema: group({
      url: yup
        .string()
        .strict()
        .nullable()
        .matches(/^https?:\/\/[^/\s]+(\/[^\s]*[^/\s])?$/),
      name: yup.string().strict().nullable(),
      guidePath: yup
        .string()
        .strict()
        .matches(/^\/.*\{slug\}/)
        .required(),
      categoryPath: yup
        .string()
        .strict()
        .nullable()
        .matches(/^\/.*\{slug\}/),
    }),
  },
  cache: {
    expected:
      'an object with megabytes (1 to 4096), maxStaleMs (0 to 60000) and maxOutageSeconds (0 to 31536000)',
    schema: group({ megabytes: whole(1, 4096), maxStaleMs: whole(0, 60_000), maxOutageSeconds: SECONDS }),
  },
  http: {
    expected:
      'an object with maxAge, sharedMaxAge and staleWhileRevalidate, in whole seconds, and surrogateKeyHeader, the name of a header',
    schema: group({
      maxAge: SECONDS,
      sharedMaxAge: SECONDS,
      staleWhileRevalidate: SECONDS,
      surrogateKeyHeader: yup
        .string()
        .strict()
        .matches(/^[A-Za-z][A-Za-z0-9-]{0,60}$/)
        .required(),
    }),
  },
  esco: {
    expected: "an object with titleForm: 'both', 'neutral' or 'first'",
    schema: group({
      titleForm: yup
        .mixed<CareerFieldConfig['esco']['titleForm']>()
        .oneOf(['both', 'neutral', 'first'])
        .required(),
    }),
  },
  fastLane: { expected: 'true or false', schema: yup.boolean().strict().required() },
  limits: {
    expected: `an object with ${Object.keys(defaults.limits).join(', ')}, whole numbers of at least 1`,
    schema: group({
      depth: whole(1, 100),
      conditions: whole(1, 10_000),
      joins: whole(1, 10_000),
      populated: whole(1, 10_000),
      fields: whole(1, 100_000),
      entries: whole(1, 1_000_000),
      lookups: whole(1, 1_000_000),
      pageSize: whole(1, 10_000),
      text: whole(1, 1_000_000),
    }),
  },
} satisfies Record<keyof CareerFieldConfig, { expected: string; schema: yup.AnySchema }>;

const names = Object.keys(options);

const unknownOption = (name: string): string => {
  const nearest = names.find((known) => distance(name.toLowerCase(), known.toLowerCase()) <= 2);
  const hint = nearest ? `Did you mean "${nearest}"?` : `The options are: ${names.join(', ')}.`;
  return `"${name}" is not an option of this plugin. ${hint}`;
};

const shown = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value));

/**
 * Rejects invalid options. Strapi calls it after merging the site's options over the defaults, prints the message and
 * does not start.
 *
 * @throws Error with a sentence for each wrong option: which, what it is now, and what is allowed
 */
const validator = (config: unknown): void => {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new Error(
      `the config must be an object with the options ${names.join(', ')}; it is ${shown(config)}.`
    );
  }
  const issues: string[] = [];
  for (const [name, value] of Object.entries(config)) {
    if (!Object.hasOwn(options, name)) {
      issues.push(unknownOption(name));
      continue;
    }
    const { expected, schema } = options[name as keyof CareerFieldConfig];
    if (!schema.isValidSync(value, { strict: true })) {
      issues.push(`"${name}" is ${shown(value)}, but must be ${expected}.`);
    }
  }
  if (issues.length > 0) throw new Error(issues.join(' '));
};

export const config = { default: defaults, validator };
