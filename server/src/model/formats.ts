/**
 * Formats of single values. Each function takes a value and says whether it is one; none throws.
 */

const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** What a whole address means. `URL.canParse` is not asked: in Node 20 and 22 it refuses umlauts once it is optimized. */
export const toUrl = (value: string): URL | undefined => {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
};

/**
 * A link that is safe in an `href`: `http`, `https`, `mailto`, `tel`, or relative to the site (`/path`, `?query`,
 * `#anchor`). Browsers drop tabs and line breaks inside a scheme and read `\` as `/`, so neither may occur at all;
 * `//host` leaves the site and is refused like any address without a scheme.
 */
export const isSafeUrl = (value: string): boolean => {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(value) || value === '') return false;
  if (value.startsWith('//')) return false;
  if (/^[/?#]/.test(value)) return true;
  const url = toUrl(value);
  if (!url) return false;
  const { protocol, hostname, pathname } = url;
  if (!SAFE_PROTOCOLS.has(protocol)) return false;
  return protocol.startsWith('http') ? hostname !== '' && /^https?:\/\//i.test(value) : pathname !== '';
};

/**
 * What a pattern can say of `isSafeUrl`, for tools that know patterns only: everything that is safe matches it, and
 * some of what is not, such as a host that no URL may have.
 */
export const URL_PATTERN =
  // eslint-disable-next-line no-control-regex -- control characters are what must not occur
  /^(?:\/(?!\/)|[?#]|[Hh][Tt][Tt][Pp][Ss]?:\/\/|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)[^\u0000-\u0020\u007f\\]*$/;

export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const ANCHOR_PATTERN = /^[a-z][a-z0-9-]*$/;

/** The part of a page's address that names a guide: lower-case words of ASCII letters and digits, joined by `-`. */
export const isSlug = (value: string): boolean => SLUG_PATTERN.test(value);

/** The target of a link within a page. It starts with a letter, so that it is also usable as a CSS selector. */
export const isAnchor = (value: string): boolean => ANCHOR_PATTERN.test(value);

/** Text that every database can store: no null character, no half of a surrogate pair. */
export const isStorableText = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed();

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** How an ISO 4217 currency looks; which there are, the version of Node decides. */
export const CURRENCY_PATTERN = /^[A-Z]{3}$/;

/** An ISO 4217 currency, `EUR`. */
export const isCurrency = (value: string): boolean => currencies.has(value);

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Codes that ISO 3166-1 reserves or leaves to users, or that CLDR adds: no country of today has them. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

const isCountry = (code: string): boolean =>
  !NO_COUNTRY.has(code) &&
  regions.of(code) !== undefined &&
  // For a country that is no more, or another code of one, the code of today comes back.
  Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

export const REGION_PATTERN = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** An ISO 3166-1 alpha-2 country, `DE`, or an ISO 3166-2 part of one, `DE-BY`. */
export const isRegion = (value: string): boolean =>
  REGION_PATTERN.test(value) && isCountry(value.slice(0, 2));

interface CodeFormat {
  code: RegExp;
  uri?: RegExp;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * How the codes of each classification look. ESCO: https://esco.ec.europa.eu (the code of an occupation continues its
 * ISCO-08 group); ISCO-08: International Labour Organization; KldB 2010: Bundesagentur für Arbeit; O*NET-SOC: US
 * Department of Labor.
 */
export const CODE_FORMATS: Record<string, CodeFormat> = {
  esco: {
    code: /^[A-Z]?\d+(\.\d+)*$/,
    uri: new RegExp(`^http://data\\.europa\\.eu/esco/(occupation|skill)/${uuid}$`),
  },
  'isco-08': { code: /^\d{1,4}$/ },
  'kldb-2010': { code: /^\d{1,5}$/ },
  'onet-soc': { code: /^\d{2}-\d{4}\.\d{2}$/ },
};

/** An example of a code of each classification, to show what is meant. */
export const CODE_EXAMPLES: Record<string, string> = {
  esco: '2512.4',
  'isco-08': '2512',
  'kldb-2010': '4341',
  'onet-soc': '15-1252.00',
};
