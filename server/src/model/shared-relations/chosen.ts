/** The selections that come with the data of a write, by the names of the relations. */
const chosen = new WeakMap<object, Record<string, readonly string[]>>();

/**
 * Says what a write chooses for relations that all locales share, also as far as its own locale cannot show it. The data
 * itself can name only documents that are there in the locale.
 *
 * @param data the object that is handed to `strapi.documents()`
 * @param selections the documentIds, by the names of the relations
 */
export const chooseShared = (data: object, selections: Record<string, readonly string[]>): void => {
  chosen.set(data, selections);
};

/** The selection that comes with the data of a write, if there is one. */
export const chosenIn = (data: object | undefined, name: string): readonly string[] | undefined =>
  data && chosen.get(data)?.[name];
