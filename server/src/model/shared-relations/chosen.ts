/** The selections that belong to the data of a write, by the names of the relations. */
const chosen = new WeakMap<object, Record<string, readonly string[]>>();

/**
 * Sets the selections of a write for relations that all locales share, also as far as its own locale cannot show them.
 * The data itself can name only documents that exist in the locale.
 *
 * @param data the object that is passed to `strapi.documents()`
 * @param selections the documentIds, by the names of the relations
 */
export const chooseShared = (data: object, selections: Record<string, readonly string[]>): void => {
  chosen.set(data, selections);
};

/** Returns the selection that belongs to the data of a write, if any. */
export const chosenIn = (data: object | undefined, name: string): readonly string[] | undefined =>
  data && chosen.get(data)?.[name];
