import { choiceText } from '../../../../texts';
import { isContent, rowsOf, type Content } from '../../conflicts/schema';
import { attributesOf } from '../../messages';

/** What names need beyond a row itself. */
export interface NameContext {
  /** The editor's language. */
  language: string;
  /** Returns the name of the document that a relation of the row leads to, if it is known. */
  related: (row: Content, attribute: string) => string | undefined;
}

type Describe = (row: Content, context: NameContext) => (string | undefined)[];

const textIn = (row: Content, name: string): string | undefined => {
  const value = row[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const PREFIX = 'career-field.';

const wordIn = (component: string, row: Content, name: string, language: string): string | undefined => {
  const choice = textIn(row, name);
  return choice && (choiceText(`${PREFIX}${component}`, name, choice, language) ?? choice);
};

const countryIn = (row: Content, { language }: NameContext): string | undefined => {
  const region = textIn(row, 'region');
  const [country, subdivision] = region?.toUpperCase().split('-') ?? [];
  try {
    const name = country && new Intl.DisplayNames([language], { type: 'region' }).of(country);
    return name && (subdivision ? `${name} (${subdivision})` : name);
  } catch {
    return region;
  }
};

/** The names by which everybody who works with classifications calls them. */
const SCHEMES: Record<string, string> = {
  esco: 'ESCO',
  'isco-08': 'ISCO',
  'kldb-2010': 'KldB',
  'onet-soc': 'O*NET',
};

const FIGURES = ['median', 'p25', 'p75', 'min', 'max'];

/** The names of figures without what is explained at the field: `Mitte (Median)` is `Median`. */
const figureIn = (row: Content, label: (name: string) => string): string | undefined => {
  const figure = FIGURES.find((name) => typeof row[name] === 'number' || textIn(row, name) !== undefined);
  return figure && (/\(([^)]+)\)/.exec(label(figure))?.[1] ?? label(figure));
};

const formattedText = (value: unknown): string =>
  rowsOf(value)
    .map((node) => (typeof node.text === 'string' ? node.text : formattedText(node.children)))
    .join(' ');

/** Components whose rows are not named by their first text. */
const DESCRIBE: Record<string, Describe> = {
  'skill-item': (row, { related }) => [related(row, 'skill')],
  'area-item': (row, { related }) => [textIn(row, 'title') ?? related(row, 'article')],
  'taxonomy-code': (row, context) => {
    const scheme = textIn(row, 'scheme') ?? '';
    const name = SCHEMES[scheme] ?? wordIn('taxonomy-code', row, 'scheme', context.language);
    const code = textIn(row, 'code') ?? (textIn(row, 'label') ? undefined : textIn(row, 'uri'));
    return [[name, code].filter(Boolean).join(' ') || undefined, textIn(row, 'label')];
  },
  'work-pattern': (row, { language }) => [wordIn('work-pattern', row, 'kind', language), textIn(row, 'note')],
  'table-row': ({ cells }) => (Array.isArray(cells) ? cells.map(String).filter((cell) => cell.trim()) : []),
  'quote-section': (row) => [textIn(row, 'person'), textIn(row, 'quote')],
  'media-section': (row) => {
    const image = isContent(row.image) ? row.image : {};
    return [textIn(image, 'caption') ?? textIn(image, 'alt') ?? textIn(row, 'videoUrl')];
  },
};

const salaryName = (
  row: Content,
  context: NameContext,
  label: (name: string) => string
): (string | undefined)[] => [
  countryIn(row, context),
  wordIn('salary', row, 'level', context.language),
  figureIn(row, label),
  textIn(row, 'asOf')?.slice(0, 4),
];

/** Of sections, the text under the heading says more than where they stand. */
const NO_NAME = new Set(['anchor', 'navLabel', 'url']);

const firstText = (uid: string, row: Content): string | undefined => {
  const attributes = Object.entries(attributesOf(uid));
  const named = attributes.find(
    ([name, { type }]) => ['string', 'text'].includes(type) && !NO_NAME.has(name) && textIn(row, name)
  );
  if (named) return textIn(row, named[0]);
  const formatted = attributes.find(
    ([name, { type }]) => type === 'blocks' && formattedText(row[name]).trim()
  );
  return formatted && formattedText(row[formatted[0]]).trim();
};

const MAX_LENGTH = 90;

const shorten = (text: string): string =>
  text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH).trimEnd()}…` : text;

/**
 * Returns what a row of a list is, in the editor's language: `PHP`, `KldB 43414`, `Deutschland, Median, 2025`. Undefined
 * while nothing in it says so.
 *
 * @param uid of its component
 * @param label returns the names of its fields
 */
export const rowName = (
  uid: string,
  row: Content,
  context: NameContext,
  label: (name: string) => string
): string | undefined => {
  const component = uid.slice(PREFIX.length);
  const parts =
    component === 'salary' ? salaryName(row, context, label) : DESCRIBE[component]?.(row, context);
  const name = (textIn(row, 'heading') ?? parts?.filter(Boolean).join(', ')) || firstText(uid, row);
  return name && shorten(name.replace(/\s+/g, ' '));
};

/** Whether the rows of a component have a name that is not one of their texts, which Strapi would show. */
export const hasOwnNames = (uid: string): boolean => {
  const component = uid.slice(PREFIX.length);
  return (
    component === 'salary' ||
    (component in DESCRIBE && !uid.endsWith('-section') && component !== 'area-item')
  );
};
