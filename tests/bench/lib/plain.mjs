import path from 'node:path';
import { ROOT } from './site.mjs';

/** Leaves the plugin's own document middlewares out, and only those: it registers them from its built files. */
export const leavePluginOut = (strapi) => {
  const { documents } = strapi;
  const use = documents.use;
  documents.use = (middleware) => {
    const isPlugins = new Error('who').stack.includes(path.join(ROOT, 'dist', 'server'));
    return isPlugins ? undefined : use(middleware);
  };
};
