import path from 'node:path';
import { ROOT } from './site.mjs';

/** Skips the plugin's document middlewares, and only those: the plugin registers them from its built files. */
export const leavePluginOut = (strapi) => {
  const { documents } = strapi;
  const use = documents.use;
  documents.use = (middleware) => {
    const isPlugins = new Error('stack of the caller').stack.includes(path.join(ROOT, 'dist', 'server'));
    return isPlugins ? undefined : use(middleware);
  };
};
