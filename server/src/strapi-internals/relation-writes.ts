/**
 * Writes one relation of a row and nothing else: no lifecycle runs, and `updatedAt` stays as it is.
 *
 * Relies on: `strapi.db.entityManager.updateRelations(uid, id, data, { transaction })`, with `{ set: [{ id }] }` as the
 * value of a relation. Read in Strapi 5.54.0.
 * When it is missing: the function throws, and the transaction of the write is rolled back.
 */
import type { Strapi } from '../plugin';

/**
 * Links a row to other rows, in their order, instead of those that it is linked to.
 *
 * @param uid of the content type or component that has the relation
 * @param targets the ids of rows
 */
export const setRelation = async (
  strapi: Strapi,
  uid: string,
  id: number,
  relation: string,
  targets: readonly number[]
): Promise<void> => {
  const { entityManager } = strapi.db;
  if (typeof entityManager?.updateRelations !== 'function') {
    throw new Error('This version of Strapi does not write a relation by itself.');
  }
  const data = { [relation]: { set: targets.map((target) => ({ id: target })) } };
  await strapi.db.transaction(({ trx }) =>
    entityManager.updateRelations(uid, id, data, { transaction: trx })
  );
};
