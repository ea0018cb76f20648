import type { Core } from '@strapi/strapi';
import { uid } from './site';

/**
 * Deletes the plugin's documents as an editor would, and their seed records: faster than starting an empty site.
 */
export const emptySite = async (strapi: Core.Strapi): Promise<void> => {
  for (const type of ['article', 'category', 'skill', 'study-path', 'employer']) {
    const rows = (await strapi.db.query(uid(type)).findMany({ select: ['documentId'] })) as {
      documentId: string;
    }[];
    for (const documentId of new Set(rows.map((row) => row.documentId))) {
      await strapi.documents(uid(type)).delete({ documentId, locale: '*' });
    }
  }
  await strapi.db.query(uid('seed-record')).deleteMany({ where: {} });
};
