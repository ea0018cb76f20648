import type { PublicType } from '../../../content-types';
import { PLUGIN_MANAGED, STRAPI_MANAGED, type Attribute } from '../model/attributes';
import { typeNameOf, type Strapi } from '../plugin';
import { isRecord } from '../utils/is-record';

export type { Attribute };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && !(value instanceof Date);

/**
 * Returns the attributes of a document without those that the plugin manages. A file transfers them to another site; a
 * file without them leaves the site's values.
 */
export const withoutPluginManaged = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !PLUGIN_MANAGED.has(name)));

/** A cache by the attributes of the registered model, which stay the same while Strapi runs. */
const writable = new WeakMap<object, Record<string, Attribute>>();

/** Returns the attributes of a type or component that a file may write, in the order of its schema. */
export const attributesOf = (strapi: Strapi, uid: string): Readonly<Record<string, Attribute>> => {
  const { attributes } = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  const known = writable.get(attributes);
  if (known) return known;
  const found = Object.fromEntries(
    Object.entries(attributes as unknown as Record<string, Attribute>).filter(
      ([name]) => !STRAPI_MANAGED.has(name)
    )
  );
  writable.set(attributes, found);
  return found;
};

/** Returns the plugin's type that a relation targets, or undefined for a type of another plugin or the site. */
export const targetOf = (attribute: Attribute): PublicType | undefined =>
  typeNameOf(String(attribute.target)) as PublicType | undefined;

export const isStringList = (attribute: Attribute): boolean =>
  attribute.customField === 'plugin::career-field.string-list';

/** Returns the name of a component in a file, such as `quote-section`; the site's components keep their category. */
export const componentName = (uid: string): string =>
  uid.startsWith('career-field.') ? uid.slice('career-field.'.length) : uid;
