import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';

interface Layouts {
  list?: string[];
  edit?: { name: string; size: number }[][];
}

/**
 * Takes out of the default form and list what a site's own version of a type has not. Strapi replaces the attributes
 * of a type by the site's but keeps the plugin's layouts, and stops the start over a layout that names a missing one.
 */
export const fitLayouts = (strapi: Strapi): void => {
  for (const type of PUBLIC_TYPES) {
    const { attributes, config } = strapi.contentType(uidOf(type)) as unknown as {
      attributes: Record<string, unknown>;
      config?: { layouts?: Layouts };
    };
    const layouts = config?.layouts;
    // The columns that every type has, such as `updatedAt`, are among the attributes already.
    if (layouts?.list) layouts.list = layouts.list.filter((name) => name in attributes);
    if (layouts?.edit) {
      layouts.edit = layouts.edit
        .map((row) => row.filter(({ name }) => name in attributes))
        .filter((row) => row.length > 0);
    }
  }
};
