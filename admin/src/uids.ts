import { contentTypes } from '../../content-types';
import { PLUGIN_ID } from './plugin';

const OWN_TYPES = new Set(Object.keys(contentTypes).map((name) => `plugin::${PLUGIN_ID}.${name}`));

export const ARTICLE = `plugin::${PLUGIN_ID}.article`;

/** Whether a content type belongs to the plugin, by its uid. */
export const isOwnType = (uid: string): boolean => OWN_TYPES.has(uid);
