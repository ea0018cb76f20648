import { contentTypes, PUBLIC_TYPES } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import {
  fieldsOfType,
  findRoles,
  grantToRole,
  type AdminRole,
  type RolePermission,
} from '../strapi-internals/admin-roles';
import { errors, z } from '../strapi-internals/host-utils';
import { siteLocales } from '../strapi-internals/site-locales';
import { adminResource } from './admin-resource';
import type { EditorRole } from './contracts';
import { EDITOR_ACTIONS, SETTINGS_READ_ACTION } from './permissions';

/** Of the Content Manager. A permission to delete or to publish names no fields. */
const ENTRY_ACTIONS = ['read', 'create', 'update', 'delete', 'publish'] as const;

const UPLOAD_ACTIONS = ['read', 'assets.create', 'assets.update', 'assets.download', 'assets.copy-link'].map(
  (action) => `plugin::upload.${action}`
);

/** Returns what editing guides takes: all fields of the plugin's types, in all locales of the site, images, and its pages. */
const neededBy = async (strapi: Strapi): Promise<RolePermission[]> => {
  const locales = await siteLocales(strapi);
  const ofTypes = PUBLIC_TYPES.flatMap((type) => {
    const uid = uidOf(type);
    const fields = fieldsOfType(strapi, uid);
    const actions = ENTRY_ACTIONS.filter(
      (action) => action !== 'publish' || contentTypes[type].options.draftAndPublish
    );
    return actions.map((action) => ({
      action: `plugin::content-manager.explorer.${action}`,
      subject: uid,
      properties: action === 'delete' || action === 'publish' ? { locales } : { fields, locales },
    }));
  });
  return [...ofTypes, ...[...UPLOAD_ACTIONS, ...EDITOR_ACTIONS].map((action) => ({ action }))];
};

const includes = (all: string[] | undefined, needed: string[] | undefined): boolean =>
  (needed ?? []).every((each) => all?.includes(each));

/** Whether a permission allows all that a needed one does: a condition allows it only for some entries. */
const covers = (permission: RolePermission, needed: RolePermission): boolean =>
  permission.action === needed.action &&
  (permission.subject ?? null) === (needed.subject ?? null) &&
  (permission.conditions ?? []).length === 0 &&
  includes(permission.properties?.fields, needed.properties?.fields) &&
  includes(permission.properties?.locales, needed.properties?.locales);

const missingIn = ({ permissions }: AdminRole, needed: RolePermission[]): RolePermission[] =>
  needed.filter((each) => !permissions.some((permission) => covers(permission, each)));

const shown = (role: AdminRole, needed: RolePermission[]): EditorRole => ({
  id: role.id,
  name: role.name,
  usersCount: role.usersCount,
  missing: missingIn(role, needed).map(({ action, subject }) => ({ action, subject: subject ?? null })),
});

const listRoles = async (strapi: Strapi): Promise<EditorRole[]> => {
  const [roles, needed] = await Promise.all([findRoles(strapi), neededBy(strapi)]);
  return roles.map((role) => shown(role, needed));
};

const requestSchema = z.object({
  roles: z
    .array(z.union([z.number(), z.string().max(100)]))
    .min(1)
    .max(100),
});

interface GrantContext {
  request: { body: unknown };
  body: unknown;
}

/** `GET /career-field/editors`, `POST /career-field/editors` with `{ roles: [<id>] }`. */
export const editorResource = adminResource('editor', {
  /** Responds with the roles, and with what each of them lacks for editing guides. */
  find: {
    method: 'GET',
    path: '/editors',
    permissions: [SETTINGS_READ_ACTION, 'admin::roles.read'],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      context.body = { data: await listRoles(strapi) };
    },
  },

  /** Gives roles what they lack; it takes the right to change roles. Responds as `find` does. */
  grant: {
    method: 'POST',
    path: '/editors',
    permissions: [SETTINGS_READ_ACTION, 'admin::roles.read', 'admin::roles.update'],
    async respond(strapi: Strapi, context: GrantContext): Promise<void> {
      const parsed = requestSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request needs a list "roles" of ids.');
      const roles = await findRoles(strapi);
      const chosen = parsed.data.roles.map((id) => roles.find((role) => String(role.id) === String(id)));
      if (chosen.includes(undefined)) throw new errors.NotFoundError('There is no such role.');
      const needed = await neededBy(strapi);
      for (const role of chosen as AdminRole[]) {
        await grantToRole(strapi, role, missingIn(role, needed));
      }
      context.body = { data: await listRoles(strapi) };
    },
  },
});
