import { components as componentSchemas, contentTypes, type Attribute } from '../../../content-types';
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
  /** The names of types and components, by uid. */
  names: Record<string, string>;
  sections: FieldGroup;
  types: Record<string, FieldGroup>;
  components: Record<string, FieldGroup>;
  plugin: typeof en.plugin;
}

const texts: Record<string, Texts> = { de, en };

/** The texts of a language, or the English ones for a language that the plugin does not speak. */
export const textsOf = (language: string): Texts => texts[language] ?? (en as Texts);

/** A text with its values: `{count}` is replaced by the value of that name. */
export const fillIn = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in values ? String(values[name]) : placeholder
  );

/** The components that start with the fields that all sections share. */
const isSection = (component: string): boolean => component.endsWith('-section');

const typeUid = (type: string): string => `plugin::${PLUGIN_ID}.${type}`;
const componentUid = (component: string): string => `${PLUGIN_ID}.${component}`;

/** The message of a field's hint, by the uid of its type or component. */
export const hintId = (uid: string, field: string): string => `${PLUGIN_ID}.hint.${uid}.${field}`;

export const pluginMessageId = (name: string): string => `${PLUGIN_ID}.${name}`;

/**
 * Messages are global to the panel, so each id starts with the plugin's own, or with what Strapi looks the name of a
 * field of that uid up by. An id such as a display name would rename whatever else in the site has that name.
 */
const flatten = ({ sections, types, components, plugin }: Texts): Record<string, string> => {
  const messages: Record<string, string> = {};
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
  // What Strapi names the group of the plugin's components by.
  messages[PLUGIN_ID] = plugin['components.category'];
  return messages;
};

/** The messages of one language of the admin panel; none for a language that the plugin does not speak. */
export const messagesOf = (locale: string): Record<string, string> => {
  const found = texts[locale];
  return found ? flatten(found) : {};
};

const known = new Set(Object.keys(flatten(en as Texts)));

export const hasHint = (uid: string, field: string): boolean => known.has(hintId(uid, field));

/** The name of one of the plugin's types or components. */
export const nameOf = (uid: string, language: string): string | undefined => textsOf(language).names[uid];

interface Schema {
  attributes: Record<string, Attribute>;
}

const schemas: Record<string, Schema> = {
  ...Object.fromEntries(Object.entries(contentTypes).map(([name, schema]) => [typeUid(name), schema])),
  ...Object.fromEntries(
    Object.entries(componentSchemas).map(([name, schema]) => [componentUid(name), schema])
  ),
};

const labelOf = (uid: string | undefined, field: string, { types, components, sections }: Texts): string => {
  const own = uid?.startsWith('plugin::')
    ? types[uid.slice(typeUid('').length)]
    : components[uid?.slice(componentUid('').length) ?? ''];
  return own?.[field]?.label ?? sections[field]?.label ?? field;
};

/**
 * A field as an editor finds it in the form: `['faq', '1', 'question']` is "Häufige Fragen 2 › Frage".
 *
 * @param uid the content type
 */
export const fieldName = (uid: string, path: string[], language: string): string => {
  const names: string[] = [];
  let at: string | undefined = uid;
  for (const step of path) {
    if (/^\d+$/.test(step)) {
      names.push(`${names.pop() ?? ''} ${Number(step) + 1}`.trim());
      continue;
    }
    names.push(labelOf(at, step, textsOf(language)));
    const component: unknown = at ? schemas[at]?.attributes[step]?.component : undefined;
    // Which component a part of the dynamic zone is, its path does not say.
    at = typeof component === 'string' ? component : undefined;
  }
  return names.join(' › ');
};
