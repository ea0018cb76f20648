/**
 * What an administrator may do, outside of a request of the admin panel too.
 *
 * Relies on (read in 5.54.0): the service `admin::permission` with `engine.generateUserAbility(user)`, for a user with its
 * roles; `isActive` and `blocked` of `admin::user`; the service `permission-checker` of the Content Manager, whose `can`
 * takes an entity, against which conditions and locales are tested, and the path of a field.
 * When that is missing: the call throws, so that nothing is shown or written.
 */
import type { Core } from '@strapi/strapi';

type Strapi = Core.Strapi;

/** Which fields a role may read or write is decided by the paths of its leaves, or by a component as a whole. */
type Action = 'read' | 'create' | 'update' | 'publish';

export interface AdminUser {
  id: number | string;
  roles: object[];
}

/** Rights at one document. */
export interface AdminRights {
  /**
   * @param entity the document, with what conditions may test: its locale, its author with roles
   * @param field the path of an attribute, `areas.items.title`
   */
  can(action: Action, entity?: object, field?: string): boolean;
}

interface PermissionEngine {
  engine: { generateUserAbility(user: AdminUser): Promise<unknown> };
}

interface PermissionChecker {
  can: Record<Action, (entity?: object, field?: string) => boolean>;
}

/** @param userAbility of the request (`state.userAbility`), or from `findAdminAbility` */
export const adminRights = (strapi: Strapi, userAbility: unknown, uid: string): AdminRights => {
  const { can } = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility, model: uid }) as PermissionChecker;
  return { can: (action, entity, field) => can[action](entity, field) };
};

/** Returns what a user may do at present; undefined for a user who is deleted, blocked or not active. */
export const findAdminAbility = async (strapi: Strapi, userId: number | string): Promise<unknown> => {
  const user = (await strapi.db.query('admin::user').findOne({
    where: { id: userId, isActive: true },
    populate: ['roles'],
  })) as (AdminUser & { blocked?: boolean | null }) | null;
  if (!user || user.blocked === true) return undefined;
  const { engine } = strapi.service('admin::permission') as unknown as PermissionEngine;
  return engine.generateUserAbility(user);
};
