import type { Strapi } from '../plugin';
import { storedValue } from '../strapi-internals/core-store';
import { isFixed, settingIssue } from './index';
import { isSetting, setSettings, settingsOf, type SettingName, type Settings } from './settings';

/** What is stored: the chosen settings, and when an administrator last had all caches emptied. */
interface Stored {
  settings: Settings;
  purgedAt?: string | undefined;
}

interface Change {
  /** The settings that have another value now. */
  names: SettingName[];
  /** Whether caches are to be emptied. */
  isPurge: boolean;
  /** Whether this process has stored the change: what is done once for the site is done here. */
  isOwn: boolean;
}

type Listener = (change: Change) => Promise<void> | void;

const listeners = new WeakMap<Strapi, Listener[]>();
const purges = new WeakMap<Strapi, string>();

const store = (strapi: Strapi) => storedValue<Stored>(strapi, 'settings');

/** Calls back after settings have changed, by whatever process. */
export const onSettings = (strapi: Strapi, listener: Listener): void => {
  listeners.set(strapi, [...(listeners.get(strapi) ?? []), listener]);
};

/** Reads what is stored, but for names and values that this release does not know. */
const readStored = async (strapi: Strapi): Promise<Stored> => {
  const { settings = {}, purgedAt }: Partial<Stored> = (await store(strapi).get()) ?? {};
  const known = Object.entries(settings).filter(
    ([name, value]) => isSetting(name) && settingIssue(name, value) === undefined
  );
  return { settings: Object.fromEntries(known), purgedAt };
};

/** Returns the names of the settings that differ and that the config file leaves open. */
const changedNames = (strapi: Strapi, before: Settings, after: Settings): SettingName[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(isSetting)
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .filter((name) => !isFixed(strapi, name));

const apply = async (strapi: Strapi, { settings, purgedAt }: Stored, isOwn: boolean): Promise<void> => {
  const names = changedNames(strapi, settingsOf(strapi), settings);
  const isPurge = purgedAt !== undefined && purgedAt !== purges.get(strapi);
  setSettings(strapi, settings);
  if (purgedAt !== undefined) purges.set(strapi, purgedAt);
  if (names.length === 0 && !isPurge) return;
  for (const listener of listeners.get(strapi) ?? []) await listener({ names, isPurge, isOwn });
};

/** Takes over what is stored: on bootstrap, and afterwards what another process has stored. */
export const loadSettings = async (strapi: Strapi): Promise<void> =>
  apply(strapi, await readStored(strapi), false);

const save = async (strapi: Strapi, next: Stored): Promise<void> => {
  await store(strapi).set(next);
  await apply(strapi, next, true);
};

/**
 * Stores settings, and applies them in this process; the others follow within `cache.maxStaleMs`.
 *
 * @param changes by name; null for the default
 */
export const saveSettings = async (strapi: Strapi, changes: Settings): Promise<void> => {
  const { settings, purgedAt } = await readStored(strapi);
  const chosen = Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== null);
  await save(strapi, { settings: Object.fromEntries(chosen), purgedAt });
};

/** Empties the caches of all processes; the others follow within `cache.maxStaleMs`. */
export const purgeCaches = async (strapi: Strapi): Promise<void> =>
  save(strapi, { ...(await readStored(strapi)), purgedAt: new Date().toISOString() });
