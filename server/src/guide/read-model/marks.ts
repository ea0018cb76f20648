import { hasDrafts, typeNameOf, uidOf, type Strapi } from '../../plugin';
import { createCollection } from '../../model/write-scope';
import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import type { GuideKey, Table } from './table';

/**
 * Marks the guides that show what is being written, in the transaction that writes it: whatever happens afterwards,
 * nobody is served the old guide as if it were the present one. The hooks are those of the database layer, through
 * which the admin panel, REST, GraphQL, imports and a site's own code all pass.
 */

interface Marks {
  published: Map<string, GuideKey>;
  /** The languages in which they were written, or all. */
  articles: Map<string, Set<string> | 'all'>;
  dependencies: Set<string>;
  /** Anything may be another now: addresses as well, or not. */
  all: 'anything' | 'anything but addresses' | undefined;
}

interface WrittenRow {
  id?: number;
  documentId?: string;
  locale?: string | null;
  publishedAt?: string | Date | null;
}

const FILE = 'plugin::upload.file';
const LOCALE = 'plugin::i18n.locale';

const emptyMarks = (): Marks => ({
  published: new Map(),
  articles: new Map(),
  dependencies: new Set(),
  all: undefined,
});

/**
 * @param onChange is told, after the commit, that guides are out of date
 * @returns what marks guides without a write of a single row: a bulk import, another way of assembling
 */
export const watchWrites = (strapi: Strapi, table: Table, onChange: () => void) => {
  const mark = createCollection('guides to be made anew', emptyMarks, async (marks) => {
    await strapi.db.transaction(async ({ onCommit }) => {
      await table.ensure([...marks.published.values()]);
      await table.markOutdated({
        articles: marks.articles,
        dependencies: [...marks.dependencies].sort(),
      });
      if (marks.all) await table.markOutdated(marks.all);
      onCommit(onChange);
    });
  });

  /** Somebody has written more than one can tell. */
  const markAny = (model: string): Promise<void> =>
    mark((marks) => {
      if (model === uidOf('article') || model === LOCALE) marks.all = 'anything';
      else marks.all ??= 'anything but addresses';
    });

  const addArticle = (marks: Marks, article: string, locale: string | null | undefined): void => {
    const known = marks.articles.get(article);
    if (!locale) marks.articles.set(article, 'all');
    else if (known === undefined) marks.articles.set(article, new Set([locale]));
    else if (known !== 'all') known.add(locale);
    if (locale) marks.published.set(`${article} ${locale}`, { article, locale });
  };

  const markRow = async (type: PublicType, row: WrittenRow | null | undefined): Promise<void> => {
    if (!row) return;
    const { documentId, locale } = row;
    // Somebody has asked the database for some columns only.
    if (documentId === undefined) return markAny(uidOf(type));
    // A draft is in no guide.
    if (hasDrafts(type) && row.publishedAt === null) return;
    await mark((marks) => {
      if (type === 'article') addArticle(marks, documentId, locale);
      else marks.dependencies.add(`${type}:${documentId}`);
    });
  };

  const markFile = async (row: WrittenRow | null): Promise<void> => {
    const id = row?.id;
    if (id === undefined) return markAny(FILE);
    await mark((marks) => void marks.dependencies.add(`file:${id}`));
  };

  const unsubscribe = [
    strapi.db.lifecycles.subscribe({
      models: PUBLIC_TYPES.map((type) => uidOf(type) as string),
      async afterCreate({ model, result }) {
        const type = typeNameOf(model.uid) as PublicType;
        // No guide can show yet what has only just been made, unless it is a guide itself.
        if (type === 'article') await markRow(type, result as WrittenRow);
      },
      async afterUpdate({ model, result }) {
        await markRow(typeNameOf(model.uid) as PublicType, result as WrittenRow);
      },
      async afterDelete({ model, result }) {
        await markRow(typeNameOf(model.uid) as PublicType, result as WrittenRow);
      },
      afterUpdateMany: ({ model }) => markAny(model.uid),
      afterDeleteMany: ({ model }) => markAny(model.uid),
    }),
    strapi.db.lifecycles.subscribe({
      models: [FILE],
      afterUpdate: ({ result }) => markFile(result as WrittenRow | null),
      afterDelete: ({ result }) => markFile(result as WrittenRow | null),
      afterUpdateMany: ({ model }) => markAny(model.uid),
      afterDeleteMany: ({ model }) => markAny(model.uid),
    }),
    strapi.db.lifecycles.subscribe({
      models: [LOCALE],
      afterDelete: () => markAny(LOCALE),
    }),
  ];

  return {
    announce: (keys: GuideKey[]) =>
      mark((marks) => {
        for (const key of keys) marks.published.set(`${key.article} ${key.locale}`, key);
      }),
    /** All are to be made in another way. */
    markAll: () => mark((marks) => void (marks.all ??= 'anything but addresses')),
    markArticles: (keys: GuideKey[]) =>
      mark((marks) => {
        for (const { article, locale } of keys) addArticle(marks, article, locale);
      }),
    /** Invalidates the guides that show a document. */
    markShown: (type: PublicType, document: string) =>
      mark((marks) => void marks.dependencies.add(`${type}:${document}`)),
    stop: () => unsubscribe.forEach((each) => each()),
  };
};
