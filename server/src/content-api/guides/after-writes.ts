import type { Strapi } from '../../plugin';

/** What decides which requests the public role may send. */
const PERMISSION_MODELS = ['plugin::users-permissions.permission', 'plugin::users-permissions.role'];

/**
 * Calls back after each write to one of the models, and again when its transaction is committed: until then other
 * connections read the previous rows.
 *
 * @returns a function that ends it
 */
export const afterWrites = (strapi: Strapi, models: string[], callBack: () => void): (() => void) => {
  const afterWrite = async (): Promise<void> => {
    callBack();
    if (!strapi.db.inTransaction()) return;
    await strapi.db.transaction(async ({ onCommit }) => {
      onCommit(callBack);
    });
  };
  return strapi.db.lifecycles.subscribe({
    models,
    afterCreate: afterWrite,
    afterCreateMany: afterWrite,
    afterUpdate: afterWrite,
    afterUpdateMany: afterWrite,
    afterDelete: afterWrite,
    afterDeleteMany: afterWrite,
  });
};

/** The same for the permissions of the public role, on a site with users-permissions. */
export const afterPermissionWrites = (strapi: Strapi, callBack: () => void): (() => void) =>
  strapi.plugin('users-permissions') ? afterWrites(strapi, PERMISSION_MODELS, callBack) : () => {};
