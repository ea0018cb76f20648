import type { RelatedDocuments } from '../conflicts/related';
import type { Content } from '../conflicts/schema';

/** What was typed into a form and not saved. */
export interface Copy {
  /** When it was typed, in milliseconds. */
  at: number;
  values: Content;
  /** What the form was opened with; undefined for an entry that is not stored yet. */
  base?: { version: string; opened: Content; related: RelatedDocuments };
}

/** Copies that an open form shows: they go when that form has a copy of its own. */
const restored = new Set<string>();

export const noteRestored = (key: string): void => {
  restored.add(key);
};

/** Keys of the copies of new entries that this tab has written. */
const ofNewEntries = new Map<string, Owner>();

/** When the values of the last new entry of each type that was created here were sent, in milliseconds. */
const created = new Map<string, number>();

export interface StoredCopy extends Copy {
  key: string;
}

/** Whose text it is, and of which entry. */
export interface Owner {
  user: number | string;
  model: string;
  /** Undefined for a new entry. */
  documentId: string | undefined;
  locale: string;
}

const PREFIX = 'career-field.unsaved.';

/** Copies that are older are deleted. */
const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1000;

/** Copies of one entry that are kept: text is typed again before an earlier copy was restored. */
const MAX_OF_ENTRY = 3;

const prefixOf = ({ user, model, documentId, locale }: Owner): string =>
  `${PREFIX}${[user, model, documentId ?? 'new', locale].map((part) => encodeURIComponent(part)).join('.')}.`;

/** Returns the key of a form's copy. @param form another text for each time that a form is opened */
export const keyOf = (owner: Owner, form: string): string => `${prefixOf(owner)}${form}`;

const parse = (text: string | null): Copy | undefined => {
  try {
    const copy = JSON.parse(text ?? 'null') as Copy | null;
    return typeof copy?.at === 'number' && typeof copy.values === 'object' ? copy : undefined;
  } catch {
    return undefined;
  }
};

/** Reads the copies whose keys have a prefix, the latest first. One that cannot be read is deleted. */
const readAll = (storage: Storage, prefix: string): StoredCopy[] => {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const copy = parse(storage.getItem(key));
      if (!copy) storage.removeItem(key);
      return copy ? [{ ...copy, key }] : [];
    })
    .sort((one, other) => other.at - one.at);
};

/** Returns what was typed into an entry and not saved, the latest first, but for what is typed into this form now. */
export const findCopies = (storage: Storage, owner: Owner, form: string): StoredCopy[] =>
  readAll(storage, prefixOf(owner)).filter(({ key }) => key !== keyOf(owner, form));

const deleteRestored = (storage: Storage): void => {
  for (const key of restored) storage.removeItem(key);
  restored.clear();
};

/** Deletes the copy of a form that was saved, and those that the form was restored from. */
export const deleteCopy = (storage: Storage, owner: Owner, form: string): void => {
  storage.removeItem(keyOf(owner, form));
  deleteRestored(storage);
};

/**
 * Deletes what was typed into the form of a new entry before its values were sent: Strapi shows the stored entry in another
 * form, which knows nothing of that one.
 */
export const deleteCopiesOfCreated = (storage: Storage, model: string, sentAt: number): void => {
  created.set(model, sentAt);
  for (const [key, owner] of ofNewEntries) {
    const copy = parse(storage.getItem(key));
    if (owner.model === model && copy && copy.at <= sentAt) storage.removeItem(key);
  }
  deleteRestored(storage);
};

/** Deletes the oldest copy but one. @returns whether there was one */
const deleteOldest = (storage: Storage, except: string): boolean => {
  const oldest = readAll(storage, PREFIX)
    .filter(({ key }) => key !== except)
    .at(-1);
  if (oldest) storage.removeItem(oldest.key);
  return oldest !== undefined;
};

/**
 * Stores a copy, and deletes the oldest ones as far as the browser has no room. @returns whether it is stored: not where the
 * browser has no storage, or not enough for this copy alone, or where the new entry was created from these values
 */
export const writeCopy = (storage: Storage, owner: Owner, form: string, copy: Copy): boolean => {
  const key = keyOf(owner, form);
  if (owner.documentId === undefined) {
    if (copy.at <= (created.get(owner.model) ?? 0)) return false;
    ofNewEntries.set(key, owner);
  }
  const text = JSON.stringify(copy);
  for (const old of readAll(storage, PREFIX)) {
    if (old.at < copy.at - MAX_AGE_MS) storage.removeItem(old.key);
  }
  for (const surplus of findCopies(storage, owner, form).slice(MAX_OF_ENTRY - 1)) {
    storage.removeItem(surplus.key);
  }
  for (;;) {
    try {
      storage.setItem(key, text);
      deleteRestored(storage);
      return true;
    } catch {
      if (!deleteOldest(storage, key)) return false;
    }
  }
};
