import { version } from '../../../package.json';
import { configOf, defaultOf, isFixed, NAMED_PARTS, settingIssue } from '../config';
import { purgeCaches, saveSettings } from '../config/stored-settings';
import { isSetting, SETTINGS, settingsOf } from '../config/settings';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { hasRoles } from '../strapi-internals/public-role';
import { adminResource } from './admin-resource';
import type { SettingsResponse } from './contracts';
import { SETTINGS_READ_ACTION, SETTINGS_UPDATE_ACTION } from './permissions';

const read = (strapi: Strapi): SettingsResponse => {
  const config = configOf(strapi);
  return {
    settings: Object.fromEntries(
      SETTINGS.map((name) => [
        name,
        {
          value: config[name],
          isFixed: isFixed(strapi, name),
          isChosen: Object.hasOwn(settingsOf(strapi), name),
          default: defaultOf(name),
        },
      ])
    ) as SettingsResponse['settings'],
    parts: NAMED_PARTS,
    hasPublicRole: hasRoles(strapi),
    version,
  };
};

const requestSchema = z.object({ values: z.record(z.string().max(100), z.unknown()) });

/** Names what is wrong with the request, each setting by its name; null stands for the default. */
const issuesIn = (strapi: Strapi, values: Record<string, unknown>): string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    if (!isSetting(name)) return `"${name}" is not a setting. The settings are: ${SETTINGS.join(', ')}.`;
    if (isFixed(strapi, name)) return `"${name}" is fixed in the file config/plugins of the site.`;
    return value === null ? [] : (settingIssue(name, value) ?? []);
  });

interface UpdateContext {
  request: { body: unknown };
  body: unknown;
}

/** `GET` and `PUT /career-field/settings`, `POST /career-field/settings/purge`. */
export const settingsResource = adminResource('settings', {
  /** Responds with each setting: its value, whether the config file fixes it, and its default. */
  find: {
    method: 'GET',
    path: '/settings',
    permissions: [SETTINGS_READ_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      context.body = { data: read(strapi) };
    },
  },

  /** Stores some settings by name, all of them or none; null for the default. Responds as `find` does. */
  update: {
    method: 'PUT',
    path: '/settings',
    permissions: [SETTINGS_UPDATE_ACTION],
    async respond(strapi: Strapi, context: UpdateContext): Promise<void> {
      const parsed = requestSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request needs an object "values".');
      const issues = issuesIn(strapi, parsed.data.values);
      if (issues.length > 0) throw new errors.ValidationError(issues.join(' '));
      await saveSettings(strapi, parsed.data.values);
      context.body = { data: read(strapi) };
    },
  },

  /** Empties the caches of all processes, so that the next readers get what the database has. */
  purge: {
    method: 'POST',
    path: '/settings/purge',
    permissions: [SETTINGS_UPDATE_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      await purgeCaches(strapi);
      context.body = { data: {} };
    },
  },
});
