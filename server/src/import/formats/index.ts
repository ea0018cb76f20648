import { documents } from './documents';
import { esco } from './esco';
import type { FormatOption, ImportFormat } from './format';

/**
 * Every format that `import` reads; the first one is the default. A format is one folder and one entry here.
 *
 * The command line bundles this list for its help. Each format therefore loads its reader only in `open`.
 */
export const FORMATS = [documents, esco] as const satisfies ImportFormat[];

type Format = (typeof FORMATS)[number];

export type FormatName = Format['name'];

/** The intersection of a union: TypeScript infers it for a parameter, whose position is contravariant. */
type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All
) => void
  ? All
  : never;

type AllOptions = Intersection<Format['options']>;

type ValueOf<Option> = Option extends { choices: readonly (infer Choice)[] } ? Choice : string;

/** The options of single formats, as a run takes them. */
export type FormatOptions = { [Name in keyof AllOptions]?: ValueOf<AllOptions[Name]> };

export type FormatOptionName = keyof FormatOptions;

/** The options of single formats by name, with the format that they belong to. */
export const FORMAT_OPTIONS = Object.fromEntries(
  FORMATS.flatMap(({ name, options }) =>
    Object.entries<FormatOption>(options).map(([option, description]) => [
      option,
      { ...description, format: name },
    ])
  )
) as Record<FormatOptionName, FormatOption & { format: FormatName }>;

export const formatOf = (name: FormatName = FORMATS[0].name): ImportFormat =>
  FORMATS.find((format) => format.name === name) ?? FORMATS[0];
