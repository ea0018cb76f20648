import { config } from '../../server/src/config';

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
    expect(config.default).toEqual({ publicRead: false, seed: 'never' });
    expect(complaint(config.default)).toBe('');
  });

  it.each([
    { publicRead: true, seed: 'if-empty' },
    { publicRead: false, seed: 'never' },
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
    ['seed', true, 'true', "'never' or 'if-empty'"],
    ['seed', 'always', '"always"', "'never' or 'if-empty'"],
    ['seed', 'If-Empty', '"If-Empty"', "'never' or 'if-empty'"],
    ['seed', '', '""', "'never' or 'if-empty'"],
    ['seed', null, 'null', "'never' or 'if-empty'"],
    ['seed', undefined, 'undefined', "'never' or 'if-empty'"],
    ['seed', ['never'], '["never"]', "'never' or 'if-empty'"],
  ])('cannot have %s as %j', (name, value, shown, allowed) => {
    expect(complaint({ ...config.default, [name]: value })).toBe(
      `"${name}" is ${shown}, but must be ${allowed}.`
    );
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

  it.each(['locales', 'public'])('names all options where none is near: %s', (name) => {
    expect(complaint({ ...config.default, [name]: true })).toBe(
      `"${name}" is not an option of this plugin. The options are: publicRead, seed.`
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
