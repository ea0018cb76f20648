import type { RelatedDocuments } from './related';
import type { Content } from './schema';

/** An open form of an entry. */
export interface OpenForm {
  /** The uid of its type. */
  model: string;
  documentId: string;
  /** Of the content that the form was opened with. */
  version: string;
  related: RelatedDocuments;
  opened: Content;
  isModified: boolean;
  getValues: () => Content;
  /** Makes some values those that the form was opened with. */
  resetForm: (values: Content) => void;
  setValues: (values: Content) => void;
}

const forms = new Set<OpenForm>();

/** Notes an open form, until the returned function is called. */
export const noteOpenForm = (form: OpenForm): (() => void) => {
  forms.add(form);
  return () => {
    forms.delete(form);
  };
};

/** The form of an entry, of several the one that was opened last. */
export const findOpenForm = (model: string, documentId: string | undefined): OpenForm | undefined =>
  [...forms].findLast((form) => form.model === model && form.documentId === documentId);

/** What is known of a stored entry beyond the values of its form. */
interface StoredFacts {
  related: RelatedDocuments;
  /** In the language of the form. */
  isPublished: boolean;
}

const facts = new Map<string, StoredFacts>();
const factListeners = new Set<() => void>();

const keyOf = (model: string, documentId: string): string => `${model} ${documentId}`;

/** Notes what is stored of an entry whose form is open. */
export const noteStored = (model: string, documentId: string, stored: StoredFacts): void => {
  const known = facts.get(keyOf(model, documentId));
  if (known?.related === stored.related && known.isPublished === stored.isPublished) return;
  facts.set(keyOf(model, documentId), stored);
  factListeners.forEach((listener) => listener());
};

const UNKNOWN: StoredFacts = { related: {}, isPublished: false };

/** What is stored of an entry whose form is open; nothing for a new one. */
export const storedFacts = (model: string, documentId: string): StoredFacts =>
  facts.get(keyOf(model, documentId)) ?? UNKNOWN;

export const onStored = (listener: () => void): (() => void) => {
  factListeners.add(listener);
  return () => {
    factListeners.delete(listener);
  };
};

type CreationListener = (model: string, sentAt: number) => void;

const creationListeners = new Set<CreationListener>();

/** Reports that an entry was created from the form of a new one. @param sentAt when its values were sent, in milliseconds */
export const reportCreated: CreationListener = (model, sentAt) =>
  creationListeners.forEach((listener) => listener(model, sentAt));

export const onCreated = (listener: CreationListener): void => {
  creationListeners.add(listener);
};

const closed = new Set<string>();

/** Notes that the form of an entry was closed: what was read for it may be stale when it is opened again. */
export const noteClosedForm = (model: string, documentId: string): void => {
  closed.add(`${model} ${documentId}`);
};

/** Whether the form of an entry was closed since the entry was read. */
export const wasClosed = (model: string, documentId: string | undefined): boolean =>
  closed.has(`${model} ${documentId ?? ''}`);

export const noteRead = (model: string, documentId: string | undefined): void => {
  closed.delete(`${model} ${documentId ?? ''}`);
};

/** What a request about an entry is made from. */
export interface EntryArguments {
  collectionType: string;
  model: string;
  documentId?: string;
  params?: Record<string, unknown>;
}

/** An entry as in the response of the server. */
export interface StoredEntry {
  data: Content;
  meta: object;
}

/** A save that was refused because something else is stored than its form was opened from. */
export interface Conflict {
  form: OpenForm;
  entry: EntryArguments;
  /** What is stored now. */
  version: string;
  /** Whether the form's side is text that was not saved earlier. */
  isRestored?: boolean;
  /** Makes the stored version the starting point of the form. */
  startFrom: (stored: StoredEntry) => void;
}

let reported: Conflict | undefined;
const listeners = new Set<() => void>();

export const reportConflict = (conflict: Conflict | undefined): void => {
  // Saving again while the versions are compared leaves the comparison as it is.
  if (
    conflict &&
    reported?.version === conflict.version &&
    reported.form.documentId === conflict.form.documentId
  )
    return;
  reported = conflict;
  listeners.forEach((listener) => listener());
};

export const reportedConflict = (): Conflict | undefined => reported;

export const onReport = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
