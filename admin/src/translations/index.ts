import { PLUGIN_ID } from '../plugin';
import de from './de.json';
import en from './en.json';

/** What an editor sees of a field: its name, and a sentence on what belongs there. */
interface FieldTexts {
  label: string;
  hint: string;
}

type FieldGroup = Record<string, FieldTexts>;

interface Texts {
  names: Record<string, string>;
  sections: FieldGroup;
  types: Record<string, FieldGroup>;
  components: Record<string, FieldGroup>;
  plugin: Record<string, string>;
}

const texts: Record<string, Texts> = { de, en };

/** The components that start with the fields that all sections share. */
const isSection = (component: string): boolean => component.endsWith('-section');

const typeUid = (type: string): string => `plugin::${PLUGIN_ID}.${type}`;
const componentUid = (component: string): string => `${PLUGIN_ID}.${component}`;

/** The message of a field's hint, by the uid of its type or component. */
export const hintId = (uid: string, field: string): string => `${PLUGIN_ID}.hint.${uid}.${field}`;

export const pluginMessageId = (name: string): string => `${PLUGIN_ID}.${name}`;

const flatten = ({ names, sections, types, components, plugin }: Texts): Record<string, string> => {
  // Strapi looks a display name up as if it were the id of a message.
  const messages: Record<string, string> = { ...names };
  const add = (uid: string, labelPrefix: string, fields: FieldGroup): void => {
    for (const [field, { label, hint }] of Object.entries(fields)) {
      messages[`${labelPrefix}.${uid}.${field}`] = label;
      if (hint) messages[hintId(uid, field)] = hint;
    }
  };
  for (const [type, fields] of Object.entries(types)) {
    add(typeUid(type), 'content-manager.content-types', fields);
  }
  for (const [component, fields] of Object.entries(components)) {
    const all = isSection(component) ? { ...sections, ...fields } : fields;
    add(componentUid(component), 'content-manager.components', all);
  }
  for (const [name, message] of Object.entries(plugin)) messages[pluginMessageId(name)] = message;
  return messages;
};

/** The messages of one language of the admin panel; none for a language that the plugin does not speak. */
export const messagesOf = (locale: string): Record<string, string> => {
  const found = texts[locale];
  return found ? flatten(found) : {};
};

const known = new Set(Object.keys(flatten(en)));

export const hasHint = (uid: string, field: string): boolean => known.has(hintId(uid, field));
