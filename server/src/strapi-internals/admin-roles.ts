/**
 * What the roles of administrators may do, and granting them more.
 *
 * Relies on (read in 5.54.0): the models `admin::role` and `admin::permission` with `action`, `subject`, `properties` (`fields`,
 * `locales`), `conditions` and `role`; the service `admin::role` with `getSuperAdmin` and `assignPermissions(roleId, all)`,
 * which replaces all permissions of a role by those that it is given and removes what it no longer needs; `getNestedFields`
 * of `admin::content-type`, which are the paths that a permission names.
 * When that is missing: the call throws, and no permission has changed.
 */
import type { Core, UID } from '@strapi/strapi';

type Strapi = Core.Strapi;

export interface RolePermission {
  action: string;
  subject?: string | null;
  properties?: { fields?: string[]; locales?: string[] };
  /** Ids of conditions: what is allowed only for some entries. */
  conditions?: string[];
}

export interface AdminRole {
  id: number | string;
  name: string;
  usersCount: number;
  permissions: RolePermission[];
}

interface RoleRow extends Omit<AdminRole, 'usersCount'> {
  users: { count: number };
}

interface RoleService {
  getSuperAdmin(): Promise<{ id: number | string } | null>;
  assignPermissions(roleId: number | string, permissions: RolePermission[]): Promise<unknown>;
}

const roleService = (strapi: Strapi): RoleService => strapi.service('admin::role') as unknown as RoleService;

/** Returns the roles but that of the super administrators, who may do everything, by name. */
export const findRoles = async (strapi: Strapi): Promise<AdminRole[]> => {
  const [all, superAdmin] = await Promise.all([
    strapi.db.query('admin::role').findMany({
      populate: { permissions: true, users: { count: true } },
      orderBy: { name: 'asc' },
    }) as Promise<RoleRow[]>,
    roleService(strapi).getSuperAdmin(),
  ]);
  return all
    .filter(({ id }) => id !== superAdmin?.id)
    .map(({ id, name, users, permissions }) => ({ id, name, usersCount: users.count, permissions }));
};

/** Returns the paths of all fields of a type that a permission can name. */
export const fieldsOfType = (strapi: Strapi, uid: string): string[] => {
  const service = strapi.service('admin::content-type') as unknown as {
    getNestedFields(model: object, options: object): string[];
  };
  return service.getNestedFields(strapi.contentType(uid as UID.ContentType), {
    components: strapi.components,
    nestingLevel: 15,
  });
};

const isAbout =
  ({ action, subject }: RolePermission) =>
  (other: RolePermission): boolean =>
    other.action === action && (other.subject ?? null) === (subject ?? null);

/** Grants a role some permissions; a narrower one for the same action and type is replaced, all others stay. */
export const grantToRole = async (
  strapi: Strapi,
  { id, permissions }: AdminRole,
  granted: RolePermission[]
): Promise<void> => {
  const kept = permissions.filter((permission) => !granted.some(isAbout(permission)));
  const all = [...kept, ...granted].map(({ action, subject, properties, conditions }) => ({
    action,
    subject: subject ?? null,
    properties: properties ?? {},
    conditions: conditions ?? [],
  }));
  await roleService(strapi).assignPermissions(id, all);
};
