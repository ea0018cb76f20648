/**
 * The layouts of forms and lists that a plugin ships with a content type.
 *
 * Relies on: `config.layouts.list` (names) and `config.layouts.edit` (rows of cells with a `name`, 12 cells wide) of a
 * content type, and on `__schema__.attributes`, its attributes without those that Strapi and other plugins add. Strapi
 * replaces the attributes of a type by those of the site's extension but not its layouts, and a start ends at a layout
 * that names a missing attribute. Read in Strapi 5.54.0.
 * When `config` is missing, nothing is changed; without `__schema__`, no row is added.
 */
import type { Strapi } from '../plugin';

interface ContentType {
  attributes: Record<string, unknown>;
  __schema__?: { attributes: Record<string, { visible?: boolean }> };
  config?: { layouts?: { list?: string[]; edit?: { name: string; size: number }[][] } };
}

const FULL_WIDTH = 12;

/**
 * Fits the default layouts of a type to the attributes that it has in the site: removes attributes that it lacks, and
 * adds a row to the form for each visible one that the layout does not name.
 */
export const fitDefaultLayouts = (strapi: Strapi, uid: string): void => {
  const type = strapi.contentType(uid as Parameters<Strapi['contentType']>[0]) as unknown as ContentType;
  const layouts = type.config?.layouts;
  if (layouts?.list) layouts.list = layouts.list.filter((name) => name in type.attributes);
  if (layouts?.edit) {
    const rows = layouts.edit.map((row) => row.filter(({ name }) => name in type.attributes));
    const named = new Set(rows.flat().map(({ name }) => name));
    const others = Object.entries(type.__schema__?.attributes ?? {}).filter(
      ([name, { visible }]) => visible !== false && !named.has(name)
    );
    layouts.edit = [
      ...rows.filter((row) => row.length > 0),
      ...others.map(([name]) => [{ name, size: FULL_WIDTH }]),
    ];
  }
};
