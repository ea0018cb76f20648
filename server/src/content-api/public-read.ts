import { PUBLIC_TYPES } from '../../../content-types';
import { configOf } from '../config';
import { onSettings } from '../config/stored-settings';
import { uidOf, type Strapi } from '../plugin';
import { storedValue } from '../strapi-internals/core-store';
import {
  grantPublicRole,
  hasPublicRole,
  hasRoles,
  oncePermissionsExist,
  revokePublicRole,
} from '../strapi-internals/public-role';
import { GUIDE_ACTIONS } from './guides';

/** The permissions that publicRead grants to the public role. */
const READ_ACTIONS = [
  ...PUBLIC_TYPES.flatMap((type) => [`${uidOf(type)}.find`, `${uidOf(type)}.findOne`]),
  ...GUIDE_ACTIONS,
];

/** The permissions that the plugin has granted: only those are revoked, never those of an administrator. */
const grants = (strapi: Strapi) => storedValue<string[]>(strapi, 'public-read-grants');

const grant = async (strapi: Strapi): Promise<void> => {
  const added = await grantPublicRole(strapi, READ_ACTIONS);
  if (added.length === 0) return;
  const earlier = (await grants(strapi).get()) ?? [];
  await grants(strapi).set([...new Set([...earlier, ...added])]);
  strapi.log.info(
    '[career-field] Granted the public role the permissions to read published content (publicRead: true).'
  );
};

const revoke = async (strapi: Strapi): Promise<void> => {
  const granted = (await grants(strapi).get()) ?? [];
  if (granted.length === 0) return;
  await revokePublicRole(strapi, granted);
  await grants(strapi).delete();
  strapi.log.info('[career-field] Revoked the permissions that publicRead had granted.');
};

/**
 * Grants the public role reading when the option `publicRead` is on, and revokes that when it no longer is. Permissions
 * that an administrator has granted stay.
 */
export const applyPublicRead = async (strapi: Strapi): Promise<void> => {
  const { publicRead: isEnabled } = configOf(strapi);
  if (!hasRoles(strapi)) {
    if (isEnabled) {
      strapi.log.warn(
        '[career-field] publicRead has no effect: @strapi/plugin-users-permissions, which has the public role, is not installed.'
      );
    }
    return;
  }
  if (await hasPublicRole(strapi)) await (isEnabled ? grant(strapi) : revoke(strapi));
  // On the first bootstrap, users-permissions may create the role after this plugin's bootstrap, and then its own
  // permissions (login, registration) only where none exists yet. The first of those is the signal.
  else if (isEnabled) oncePermissionsExist(strapi, () => grant(strapi));
};

/** Grants and revokes when an administrator changes the setting: once for the site, by the process that stores it. */
export const followPublicRead = (strapi: Strapi): void =>
  onSettings(strapi, async ({ names, isOwn }) => {
    if (isOwn && names.includes('publicRead')) await applyPublicRead(strapi);
  });
