import { followKeys, keysOf, partTexts } from './keys';
import {
  EMPTY_TEXT,
  itemPart,
  type LocaleText,
  type Origin,
  type Parity,
  type PartTexts,
  type Version,
} from './types';

/** A language of an article. */
export interface Language {
  parity: Parity;
  /** The language that it is made from; null for an original. */
  source: string | null;
  /** Its draft, as it is stored at the moment. */
  text: LocaleText;
}

/** The languages of an article by their codes. */
export type Languages = ReadonlyMap<string, Language>;

/** Removes what says nothing: an origin that is the present text of the source. */
const withOrigin = (
  origins: Version['origins'],
  part: string,
  origin: Origin,
  source: string | null
): Version['origins'] => {
  const others = Object.fromEntries(Object.entries(origins).filter(([name]) => name !== part));
  const isDefault = origin.text === undefined && origin.locale === source;
  return isDefault ? others : { ...others, [part]: origin };
};

const changedParts = (before: PartTexts, after: PartTexts): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (part) => (before.get(part) ?? '') !== (after.get(part) ?? '')
  );

/** Follows a change of texts in another language: what was made from them is behind, unless they are as they were. */
const followOriginal = (
  version: Version,
  source: string | null,
  locale: string,
  { before, after }: { before: PartTexts; after: PartTexts }
): Version => {
  let { origins } = version;
  for (const part of changedParts(before, after)) {
    const known = origins[part];
    if ((known?.locale ?? source) !== locale) continue;
    const text = known?.text ?? before.get(part) ?? '';
    const isPresent = text === (after.get(part) ?? '');
    origins = withOrigin(origins, part, isPresent ? { locale } : { locale, text }, source);
  }
  return origins === version.origins ? version : { ...version, origins };
};

/** Records that parts are made from the present text of a language, usually their source. */
const recordParts = (
  version: Version,
  { source, from }: { source: string | null; from: string | null },
  parts: readonly string[],
  hasPart: (part: string) => boolean
): Version => {
  if (from === null) return version;
  let { origins } = version;
  for (const part of parts) {
    const known = origins[part];
    const locale: string = hasPart(part) ? from : (known?.locale ?? source ?? from);
    if (known || locale !== source) origins = withOrigin(origins, part, { locale }, source);
  }
  return origins === version.origins ? version : { ...version, origins };
};

/** Returns the keys of all lists of a language after a save, without those that need not be stored. */
const followLists = (
  { parity, text, source }: Language,
  original: Language | undefined,
  after: LocaleText,
  newKey: () => string
): Version['keys'] => {
  const keys: Record<string, readonly string[]> = {};
  for (const list of new Set([...Object.keys(text.lists), ...Object.keys(after.lists)])) {
    const [itemsBefore, items] = [text.lists[list] ?? [], after.lists[list] ?? []];
    const inSource = original?.text.lists[list];
    const followed = followKeys({
      before: itemsBefore,
      keysBefore: keysOf(parity, list, itemsBefore.length),
      after: items,
      source: inSource && {
        keys: keysOf(original.parity, list, inSource.length),
        isOpen: (key) => {
          const origin = parity.origins[itemPart(list, key)];
          return itemsBefore.length === 0 || ((origin?.locale ?? source) === source && origin?.text === '');
        },
      },
      newKey,
    });
    if (followed.join() !== keysOf({ keys: {} }, list, items.length).join()) keys[list] = followed;
  }
  return keys;
};

const versionOf = ({ keys, origins }: Version): Version => ({ keys, origins });

const isSame = (one: Version, other: Version): boolean =>
  JSON.stringify(versionOf(one)) === JSON.stringify(versionOf(other));

/** Keeps the parity of what is published when that of the draft changes. */
const withDraft = (parity: Parity, draft: Version): Parity =>
  isSame(parity, draft) ? parity : { ...versionOf(draft), published: parity.published ?? versionOf(parity) };

const followElsewhere = (
  languages: Languages,
  locale: string,
  change: { before: PartTexts; after: PartTexts }
): Map<string, Parity> => {
  const changed = new Map<string, Parity>();
  for (const [other, { parity, source }] of languages) {
    if (other === locale) continue;
    const draft = followOriginal(parity, source, locale, change);
    const published = parity.published && followOriginal(parity.published, source, locale, change);
    if (draft === parity && published === parity.published) continue;
    changed.set(other, { ...versionOf(draft), ...(published ? { published } : {}) });
  }
  return changed;
};

/**
 * Follows a save of a draft. Each part that it changes counts as made from the present text of the language's source; what
 * other languages have made from a changed part is behind.
 *
 * @param languages as they were before the save; the language is absent if the save has created it
 * @param source of the language
 * @param from the language that the form was filled in from, if it was not the source
 * @returns the parities that have changed, by language
 */
export const followSave = (
  languages: Languages,
  locale: string,
  { source, after, from = source }: { source: string | null; after: LocaleText; from?: string | null },
  newKey: () => string
): Map<string, Parity> => {
  const before: Language = languages.get(locale) ?? {
    parity: { keys: {}, origins: {} },
    source,
    text: EMPTY_TEXT,
  };
  const original = from === null ? undefined : languages.get(from);
  const keys = followLists(before, original, after, newKey);
  const change = { before: partTexts(before.text, before.parity), after: partTexts(after, { keys }) };
  const ofSource = original ? partTexts(original.text, original.parity) : new Map<string, string>();
  const draft = recordParts(
    { keys, origins: before.parity.origins },
    { source, from: original ? from : null },
    changedParts(change.before, change.after),
    (part) => ofSource.has(part)
  );
  const changed = followElsewhere(languages, locale, change);
  const own = languages.has(locale) ? withDraft(before.parity, draft) : draft;
  if (own !== before.parity) changed.set(locale, own);
  return changed;
};

/** Follows a publication: the draft and what is published are the same. */
export const followPublish = (parity: Parity): Parity => versionOf(parity);

/**
 * Follows a draft that was discarded: it is what is published, with the parity that this has.
 *
 * @param after the draft as it is now
 */
export const followDiscard = (
  languages: Languages,
  locale: string,
  after: LocaleText
): Map<string, Parity> => {
  const before = languages.get(locale);
  if (!before) return new Map();
  const own: Parity = before.parity.published ?? versionOf(before.parity);
  const changed = followElsewhere(languages, locale, {
    before: partTexts(before.text, before.parity),
    after: partTexts(after, own),
  });
  if (JSON.stringify(own) !== JSON.stringify(before.parity)) changed.set(locale, own);
  return changed;
};

/** Follows the deletion of a language: there is nothing that a part could be behind of. */
export const followRemoval = (parity: Parity, locale: string): Parity => {
  const without = ({ keys, origins }: Version): Version => ({
    keys,
    origins: Object.fromEntries(Object.entries(origins).filter(([, origin]) => origin.locale !== locale)),
  });
  return { ...without(parity), ...(parity.published ? { published: without(parity.published) } : {}) };
};

/** Records that parts are up to date, or all of them. */
export const setUpToDate = (parity: Parity, source: string | null, parts?: readonly string[]): Parity => {
  let { origins } = parity;
  for (const part of parts ?? Object.keys(origins)) {
    const known = origins[part];
    if (known?.text !== undefined) origins = withOrigin(origins, part, { locale: known.locale }, source);
  }
  return withDraft(parity, { keys: parity.keys, origins });
};

/** Follows the choice of another source: what is current counts as made from it. */
export const followSource = (parity: Parity): Parity => {
  const chosen = ({ keys, origins }: Version): Version => ({
    keys,
    origins: Object.fromEntries(Object.entries(origins).filter(([, { text }]) => text !== undefined)),
  });
  return { ...chosen(parity), ...(parity.published ? { published: chosen(parity.published) } : {}) };
};

/** A part whose original has changed since it was made. */
export interface BehindPart {
  part: string;
  /** The language of the original. */
  locale: string;
  /** The original as it was and as it is; empty for one that is new or deleted. */
  before: string;
  after: string;
}

/** Returns the parts of a language that are behind. */
export const behindOf = (languages: Languages, locale: string): BehindPart[] => {
  const texts = new Map<string, PartTexts>();
  const textsIn = (code: string): PartTexts | undefined => {
    const language = languages.get(code);
    if (!language) return undefined;
    const known = texts.get(code) ?? partTexts(language.text, language.parity);
    texts.set(code, known);
    return known;
  };
  return Object.entries(languages.get(locale)?.parity.origins ?? {}).flatMap(([part, origin]) => {
    const present = textsIn(origin.locale);
    if (origin.text === undefined || !present) return [];
    const after = present.get(part) ?? '';
    return after === origin.text ? [] : [{ part, locale: origin.locale, before: origin.text, after }];
  });
};

/** Returns the number of parts that are behind, without reading any text. */
export const countBehind = ({ origins }: Version): number =>
  Object.values(origins).filter(({ text }) => text !== undefined).length;
