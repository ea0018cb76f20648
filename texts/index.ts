import de from './de.json';
import en from './en.json';

/** An editor's text for a field: its label, and a sentence on what belongs there; empty where the label says it all. */
export interface FieldText {
  label: string;
  hint: string;
  /** Words for the choices of an enumeration, by what is stored. */
  choices?: Record<string, string>;
}

type FieldTexts = Record<string, FieldText>;

/**
 * Every text of one language that editors and readers see. The English file decides which texts there are; values stand
 * in braces, such as `{count}`.
 *
 * - `names`: types and components by uid
 * - `sections`: fields that every section has; `types`, `components`: the fields of each
 * - `panel`: the rest of the admin panel
 * - `errors`: validation messages; `advice`: what would make a guide better; `start`: headings of the parts of a new one
 * - `guide`: headings and notices that the plugin adds to a guide; `page`: labels of a guide as a Markdown page
 */
export interface Texts extends Pick<typeof en, 'panel' | 'errors' | 'advice' | 'start' | 'guide' | 'page'> {
  names: Record<string, string>;
  sections: FieldTexts;
  types: Record<string, FieldTexts>;
  components: Record<string, FieldTexts>;
}

/** The languages by code. For another one: add its file here and in `EDITOR_TEXTS`. */
const LANGUAGES = { de, en } satisfies Record<string, Texts>;

export type Language = keyof typeof LANGUAGES;

type EditorTexts = Omit<Texts, 'errors' | 'advice' | 'start' | 'guide' | 'page'>;

const forEditors = ({ names, sections, types, components, panel }: Texts): EditorTexts => ({
  names,
  sections,
  types,
  components,
  panel,
});

/** What the admin panel shows. Its bundle leaves out the rest, as long as nothing there uses `LANGUAGES` as a whole. */
const EDITOR_TEXTS: Record<Language, EditorTexts> = {
  de: forEditors(LANGUAGES.de),
  en: forEditors(LANGUAGES.en),
};

export const isLanguage = (value: string): value is Language => Object.hasOwn(EDITOR_TEXTS, value);

/** Returns the language of a Strapi locale such as `de-AT`, or English where there are no texts in it. */
export const languageOf = (locale: string): Language => {
  const [language = ''] = locale.toLowerCase().split(/[-_]/);
  return isLanguage(language) ? language : 'en';
};

/** Returns the texts for a Strapi locale, in English where there are none in its language. */
export const textsFor = (locale: string): Texts => LANGUAGES[languageOf(locale)];

/** Returns those of the texts for a Strapi locale that the admin panel shows. */
export const editorTextsFor = (locale: string): EditorTexts => EDITOR_TEXTS[languageOf(locale)];

/** Replaces `{name}` by the value of that name; a placeholder without a value stays as it is. */
export const fillIn = (text: string, values: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder
  );

/** Returns the name of one of the plugin's types or components, or undefined for another uid. */
export const nameOf = (uid: string, language: string): string | undefined =>
  editorTextsFor(language).names[uid];

/** The start of all uids of the plugin's content types. */
const TYPE_PREFIX = 'plugin::career-field.';
const COMPONENT_PREFIX = 'career-field.';

/** Returns the texts of a field, by the uid of its type or component; undefined for a field that the plugin does not have. */
export const fieldText = (uid: string, field: string, language: string): FieldText | undefined => {
  const { types, components, sections } = editorTextsFor(language);
  if (uid.startsWith(TYPE_PREFIX)) return types[uid.slice(TYPE_PREFIX.length)]?.[field];
  if (!uid.startsWith(COMPONENT_PREFIX)) return undefined;
  const own = components[uid.slice(COMPONENT_PREFIX.length)]?.[field];
  return own ?? (uid.endsWith('-section') ? sections[field] : undefined);
};

/** Returns the words for a choice of an enumeration; undefined for another field, and where a site has added a choice. */
export const choiceText = (
  uid: string,
  field: string,
  choice: string,
  language: string
): string | undefined => {
  const own = fieldText(uid, field, language)?.choices?.[choice];
  // The parts that a section can follow have the names that they have in the form of an article.
  return own ?? (field === 'after' ? fieldText(`${TYPE_PREFIX}article`, choice, language)?.label : undefined);
};

/** Returns the texts of all fields, by the uid of their type or component. */
export const fieldsByUid = (language: string): Record<string, FieldTexts> => {
  const { types, components, sections } = editorTextsFor(language);
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
