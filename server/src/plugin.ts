import type { Core, UID } from '@strapi/strapi';
import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../content-types';

export type Strapi = Core.Strapi;

export const PLUGIN_ID = 'career-field';

export type TypeName = keyof typeof contentTypes;

/** The uid under which Strapi knows one of the plugin's content types. */
export const uidOf = (name: TypeName): UID.CollectionType =>
  `plugin::${PLUGIN_ID}.${name}` as UID.CollectionType;

/** The plugin's own name of a content type, or undefined for a type of the site or of another plugin. */
export const typeNameOf = (uid: string): TypeName | undefined => {
  const prefix = `plugin::${PLUGIN_ID}.`;
  const name = uid.startsWith(prefix) ? uid.slice(prefix.length) : '';
  return name in contentTypes ? (name as TypeName) : undefined;
};

export const isPublicType = (name: TypeName): name is PublicType =>
  (PUBLIC_TYPES as readonly string[]).includes(name);

/** Whether Strapi keeps drafts of this type apart from what is published. */
export const hasDrafts = (name: TypeName): boolean => contentTypes[name].options.draftAndPublish;
