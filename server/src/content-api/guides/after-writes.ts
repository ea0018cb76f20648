import type { Strapi } from '../../plugin';
import { isInTransaction } from '../../strapi-internals/database';
import { permissionModels } from '../../strapi-internals/public-role';

/**
 * Calls back after each write to one of the models, and again when its transaction is committed: until then other
 * connections read the previous rows.
 *
 * @returns a function that ends it
 */
export const afterWrites = (
  strapi: Strapi,
  models: readonly string[],
  callBack: () => void
): (() => void) => {
  const afterWrite = async (): Promise<void> => {
    callBack();
    if (!isInTransaction(strapi)) return;
    await strapi.db.transaction(async ({ onCommit }) => {
      onCommit(callBack);
    });
  };
  return strapi.db.lifecycles.subscribe({
    models: [...models],
    afterCreate: afterWrite,
    afterCreateMany: afterWrite,
    afterUpdate: afterWrite,
    afterUpdateMany: afterWrite,
    afterDelete: afterWrite,
    afterDeleteMany: afterWrite,
  });
};

/** The same for what decides which requests the public role may send. */
export const afterPermissionWrites = (strapi: Strapi, callBack: () => void): (() => void) => {
  const models = permissionModels(strapi);
  // A subscriber without models is one of all models.
  return models.length > 0 ? afterWrites(strapi, models, callBack) : () => {};
};
