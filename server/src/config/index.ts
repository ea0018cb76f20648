import { yup } from '../strapi-internals/host-utils';
import { distance } from 'fastest-levenshtein';
import type { Part } from '../../../content-types';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { isRecord } from '../utils/is-record';
import { NAMED_PARTS } from './parts';
import { isSetting, settingsOf, type SettingName } from './settings';

export { kebabCase, NAMED_PARTS } from './parts';
export type { Part };

/** `study-path` as `StudyPath`. */
export const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

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
    /**
     * Where the portal shows drafts. `{documentId}`, `{locale}`, `{slug}` and `{token}` are filled in; those that it does
     * not name are added as parameters. Null: the plugin's own plain page.
     */
    previewUrl: string | null;
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
  /** When texts and figures are to be looked at again. */
  freshness: {
    /** Months after which a figure with a date is too old. Search engines never get one. */
    figures: number;
    /** Whether figures that are too old are only marked for editors, or hidden from readers. */
    oldFigures: 'mark' | 'hide';
    /** Months from one review to the next, unless the editor chooses others. */
    review: number;
    /** Whether administrators get a mail each week about the reviews that are due for them. */
    mail: boolean;
  };
  /** Who has changed, published and reviewed articles: how many entries each of them keeps in one language, or false for none. */
  history: { keep: number } | false;
  /** Live numbers of vacancies. */
  jobs: {
    /**
     * The site's own function, or null: it returns how many vacancies there are, or null where that is not known.
     * `article` is its guide, as the delivery API has it with `format=blocks`.
     */
    count: ((of: { article: object; locale: string }) => Promise<number | null> | number | null) | null;
    /** Minutes from one call for a guide to the next. */
    everyMinutes: number;
    /** Seconds after which a call has failed. */
    timeoutSeconds: number;
    /** Days for which the last number is shown while the function fails. */
    maxAgeDays: number;
  };
  /** Whether the server requests the links of published guides, and in how many days again after an answer. */
  links: { check: boolean; everyDays: number };
  /** What happens when a language is published of which parts are behind their original: the admin panel warns, or it is refused. */
  translations: 'warn' | 'block' | 'off';
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

export const defaults: CareerFieldConfig = {
  // Installing the plugin grants nothing: a site may publish guides before its front end is ready.
  publicRead: false,
  // Installing the plugin writes no content.
  seed: 'never',
  // Empty, because Strapi merges lists by index.
  partOrder: [],
  fallbackLocales: {},
  // Search engines take a permanent redirect as the new address at once.
  previousSlugs: 'redirect',
  site: { url: null, name: null, guidePath: '/{locale}/{slug}', categoryPath: null, previewUrl: null },
  // Three thousand guides of the Backend guide's size in two formats fit in.
  cache: { megabytes: 128, maxStaleMs: 1000, maxOutageSeconds: 86_400 },
  // Browsers revalidate each time and get a 304; a CDN caches for a minute, and while it revalidates.
  http: { maxAge: 0, sharedMaxAge: 60, staleWhileRevalidate: 600, surrogateKeyHeader: 'Surrogate-Key' },
  // Nothing that is published disappears unless the site says so.
  history: { keep: 200 },
  jobs: { count: null, everyMinutes: 60, timeoutSeconds: 10, maxAgeDays: 7 },
  // The server sends requests to other sites only if the site says so.
  links: { check: false, everyDays: 7 },
  freshness: { figures: 36, oldFigures: 'mark', review: 6, mail: false },
  // The text of the original may be needed at once, whatever the translations say.
  translations: 'warn',
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
      "an object with url ('https://…' without a slash at the end, or null), name, guidePath (with {slug}), categoryPath (with {slug}, or null) and previewUrl ('https://…', or null)",
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
      previewUrl: yup
        .string()
        .strict()
        .nullable()
        .matches(/^https?:\/\/[^/\s{}]+(\/\S*)?$/),
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
  freshness: {
    expected:
      "an object with figures (1 to 240 months), oldFigures ('mark' or 'hide'), review (1 to 120 months) and mail (true or false)",
    schema: group({
      figures: whole(1, 240),
      oldFigures: yup
        .mixed<CareerFieldConfig['freshness']['oldFigures']>()
        .oneOf(['mark', 'hide'])
        .required(),
      review: whole(1, 120),
      mail: yup.boolean().strict().required(),
    }),
  },
  history: {
    expected: 'false, or an object with keep (1 to 10000 entries of each article and language)',
    schema: yup
      .mixed()
      .test((value: unknown) => value === false || group({ keep: whole(1, 10_000) }).isValidSync(value)),
  },
  jobs: {
    expected:
      'an object with count (a function, or null), everyMinutes (1 to 10080), timeoutSeconds (1 to 300) and maxAgeDays (1 to 365)',
    schema: group({
      count: yup.mixed().test((value: unknown) => value === null || typeof value === 'function'),
      everyMinutes: whole(1, 10_080),
      timeoutSeconds: whole(1, 300),
      maxAgeDays: whole(1, 365),
    }),
  },
  links: {
    expected: 'an object with check (true or false) and everyDays (1 to 365)',
    schema: group({ check: yup.boolean().strict().required(), everyDays: whole(1, 365) }),
  },
  translations: {
    expected: "'warn', 'block' or 'off'",
    schema: yup.mixed<CareerFieldConfig['translations']>().oneOf(['warn', 'block', 'off']).required(),
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

/** Fills a group of which the file or a setting names only a part: Strapi merges only options that have its defaults. */
const filled = (name: string, value: unknown): unknown => {
  const standard = isSetting(name) ? defaults[name] : undefined;
  return isRecord(standard) && isRecord(value) ? { ...standard, ...value } : value;
};

/**
 * Rejects invalid options. Strapi calls it after merging the site's options over the defaults, prints the message and
 * does not start.
 *
 * @throws Error with a sentence for each wrong option: which, what it is now, and what is allowed
 */
const validator = (config: unknown): void => {
  if (!isRecord(config)) {
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
    if (!schema.isValidSync(filled(name, value), { strict: true })) {
      issues.push(`"${name}" is ${shown(value)}, but must be ${expected}.`);
    }
  }
  if (issues.length > 0) throw new Error(issues.join(' '));
};

const open = Object.entries(defaults).filter(([name]) => !isSetting(name));

export const config = { default: Object.fromEntries(open), validator };

/** The options that a site's config file names, and the defaults of those that cannot be settings. */
const optionsOf = (strapi: Strapi): Partial<CareerFieldConfig> => strapi.config.get(`plugin::${PLUGIN_ID}`);

const filledGroups = (options: object): Partial<CareerFieldConfig> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, filled(name, value)]));

/** Returns the options of a site: those of its config file, then the settings of the admin panel, then the defaults. */
export const configOf = (strapi: Strapi): CareerFieldConfig => ({
  ...defaults,
  // Those that are not valid are not read.
  ...filledGroups(settingsOf(strapi)),
  ...filledGroups(optionsOf(strapi)),
});

/** Whether the config file names an option, so that the admin panel cannot change it. */
export const isFixed = (strapi: Strapi, name: SettingName): boolean => Object.hasOwn(optionsOf(strapi), name);

/** Returns the value that an option has when nothing names it. */
export const defaultOf = (name: SettingName): unknown => defaults[name];

/** Returns what is wrong with a value for an option, or undefined. */
export const settingIssue = (name: SettingName, value: unknown): string | undefined => {
  const { expected, schema } = options[name];
  return schema.isValidSync(filled(name, value), { strict: true })
    ? undefined
    : `"${name}" is ${shown(value)}, but must be ${expected}.`;
};
