import { PLUGIN_ID } from '../plugin';

/** The types of fields that are inputs of the plugin's own. */
export const PART_CARD = `${PLUGIN_ID}.part-card`;
export const FIELD_SPOT = `${PLUGIN_ID}.field-spot`;
export const CHOICE = `${PLUGIN_ID}.choice`;
export const MORE_FIELDS = `${PLUGIN_ID}.more-fields`;
export const LIST_NAMES = `${PLUGIN_ID}.list-names`;
