import { components as componentSchemas, contentTypes, type Attribute } from '../../content-types';
import { fieldsByUid, fieldText, isLanguage, editorTextsFor } from '../../texts';
import { PLUGIN_ID } from './plugin';

/** Returns the id of the message of a field's hint, by the uid of its type or component. */
export const hintId = (uid: string, field: string): string => `${PLUGIN_ID}.hint.${uid}.${field}`;

export const pluginMessageId = (name: string): string => `${PLUGIN_ID}.${name}`;

/** Returns the prefix of the ids under which Strapi looks up the names of a type's or component's fields. */
const labelPrefix = (uid: string): string =>
  uid.startsWith('plugin::') ? 'content-manager.content-types' : 'content-manager.components';

/** Returns the id of the message of a field's name, by which Strapi looks it up as well. */
export const labelId = (uid: string, field: string): string => `${labelPrefix(uid)}.${uid}.${field}`;

/**
 * Returns the messages of one language of the admin panel by their ids; none for a language without texts.
 *
 * Messages are global to the panel, so each id starts with the plugin's own, or with the prefix under which Strapi looks
 * up the name of a field of that uid. An id such as a display name would rename other things in the site.
 */
export const messagesOf = (language: string): Record<string, string> => {
  if (!isLanguage(language)) return {};
  const messages: Record<string, string> = {};
  for (const [uid, fields] of Object.entries(fieldsByUid(language))) {
    for (const [field, { label, hint }] of Object.entries(fields)) {
      messages[labelId(uid, field)] = label;
      if (hint) messages[hintId(uid, field)] = hint;
    }
  }
  const { panel } = editorTextsFor(language);
  for (const [name, message] of Object.entries(panel)) messages[pluginMessageId(name)] = message;
  // The id of the name of the group of the plugin's components.
  messages[PLUGIN_ID] = panel['components.category'];
  return messages;
};

export const hasHint = (uid: string, field: string): boolean => Boolean(fieldText(uid, field, 'en')?.hint);

interface Schema {
  attributes: Record<string, Attribute>;
}

const schemas: Record<string, Schema> = {
  ...Object.fromEntries(
    Object.entries(contentTypes).map(([name, schema]) => [`plugin::${PLUGIN_ID}.${name}`, schema])
  ),
  ...Object.fromEntries(
    Object.entries(componentSchemas).map(([name, schema]) => [`${PLUGIN_ID}.${name}`, schema])
  ),
};

/** Returns the shipped attributes of one of the plugin's types or components; none for another uid. */
export const attributesOf = (uid: string): Record<string, Attribute> => schemas[uid]?.attributes ?? {};

const labelOf = (uid: string | undefined, field: string, language: string): string =>
  fieldText(uid ?? '', field, language)?.label ??
  // Without the values, a path does not say which component of the dynamic zone it is; what all sections have is known.
  editorTextsFor(language).sections[field]?.label ??
  field;

/**
 * Returns the name of a field as in the form: `['faq', '1', 'question']` is "Häufige Fragen 2 › Frage".
 *
 * @param uid the content type
 * @param values of the form, which say what the components of the dynamic zone are
 */
export const fieldName = (uid: string, path: string[], language: string, values?: unknown): string => {
  const names: string[] = [];
  let owner: string | undefined = uid;
  let value = values;
  for (const step of path) {
    value = (value as Record<string, unknown> | null | undefined)?.[step];
    if (/^\d+$/.test(step)) {
      const component = (value as { __component?: unknown } | null | undefined)?.__component;
      if (typeof component === 'string') owner = component;
      names.push(`${names.pop() ?? ''} ${Number(step) + 1}`.trim());
      continue;
    }
    names.push(labelOf(owner, step, language));
    const component: unknown = owner ? schemas[owner]?.attributes[step]?.component : undefined;
    owner = typeof component === 'string' ? component : undefined;
  }
  return names.join(' › ');
};
