import { hasDrafts, typeNameOf, uidOf, type Strapi } from '../../plugin';
import { createCollection } from '../../model/write-scope';
import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import type { GuideKey } from '../key';
import type { Invalidations } from './invalidations';
import { ANY_ARTICLE, ANYTHING, articleName } from './staleness';

/**
 * Adds to the log what is being written, in the transaction that writes it: whatever happens afterwards, no guide is
 * taken for the present one that is not. The hooks are those of the database layer, through which the admin panel,
 * REST, GraphQL, imports and a site's own code all pass. A write costs one statement here, whatever shows it.
 */

interface WrittenRow {
  id?: number;
  documentId?: string;
  locale?: string | null;
  publishedAt?: string | Date | null;
}

const FILE = 'plugin::upload.file';
const LOCALE = 'plugin::i18n.locale';

/**
 * @param onChange is called after the commit
 * @returns what adds to the log without a write of a single row: for a bulk import, or relations that were copied
 */
export const watchWrites = (strapi: Strapi, invalidations: Invalidations, onChange: () => void) => {
  const mark = createCollection(
    'invalidated guides',
    () => new Set<string>(),
    async (names) => {
      await strapi.db.transaction(async ({ onCommit }) => {
        await invalidations.add([...names]);
        onCommit(onChange);
      });
    }
  );

  const markName = (name: string): Promise<void> => mark((names) => void names.add(name));

  /** The write does not say which documents it changed. */
  const markAny = (model: string): Promise<void> =>
    markName(model === uidOf('article') || model === LOCALE ? ANY_ARTICLE : ANYTHING);

  const markRow = async (type: PublicType, row: WrittenRow | null | undefined): Promise<void> => {
    if (!row) return;
    const { documentId, locale } = row;
    // The caller has asked the database for some columns only.
    if (documentId === undefined) return markAny(uidOf(type));
    // A draft is in no guide.
    if (hasDrafts(type) && row.publishedAt === null) return;
    await markName(type === 'article' ? articleName(documentId, locale) : `${type}:${documentId}`);
  };

  const markFile = async (row: WrittenRow | null): Promise<void> => {
    const id = row?.id;
    await (id === undefined ? markAny(FILE) : markName(`file:${id}`));
  };

  const unsubscribe = [
    strapi.db.lifecycles.subscribe({
      models: PUBLIC_TYPES.map((type) => uidOf(type) as string),
      async afterCreate({ model, result }) {
        const type = typeNameOf(model.uid) as PublicType;
        // No guide can show yet what has only just been created, unless it is a guide itself.
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
    markName,
    markArticles: (keys: GuideKey[]) =>
      mark((names) => {
        for (const { article, locale } of keys) names.add(articleName(article, locale));
      }),
    stop: () => unsubscribe.forEach((each) => each()),
  };
};
