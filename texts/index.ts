import de from './de.json';
import en from './en.json';

/** An editor's text for a field: its label, and a sentence on what belongs there; empty where the label says it all. */
export interface FieldText {
  label: string;
  hint: string;
}

type FieldTexts = Record<string, FieldText>;

/**
 * Every text of one language that editors and readers see. The English file decides which texts there are; values stand
 * in braces, such as `{count}`.
 *
 * - `names`: types and components by uid
 * - `sections`: fields that every section has; `types`, `components`: the fields of each
 * - `panel`: the rest of the admin panel
 * - `errors`: validation messages
 * - `guide`: headings and notices that the plugin adds to a guide; `page`: labels of a guide as a Markdown page
 */
export interface Texts extends Pick<typeof en, 'panel' | 'errors' | 'guide' | 'page'> {
  names: Record<string, string>;
  sections: FieldTexts;
  types: Record<string, FieldTexts>;
  components: Record<string, FieldTexts>;
}

/** The languages by code. For another one: add its file here. */
const LANGUAGES = { de, en } satisfies Record<string, Texts>;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (value: string): value is Language => Object.hasOwn(LANGUAGES, value);

/** Returns the language of a Strapi locale such as `de-AT`, or English where there are no texts in it. */
export const languageOf = (locale: string): Language => {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  return isLanguage(language) ? language : 'en';
};

/** Returns the texts for a Strapi locale, in English where there are none in its language. */
export const textsFor = (locale: string): Texts => LANGUAGES[languageOf(locale)];

/** Replaces `{name}` by the value of that name; a placeholder without a value stays as it is. */
export const fillIn = (text: string, values: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder
  );

/** Returns the name of one of the plugin's types or components, or undefined for another uid. */
export const nameOf = (uid: string, language: string): string | undefined => textsFor(language).names[uid];

/** The start of all uids of the plugin's content types. */
const TYPE_PREFIX = 'plugin::career-field.';
const COMPONENT_PREFIX = 'career-field.';

/** Returns the texts of a field, by the uid of its type or component; undefined for a field that the plugin does not have. */
export const fieldText = (uid: string, field: string, language: string): FieldText | undefined => {
  const { types, components, sections } = textsFor(language);
  if (uid.startsWith(TYPE_PREFIX)) return types[uid.slice(TYPE_PREFIX.length)]?.[field];
  if (!uid.startsWith(COMPONENT_PREFIX)) return undefined;
  const own = components[uid.slice(COMPONENT_PREFIX.length)]?.[field];
  return own ?? (uid.endsWith('-section') ? sections[field] : undefined);
};

/** Returns the texts of all fields, by the uid of their type or component. */
export const fieldsByUid = (language: string): Record<string, FieldTexts> => {
  const { types, components, sections } = textsFor(language);
  return {
    ...Object.fromEntries(Object.entries(types).map(([type, fields]) => [TYPE_PREFIX + type, fields])),
    ...Object.fromEntries(
      Object.entries(components).map(([component, fields]) => [
        COMPONENT_PREFIX + component,
        component.endsWith('-section') ? { ...sections, ...fields } : fields,
      ])
    ),
  };
};
