import {
  COMPONENT_CATEGORY,
  components as shippedComponents,
  contentTypes as shippedTypes,
  PUBLIC_TYPES,
  type PublicType,
} from '../../../content-types';
import { hasDrafts, typeNameOf, uidOf, type Strapi } from '../plugin';
import { CODE_EXAMPLES, CODE_FORMATS, SLUG_PATTERN } from '../model/formats';
import { PUBLISHABLE_RULES } from '../validation/rules';
import { nameOf as shippedNameOf } from '../../../texts';
import { componentsOf, isLocalised, isZone } from '../model/attributes';
import { walkAttributes } from '../model/walk';
import { attributesOf, componentName, type Attribute } from './attributes';
import { explain, patternOf, shortListOf, typed, valueSchema, type JsonSchema } from './json-schema-values';

export type { JsonSchema } from './json-schema-values';

/** A content type or component, as a schema file or Strapi's registry has it. */
export interface Model {
  info?: { displayName?: string; description?: string };
  attributes: object;
}

export interface Models {
  contentTypes: Record<PublicType, Model>;
  /** By uid, such as `career-field.salary`; of others that attributes name, nothing is checked. */
  components: Record<string, Model>;
}

/** The model as the plugin ships it; a site may have its own versions of types and components. */
export const SHIPPED_MODELS: Models = {
  contentTypes: shippedTypes,
  components: Object.fromEntries(
    Object.entries(shippedComponents).map(([name, schema]) => [`${COMPONENT_CATEGORY}.${name}`, schema])
  ),
};

type Attributes = Record<string, Attribute>;

/** What is published needs some attributes; in a draft anything may still be missing. */
type State = 'published' | 'draft';

const STATES: State[] = ['published', 'draft'];

/** The languages of the shipped guides, offered as names of locales; any other is as right. */
const OFFERED_LOCALES = ['de', 'en'];

const KEY: JsonSchema = {
  title: 'Key',
  description:
    'How other documents and later imports know this one: stable for ever, a–z, digits and hyphens.',
  type: 'string',
  // A key has the form of an address.
  pattern: SLUG_PATTERN.source,
};

const STATUS: JsonSchema = {
  title: 'Status',
  description:
    'For every locale, or by locale as in “{de: published, en: draft}”; published where nothing is said.',
  anyOf: [{ enum: STATES }, { type: 'object', additionalProperties: { enum: [...STATES, null] } }],
  default: 'published',
};

/** Rules over several attributes of a component, as far as a schema can say them. */
const OBJECT_RULES: Record<string, JsonSchema> = {
  // Each classification has codes, and some have addresses, of a form of their own.
  'career-field.taxonomy-code': {
    allOf: Object.entries(CODE_FORMATS).map(([scheme, { code, uri }]) => ({
      if: { properties: { scheme: { const: scheme } }, required: ['scheme'] },
      then: {
        properties: {
          code: {
            ...typed(false, 'string'),
            ...patternOf(false, code),
            ...(CODE_EXAMPLES[scheme] && { examples: [CODE_EXAMPLES[scheme]] }),
          },
          ...(uri && { uri: { ...typed(false, 'string'), ...patternOf(false, uri) } }),
        },
      },
    })),
  },
};

/** A condition. Without the type it would hold for whatever is no object, as an entry is before anything is written. */
const isObjectWith = (
  properties: Record<string, JsonSchema>,
  required = Object.keys(properties)
): JsonSchema => ({ type: 'object', properties, required });

/** The attributes that a file may write. All that `attributesOf` asks of Strapi is the model. */
const writable = (model: Model): Attributes =>
  attributesOf({ getModel: () => model } as unknown as Strapi, '');

/** The attributes without which nothing of this type or component can be published. */
const neededIn = (uid: string, attributes: Attributes): string[] => {
  // What a rule misses in an empty object is needed whatever else there is.
  const missed = (PUBLISHABLE_RULES[typeNameOf(uid) ?? uid] ?? [])
    .flatMap((rule) => rule({}))
    .filter(({ message }) => message === 'publish.required')
    .map(({ field }) => field);
  return Object.entries(attributes)
    .filter(
      ([name, { required, default: byDefault }]) =>
        // What has a default need not be written.
        missed.includes(name) || (required === true && byDefault === undefined)
    )
    .map(([name]) => name);
};

/**
 * The JSON Schema (draft-07, which editors' tools know best) of the document format, for completion, hover help and
 * checks while a file is written. It says of the model what a schema can say, and is never stricter than the import,
 * which has the last word: on keys of what is not there, say, or on figures that do not ascend.
 *
 * @param models the plugin's schemas or Strapi's registered models; both give the same
 * @returns the schema of one document, of whichever type; its texts are the English ones of the admin panel
 */
export const createJsonSchema = ({ contentTypes, components }: Models): JsonSchema => {
  const definitions: Record<string, JsonSchema> = {};

  const define = (name: string, create: () => JsonSchema): JsonSchema => {
    definitions[name] ??= create();
    return { $ref: `#/definitions/${name}` };
  };

  /** Of a component that the models lack, because a site has added one of its own, anything may be said. */
  const modelOf = (uid: string): Model => components[uid] ?? { attributes: {} };

  /** Whether a published component needs more than one in a draft, itself or in what it is made of. */
  const needsSomething = (uid: string): boolean => {
    const visited = walkAttributes((each) => writable(modelOf(each)), uid);
    const uids = new Set([uid, ...[...visited].map(({ owner }) => owner)]);
    return [...uids].some((each) => neededIn(each, writable(modelOf(each))).length > 0);
  };

  const nameOf = (kind: string, uid: string, state: State): string =>
    `${kind}.${componentName(uid)}${state === 'draft' && needsSomething(uid) ? '.draft' : ''}`;

  const component = (uid: string, state: State): JsonSchema =>
    define(nameOf('component', uid, state), () => ({
      ...typed(false, 'object'),
      ...properties(uid, writable(modelOf(uid)), state),
      additionalProperties: !components[uid],
    }));

  /** An entry of a dynamic zone: a component that says which one it is. */
  const section = (uid: string, state: State): JsonSchema =>
    define(nameOf('section', uid, state), () => {
      const model = modelOf(uid);
      const { displayName = '', description = '' } = model.info ?? {};
      const title = shippedNameOf(uid, 'en') ?? displayName;
      const type = { title, description, const: componentName(uid) };
      return {
        type: 'object',
        ...properties(uid, writable(model), state, { type }),
        additionalProperties: !components[uid],
      };
    });

  const anySection = (uids: readonly string[], state: State): JsonSchema => ({
    type: 'object',
    properties: { type: { title: 'Kind of section', enum: uids.map(componentName) } },
    required: ['type'],
    // By conditions rather than alternatives, so that a tool names what is wrong in the kind that is meant.
    allOf: uids.map((uid) => ({
      if: isObjectWith({ type: { const: componentName(uid) } }),
      then: section(uid, state),
    })),
  });

  const property = (
    uid: string,
    name: string,
    attribute: Attribute,
    state: State,
    isNeeded: boolean
  ): JsonSchema => {
    const value = valueSchema(uid, name, attribute, isNeeded);
    if (value) return value;
    if (isZone(attribute)) {
      const item = anySection(componentsOf(attribute), state);
      return { ...explain(uid, name, 'A list.'), ...shortListOf(isNeeded, item) };
    }
    const one = component(String(attribute.component), state);
    if (attribute.repeatable) return { ...explain(uid, name, 'A list.'), ...shortListOf(isNeeded, one) };
    // Not `$ref` itself: draft-07 lets a reader ignore the words beside it.
    return { ...explain(uid, name), ...(isNeeded && { type: 'object' }), allOf: [one] };
  };

  /** @param more properties that are no attributes */
  const properties = (
    uid: string,
    attributes: Attributes,
    state: State,
    more: Record<string, JsonSchema> = {}
  ): JsonSchema => {
    const needed = state === 'published' ? neededIn(uid, attributes) : [];
    const own = Object.entries(attributes).map(([name, attribute]) => [
      name,
      property(uid, name, attribute, state, needed.includes(name)),
    ]);
    return {
      properties: { ...more, ...Object.fromEntries(own) },
      ...(needed.length > 0 && { required: needed }),
      additionalProperties: false,
      ...OBJECT_RULES[uid],
    };
  };

  /** The attributes of one locale, or those that all share. */
  const group = (type: PublicType, isLocale: boolean, state: State): JsonSchema =>
    define(nameOfDocument(type, state, isLocale ? '.locale' : '.shared'), () => {
      const attributes = Object.fromEntries(
        Object.entries(writable(contentTypes[type])).filter(
          ([, attribute]) => isLocalised(attribute) === isLocale
        )
      );
      const content = properties(uidOf(type), attributes, state);
      return { ...typed('required' in content, 'object'), ...content };
    });

  const nameOfDocument = (type: PublicType, state: State, part = ''): string =>
    `${type}${part}${hasDrafts(type) && state === 'draft' ? '.draft' : ''}`;

  const byLocale = (locale: JsonSchema): JsonSchema => ({
    properties: Object.fromEntries(OFFERED_LOCALES.map((code) => [code, locale])),
    additionalProperties: locale,
  });

  /** The working copy beside what is published. */
  const draft = (type: PublicType): JsonSchema => ({
    title: 'Draft beside it',
    description: 'The working copy of what is published, where it differs: whole locales.',
    ...typed(false, 'object'),
    properties: {
      shared: group(type, false, 'draft'),
      locales: { ...typed(false, 'object'), ...byLocale(group(type, true, 'draft')) },
    },
    additionalProperties: false,
  });

  const document = (type: PublicType, state: State): JsonSchema =>
    define(nameOfDocument(type, state), () => {
      const shared = group(type, false, state);
      const isSharedNeeded = 'required' in definitions[nameOfDocument(type, state, '.shared')]!;
      return {
        type: 'object',
        properties: {
          type: { const: type },
          key: KEY,
          ...(hasDrafts(type) && { status: STATUS }),
          shared: {
            title: 'Shared',
            description: 'What is the same in every language.',
            allOf: [shared],
          },
          locales: {
            title: 'Locales',
            description: 'What differs by language, by the code of the locale.',
            type: 'object',
            ...byLocale(group(type, true, state)),
            minProperties: 1,
          },
          ...(hasDrafts(type) && { draft: draft(type) }),
        },
        required: ['type', 'key', ...(isSharedNeeded ? ['shared'] : []), 'locales'],
        additionalProperties: false,
      };
    });

  const whenType = (type: PublicType): JsonSchema[] => {
    const isType = { type: { const: type } };
    const published = { then: document(type, 'published') };
    if (!hasDrafts(type)) return [{ if: isObjectWith(isType), ...published }];
    return [
      // A document without a status is published. Where the status differs by locale, the import says what is missing.
      { if: isObjectWith({ ...isType, status: { const: 'published' } }, ['type']), ...published },
      {
        if: isObjectWith({ ...isType, status: { not: { const: 'published' } } }),
        then: document(type, 'draft'),
      },
    ];
  };

  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      type: {
        title: 'Type',
        description: 'What the document is; each type has attributes of its own.',
        enum: PUBLIC_TYPES,
      },
    },
    required: ['type'],
    allOf: PUBLIC_TYPES.flatMap(whenType),
    definitions,
  };
};
