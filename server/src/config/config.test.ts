import { config, defaults } from './index';

/** What a site's owner reads when the site does not start. */
const complaint = (options: unknown): string => {
  try {
    config.validator(options);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('the config', () => {
  it('is right by default, and opens and writes nothing', () => {
    expect(defaults).toMatchObject({ publicRead: false, seed: 'never', fastLane: false });
    expect(complaint(defaults)).toBe('');
    expect(complaint(config.default)).toBe('');
  });

  // Strapi merges a site's list over the default one by index, so that a default entry could never be taken away.
  it('has no list with entries among the defaults', () => {
    const lists = (value: unknown): unknown[][] => {
      if (Array.isArray(value)) return [value];
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(lists) : [];
    };
    expect(lists(defaults).filter((list) => list.length > 0)).toEqual([]);
  });

  it.each([
    { publicRead: true, seed: 'if-empty' },
    { publicRead: false, seed: 'never' },
    { partOrder: ['tasks', 'jobs-listing'], previousSlugs: 'field', fastLane: true },
    { fallbackLocales: { 'de-AT': ['de', 'en'], en: [] } },
    {
      site: {
        url: 'https://portal.example',
        name: 'Portal',
        guidePath: '/{locale}/{slug}',
        categoryPath: null,
      },
    },
    { site: { url: null, name: null, guidePath: '/guides/{slug}', categoryPath: '/fields/{slug}' } },
    { cache: { megabytes: 1, maxStaleMs: 0, maxOutageSeconds: 0 } },
    { http: { maxAge: 0, sharedMaxAge: 0, staleWhileRevalidate: 0, surrogateKeyHeader: 'Cache-Tag' } },
    { limits: { ...defaults.limits, depth: 1, entries: 1_000_000 } },
    { jobs: { ...defaults.jobs, count: () => 5 } },
    { history: false },
    { history: { keep: 1 } },
    // Strapi merges over the defaults first, but nothing depends on that.
    {},
  ])('may be %j', (options) => {
    expect(complaint(options)).toBe('');
  });

  it.each<[string, unknown, string, string]>([
    ['publicRead', 'true', '"true"', 'true or false'],
    ['publicRead', 1, '1', 'true or false'],
    ['publicRead', null, 'null', 'true or false'],
    ['publicRead', undefined, 'undefined', 'true or false'],
    ['publicRead', [true], '[true]', 'true or false'],
    [
      'history',
      true,
      'true',
      'false, or an object with keep (1 to 10000 entries of each article and language)',
    ],
    [
      'history',
      { keep: 0 },
      '{"keep":0}',
      'false, or an object with keep (1 to 10000 entries of each article and language)',
    ],
    ['seed', true, 'true', "'never' or 'if-empty'"],
    ['seed', 'always', '"always"', "'never' or 'if-empty'"],
    ['seed', 'If-Empty', '"If-Empty"', "'never' or 'if-empty'"],
    ['seed', '', '""', "'never' or 'if-empty'"],
    ['seed', null, 'null', "'never' or 'if-empty'"],
    ['seed', undefined, 'undefined', "'never' or 'if-empty'"],
    ['seed', ['never'], '["never"]', "'never' or 'if-empty'"],
    ['previousSlugs', 'both', '"both"', "'redirect' or 'field'"],
    ['previousSlugs', null, 'null', "'redirect' or 'field'"],
    ['fastLane', 'true', '"true"', 'true or false'],
    ['fastLane', null, 'null', 'true or false'],
  ])('cannot have %s as %j', (name, value, shown, allowed) => {
    expect(complaint({ ...config.default, [name]: value })).toBe(
      `"${name}" is ${shown}, but must be ${allowed}.`
    );
  });

  it.each<[string, unknown, string]>([
    ['partOrder', ['intro'], 'a list of parts, each once: definition, employers'],
    ['partOrder', ['tasks', 'tasks'], 'a list of parts, each once: definition, employers'],
    ['partOrder', 'tasks', 'a list of parts, each once: definition, employers'],
    ['partOrder', null, 'a list of parts, each once: definition, employers'],
    ['fallbackLocales', ['de'], "an object like { 'de-AT': ['de'] }"],
    ['fallbackLocales', { 'de-AT': 'de' }, "an object like { 'de-AT': ['de'] }"],
    ['fallbackLocales', { 'de-AT': [1] }, "an object like { 'de-AT': ['de'] }"],
    ['fallbackLocales', null, "an object like { 'de-AT': ['de'] }"],
    ['site', { ...config.default.site, url: 'https://portal.example/' }, 'without a slash at the end'],
    ['site', { ...config.default.site, url: 'portal.example' }, 'without a slash at the end'],
    ['site', { ...config.default.site, url: 'javascript:alert(1)' }, 'without a slash at the end'],
    ['site', { ...config.default.site, guidePath: '/{locale}' }, 'guidePath (with {slug})'],
    ['site', { ...config.default.site, guidePath: '{slug}' }, 'guidePath (with {slug})'],
    ['site', { ...config.default.site, categoryPath: '/categories' }, 'categoryPath (with {slug}, or null)'],
    ['site', { ...config.default.site, address: 'x' }, 'an object with url'],
    ['site', null, 'an object with url'],
    [
      'cache',
      { megabytes: 0, maxStaleMs: 1000, maxOutageSeconds: 60 },
      'megabytes (1 to 4096), maxStaleMs (0 to 60000) and maxOutageSeconds',
    ],
    [
      'cache',
      { megabytes: 128, maxStaleMs: -1, maxOutageSeconds: 60 },
      'megabytes (1 to 4096), maxStaleMs (0 to 60000) and maxOutageSeconds',
    ],
    [
      'cache',
      { megabytes: 128, maxStaleMs: '1000', maxOutageSeconds: 60 },
      'megabytes (1 to 4096), maxStaleMs (0 to 60000) and maxOutageSeconds',
    ],
    ['cache', { megabytes: 128 }, 'megabytes (1 to 4096), maxStaleMs (0 to 60000) and maxOutageSeconds'],
    ['http', { ...config.default.http, maxAge: 0.5 }, 'in whole seconds'],
    ['http', { ...config.default.http, sharedMaxage: 60 }, 'in whole seconds'],
    ['jobs', { ...defaults.jobs, count: 12 }, 'count (a function, or null)'],
    ['jobs', { ...defaults.jobs, everyMinutes: 0 }, 'everyMinutes (1 to 10080)'],
    ['links', { check: 'yes', everyDays: 7 }, 'check (true or false) and everyDays (1 to 365)'],
    ['links', { check: true, everyDays: 0 }, 'check (true or false) and everyDays (1 to 365)'],
    ['limits', { ...defaults.limits, depth: 0 }, 'whole numbers of at least 1'],
    ['limits', { ...defaults.limits, pageSize: Infinity }, 'whole numbers of at least 1'],
  ])('cannot have %s as %j', (name, value, allowed) => {
    const message = complaint({ ...config.default, [name]: value });
    expect(message).toContain(`"${name}" is `);
    expect(message).toContain(allowed);
  });

  it.each([
    ['publicread', 'publicRead'],
    ['publicReed', 'publicRead'],
    ['public_read', 'publicRead'],
    ['pubilcRead', 'publicRead'],
    ['sed', 'seed'],
    ['seeds', 'seed'],
    ['Seed', 'seed'],
  ])('names the option that %s was meant to be', (wrong, right) => {
    expect(complaint({ ...config.default, [wrong]: true })).toBe(
      `"${wrong}" is not an option of this plugin. Did you mean "${right}"?`
    );
  });

  it.each(['locales', 'public', 'graphql'])('names all options where none is near: %s', (name) => {
    expect(complaint({ ...config.default, [name]: true })).toBe(
      `"${name}" is not an option of this plugin. The options are: publicRead, seed, partOrder, fallbackLocales, previousSlugs, site, cache, http, esco, freshness, history, jobs, links, translations, fastLane, limits.`
    );
  });

  it('names everything that is wrong at once', () => {
    const message = complaint({ publicRead: 'yes', seed: 'always', sead: 1 });
    expect(message).toContain('"publicRead" is "yes"');
    expect(message).toContain('"seed" is "always"');
    expect(message).toContain('"sead" is not an option');
  });

  it.each([null, undefined, 'never', 5, [], [{ seed: 'never' }]])('is an object, not %j', (options) => {
    const message = complaint(options);
    expect(message).toContain('the config must be an object');
    expect(message).toContain('publicRead, seed');
  });

  // Looked up in a plain object, it is found, and the site's owner reads of the `schema` of undefined.
  it('takes no name for an option because every object has it', () => {
    expect(complaint({ ...config.default, constructor: true })).toContain('"constructor" is not an option');
  });
});
