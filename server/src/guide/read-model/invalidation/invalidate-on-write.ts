import { PUBLIC_TYPES, type PublicType } from '../../../../../content-types';
import { createCollection } from '../../../model/write-scope';
import { hasDrafts, typeNameOf, uidOf, type Strapi } from '../../../plugin';
import { LOCALE } from '../../../strapi-internals/site-locales';
import type { GuideKey } from '../../key';
import { ANY_ARTICLE, ANYTHING, articleName } from '../staleness';
import type { InvalidationLog } from '../store/invalidation-log';

interface WrittenRow {
  id?: number;
  documentId?: string;
  locale?: string | null;
  publishedAt?: string | Date | null;
}

const FILE = 'plugin::upload.file';

/** Returns the name of a write that does not say which documents it changed. */
const nameOfModel = (uid: string): string =>
  uid === uidOf('article') || uid === LOCALE ? ANY_ARTICLE : ANYTHING;

/** Returns the name of a write of a single row, or undefined if no guide shows it. */
export const nameOfRow = (type: PublicType, row: WrittenRow | null | undefined): string | undefined => {
  if (!row) return undefined;
  const { documentId, locale, publishedAt } = row;
  // The caller has selected other columns.
  if (documentId === undefined) return nameOfModel(uidOf(type));
  // No guide shows a draft.
  if (hasDrafts(type) && publishedAt === null) return undefined;
  return type === 'article' ? articleName(documentId, locale) : `${type}:${documentId}`;
};

const nameOfFile = (row: WrittenRow | null): string =>
  row?.id === undefined ? nameOfModel(FILE) : `file:${row.id}`;

type Lifecycles = { model: { uid: string }; result?: unknown };

/** Calls back with the name of each write that a guide may show. @returns a function that ends that */
const subscribe = (strapi: Strapi, add: (name: string | undefined) => Promise<void>): (() => void) => {
  const writtenRow = ({ model, result }: Lifecycles): Promise<void> =>
    add(nameOfRow(typeNameOf(model.uid) as PublicType, result as WrittenRow | null));
  const writtenFile = ({ result }: Lifecycles): Promise<void> => add(nameOfFile(result as WrittenRow | null));
  const writtenModel = ({ model }: Lifecycles): Promise<void> => add(nameOfModel(model.uid));
  const unsubscribe = [
    strapi.db.lifecycles.subscribe({
      models: PUBLIC_TYPES.map((type) => uidOf(type) as string),
      async afterCreate(event) {
        // No guide shows a document that has just been created, unless it is an article with its own guide.
        if (typeNameOf(event.model.uid) === 'article') await writtenRow(event);
      },
      afterUpdate: writtenRow,
      afterDelete: writtenRow,
      afterUpdateMany: writtenModel,
      afterDeleteMany: writtenModel,
    }),
    strapi.db.lifecycles.subscribe({
      models: [FILE],
      afterUpdate: writtenFile,
      afterDelete: writtenFile,
      afterUpdateMany: writtenModel,
      afterDeleteMany: writtenModel,
    }),
    strapi.db.lifecycles.subscribe({ models: [LOCALE], afterDelete: writtenModel }),
  ];
  return () => unsubscribe.forEach((each) => each());
};

/**
 * Adds each write that guides may show to the log, inside the transaction of the write: whatever happens afterwards, a
 * stale guide is never taken for a current one. The hooks are those of the database layer, which the admin panel, REST,
 * GraphQL, imports and a site's own code all use. A write costs one statement, however many guides show the document.
 *
 * @param onCommit is called after the transaction of the write was committed
 */
export const invalidateOnWrite = (strapi: Strapi, log: InvalidationLog, onCommit: () => void) => {
  const collect = createCollection(
    'invalidated guides',
    () => new Set<string>(),
    async (names) => {
      await strapi.db.transaction(async (transaction) => {
        await log.add([...names]);
        transaction.onCommit(onCommit);
      });
    }
  );
  const invalidate = async (name: string | undefined): Promise<void> => {
    if (name !== undefined) await collect((names) => void names.add(name));
  };
  const stop = subscribe(strapi, invalidate);

  return {
    invalidate,
    invalidateArticles: (keys: GuideKey[]): Promise<void> =>
      collect((names) => {
        for (const { article, locale } of keys) names.add(articleName(article, locale));
      }),
    stop,
  };
};

export type WriteInvalidation = ReturnType<typeof invalidateOnWrite>;
