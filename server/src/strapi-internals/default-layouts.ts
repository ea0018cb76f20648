/**
 * The layouts of forms and lists that a plugin ships with a content type.
 *
 * Relies on: `config.layouts.list` (names) and `config.layouts.edit` (rows of cells with a `name`) of a content type, to
 * which Strapi adds the columns that every type has before `register()`. Strapi replaces the attributes of a type by
 * those of the site's extension but not its layouts, and a start ends at a layout that names a missing attribute. Read in
 * Strapi 5.54.0.
 * When `config` is missing, nothing is changed.
 */
import type { Strapi } from '../plugin';

interface Layouts {
  list?: string[];
  edit?: { name: string; size: number }[][];
}

/** Removes attributes that the registered type lacks from its default layouts. */
export const removeMissingFromLayouts = (strapi: Strapi, uid: string): void => {
  const { attributes, config } = strapi.contentType(
    uid as Parameters<Strapi['contentType']>[0]
  ) as unknown as {
    attributes: Record<string, unknown>;
    config?: { layouts?: Layouts };
  };
  const layouts = config?.layouts;
  if (layouts?.list) layouts.list = layouts.list.filter((name) => name in attributes);
  if (layouts?.edit) {
    layouts.edit = layouts.edit
      .map((row) => row.filter(({ name }) => name in attributes))
      .filter((row) => row.length > 0);
  }
};
