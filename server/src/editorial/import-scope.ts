import { AsyncLocalStorage } from 'node:async_hooks';

/** The languages that the file of each document has, by documentId. */
type ImportedLocales = ReadonlyMap<string, ReadonlySet<string>>;

const imports = new AsyncLocalStorage<ImportedLocales>();

/** Runs the writes of an import: its languages count as made from the same file, and no translation is started. */
export const inImport = <Result>(locales: ImportedLocales, run: () => Promise<Result>): Promise<Result> =>
  imports.run(locales, run);

export const isImporting = (): boolean => imports.getStore() !== undefined;

/** Whether a language of a document is written from the file that is being imported. */
export const isImported = (documentId: string, locale: string): boolean =>
  imports.getStore()?.get(documentId)?.has(locale) === true;
