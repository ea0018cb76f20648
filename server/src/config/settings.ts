import type { Strapi } from '../plugin';

/**
 * The options that an administrator may choose in the admin panel. The config file wins: an option that it names is fixed.
 * They have no default of Strapi's kind, because afterwards nobody could tell a default from what the file says.
 */
export const SETTINGS = ['publicRead', 'partOrder', 'freshness', 'translations'] as const;

export type SettingName = (typeof SETTINGS)[number];

/** Chosen settings by name, as they are stored. */
export type Settings = Partial<Record<SettingName, unknown>>;

const chosen = new WeakMap<Strapi, Settings>();

/** Returns the settings that this process knows of. */
export const settingsOf = (strapi: Strapi): Settings => chosen.get(strapi) ?? {};

export const setSettings = (strapi: Strapi, settings: Settings): void => {
  chosen.set(strapi, settings);
};

export const isSetting = (name: string): name is SettingName =>
  (SETTINGS as readonly string[]).includes(name);
