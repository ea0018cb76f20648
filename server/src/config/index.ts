import { yup } from '@strapi/utils';
import { distance } from 'fastest-levenshtein';

/** The plugin's options, as a site writes them in `config/plugins`. */
export interface CareerFieldConfig {
  /** Let everybody read what is published, without a permission set by hand. */
  publicRead: boolean;
  /** What to do with the shipped guides at start. */
  seed: 'never' | 'if-empty';
}

const defaults: CareerFieldConfig = {
  // A guest opens no doors: a site may hold its guides back until its front end is ready.
  publicRead: false,
  // Nothing is written into somebody's database because a package was installed.
  seed: 'never',
};

const options = {
  publicRead: { expected: 'true or false', schema: yup.boolean().strict().required() },
  seed: {
    expected: "'never' or 'if-empty'",
    schema: yup.mixed<CareerFieldConfig['seed']>().oneOf(['never', 'if-empty']).required(),
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
 * Stops the start of a site whose options cannot be meant. Strapi calls it after it has merged the site's options
 * over the defaults and prints the message.
 *
 * @throws Error with a sentence for each wrong option: which, what it is now, and what is allowed
 */
const validator = (config: unknown): void => {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new Error(
      `the config must be an object with the options ${names.join(', ')}; it is ${shown(config)}.`
    );
  }
  const faults: string[] = [];
  for (const [name, value] of Object.entries(config)) {
    if (!Object.hasOwn(options, name)) {
      faults.push(unknownOption(name));
      continue;
    }
    const { expected, schema } = options[name as keyof CareerFieldConfig];
    if (!schema.isValidSync(value, { strict: true })) {
      faults.push(`"${name}" is ${shown(value)}, but must be ${expected}.`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join(' '));
};

export const config = { default: defaults, validator };
