/**
 * Translation parity, without Strapi: which parts of a language are behind the language that they were made from.
 *
 * A *part* is a field of the article, a named part (a component with its own fields), or an item of a list. Its name is the
 * path of the field, with the key of the item: `lead`, `tasks`, `tasks.items#i3`. An item has the same key in each language
 * that it was translated into, whatever its position, so that a part has one name in all languages.
 *
 * What is stored is what differs. A part without an origin was made from the present text of the language's source; as soon
 * as that text changes, the origin gets the text as it was (copy on write). So 23 translations of one text cost nothing
 * until it changes, and the list of origins with a text is the list of parts that are behind.
 */

/** An item of a list. */
export interface ItemText {
  /** The id of its row, by which a save from a form says which item it is. */
  id?: number | string | undefined;
  text: string;
}

/** The text of an article in one language, by the paths of its fields, named parts and lists. */
export interface LocaleText {
  fields: Readonly<Record<string, string>>;
  lists: Readonly<Record<string, readonly ItemText[]>>;
}

/** What a part was made from. */
export interface Origin {
  locale: string;
  /** The text as it was, empty if there was none. Undefined: the present text. */
  text?: string;
}

/** The parity of one version, draft or published, of a language. */
export interface Version {
  /** The keys of the items of each list, in their order; those of a list that is missing are `i0`, `i1`, … */
  keys: Readonly<Record<string, readonly string[]>>;
  origins: Readonly<Record<string, Origin>>;
}

/** The parity of a language of an article. */
export interface Parity extends Version {
  /** The version that is published, if the draft has changed since. */
  published?: Version | undefined;
}

/** The texts of parts by their names; a part without text is absent. */
export type PartTexts = ReadonlyMap<string, string>;

export const NO_PARITY: Parity = { keys: {}, origins: {} };

export const EMPTY_TEXT: LocaleText = { fields: {}, lists: {} };

export const itemPart = (list: string, key: string): string => `${list}#${key}`;
