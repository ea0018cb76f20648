import { PLUGIN_ID } from '../../plugin';

/** Permissions for guides. Read-only API tokens pass only actions whose names end in `find` or `findOne`. */
export const FIND_GUIDES = `plugin::${PLUGIN_ID}.guide.find`;
export const FIND_GUIDE = `plugin::${PLUGIN_ID}.guide.findOne`;

export const GUIDE_ACTIONS = [
  FIND_GUIDES,
  FIND_GUIDE,
  `plugin::${PLUGIN_ID}.guide-changes.find`,
  `plugin::${PLUGIN_ID}.sitemap.find`,
];
