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

/** A content type or component of a schema file or of Strapi's registry. */
export interface Model {
  info?: { displayName?: string; description?: string };
  attributes: object;
}

export interface Models {
  contentTypes: Record<PublicType, Model>;
  /** By uid, such as `career-field.salary`; the content of any other component is not checked. */
  components: Record<string, Model>;
}

/** The models of the plugin; a site may have its own versions of types and components. */
export const SHIPPED_MODELS: Models = {
  contentTypes: shippedTypes,
  components: Object.fromEntries(
    Object.entries(shippedComponents).map(([name, schema]) => [`${COMPONENT_CATEGORY}.${name}`, schema])
  ),
};

type Attributes = Record<string, Attribute>;

/** A published version needs some attributes; a draft needs none. */
type State = 'published' | 'draft';

const STATES: State[] = ['published', 'draft'];

/** The locales that completion offers, those of the shipped guides; any other is valid, too. */
const OFFERED_LOCALES = ['de', 'en'];

const KEY: JsonSchema = {
  title: 'Key',
  description:
    'How other documents and later imports know this one: stable for ever, a–z, digits and hyphens.',
  type: 'string',
  // A key has the form of a slug.
  pattern: SLUG_PATTERN.source,
};

const STATUS: JsonSchema = {
  title: 'Status',
  description:
    'For every locale, or by locale as in “{de: published, en: draft}”; published where nothing is said.',
  anyOf: [{ enum: STATES }, { type: 'object', additionalProperties: { enum: [...STATES, null] } }],
  default: 'published',
};

/** Rules over several attributes of a component, as far as a schema can express them. */
const OBJECT_RULES: Record<string, JsonSchema> = {
  // Each classification has its own format of codes, and some have one of URIs.
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

/** Returns a condition. Without the type it would hold for every value that is no object, such as an empty entry. */
const isObjectWith = (
  properties: Record<string, JsonSchema>,
  required = Object.keys(properties)
): JsonSchema => ({ type: 'object', properties, required });

/** Returns the attributes that a file may write. The model is all that `attributesOf` reads from Strapi. */
const writable = (model: Model): Attributes =>
  attributesOf({ getModel: () => model } as unknown as Strapi, '');

/** Returns the attributes that a published entry of the type or component needs. */
const neededIn = (uid: string, attributes: Attributes): string[] => {
  // What a rule reports for an empty object is needed in every case.
  const missed = (PUBLISHABLE_RULES[typeNameOf(uid) ?? uid] ?? [])
    .flatMap((rule) => rule({}))
    .filter(({ message }) => message === 'publish.required')
    .map(({ field }) => field);
  return Object.entries(attributes)
    .filter(
      ([name, { required, default: byDefault }]) =>
        // A file may leave out an attribute with a default.
        missed.includes(name) || (required === true && byDefault === undefined)
    )
    .map(([name]) => name);
};

const byLocale = (locale: JsonSchema): JsonSchema => ({
  properties: Object.fromEntries(OFFERED_LOCALES.map((code) => [code, locale])),
  additionalProperties: locale,
});

const nameOfDocument = (type: PublicType, state: State, part = ''): string =>
  `${type}${part}${hasDrafts(type) && state === 'draft' ? '.draft' : ''}`;

/** An export writes it, and nobody else: its content is not described. */
const EDITORIAL_STATE: JsonSchema = {
  title: 'Editorial state',
  description:
    'Who is responsible, the last review and what is behind its original, by locale. An export writes it.',
  type: 'object',
  additionalProperties: { type: 'object' },
};

/** Collects the definitions of one schema; each is created once, where it is first referenced. */
class SchemaBuilder {
  readonly definitions: Record<string, JsonSchema> = {};

  constructor(private readonly models: Models) {}

  /** Returns the conditions under which a document is checked as one of this type. */
  whenType(type: PublicType): JsonSchema[] {
    const isType = { type: { const: type } };
    const published = { then: this.document(type, 'published') };
    if (!hasDrafts(type)) return [{ if: isObjectWith(isType), ...published }];
    return [
      // A document without a status is published. Where the status differs by locale, the import reports what is missing.
      { if: isObjectWith({ ...isType, status: { const: 'published' } }, ['type']), ...published },
      {
        if: isObjectWith({ ...isType, status: { not: { const: 'published' } } }),
        then: this.document(type, 'draft'),
      },
    ];
  }

  private document(type: PublicType, state: State): JsonSchema {
    return this.define(nameOfDocument(type, state), () => {
      const shared = this.group(type, false, state);
      const isSharedNeeded = 'required' in this.definitions[nameOfDocument(type, state, '.shared')]!;
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
            ...byLocale(this.group(type, true, state)),
            minProperties: 1,
          },
          ...(hasDrafts(type) && { draft: this.draft(type) }),
          ...(type === 'article' && { editorialState: EDITORIAL_STATE }),
        },
        required: ['type', 'key', ...(isSharedNeeded ? ['shared'] : []), 'locales'],
        additionalProperties: false,
      };
    });
  }

  /** Returns the schema of the draft of a published document. */
  private draft(type: PublicType): JsonSchema {
    return {
      title: 'Draft beside it',
      description: 'The working copy of what is published, where it differs: whole locales.',
      ...typed(false, 'object'),
      properties: {
        shared: this.group(type, false, 'draft'),
        locales: { ...typed(false, 'object'), ...byLocale(this.group(type, true, 'draft')) },
      },
      additionalProperties: false,
    };
  }

  /** Returns the schema of the attributes of one locale, or of those that all locales share. */
  private group(type: PublicType, isLocale: boolean, state: State): JsonSchema {
    return this.define(nameOfDocument(type, state, isLocale ? '.locale' : '.shared'), () => {
      const attributes = Object.fromEntries(
        Object.entries(writable(this.models.contentTypes[type])).filter(
          ([, attribute]) => isLocalised(attribute) === isLocale
        )
      );
      const content = this.properties(uidOf(type), attributes, state);
      return { ...typed('required' in content, 'object'), ...content };
    });
  }

  /** @param more properties that are not attributes */
  private properties(
    uid: string,
    attributes: Attributes,
    state: State,
    more: Record<string, JsonSchema> = {}
  ): JsonSchema {
    const needed = state === 'published' ? neededIn(uid, attributes) : [];
    const own = Object.entries(attributes).map(([name, attribute]) => [
      name,
      this.property(uid, name, attribute, state, needed.includes(name)),
    ]);
    return {
      properties: { ...more, ...Object.fromEntries(own) },
      ...(needed.length > 0 && { required: needed }),
      additionalProperties: false,
      ...OBJECT_RULES[uid],
    };
  }

  private property(
    uid: string,
    name: string,
    attribute: Attribute,
    state: State,
    isNeeded: boolean
  ): JsonSchema {
    const value = valueSchema(uid, name, attribute, isNeeded);
    if (value) return value;
    if (isZone(attribute)) {
      const item = this.anySection(componentsOf(attribute), state);
      return { ...explain(uid, name, 'A list.'), ...shortListOf(isNeeded, item) };
    }
    const one = this.component(String(attribute.component), state);
    if (attribute.repeatable) return { ...explain(uid, name, 'A list.'), ...shortListOf(isNeeded, one) };
    // Not `$ref` itself: draft-07 lets a reader ignore the keywords beside it.
    return { ...explain(uid, name), ...(isNeeded && { type: 'object' }), allOf: [one] };
  }

  private component(uid: string, state: State): JsonSchema {
    return this.define(this.nameOf('component', uid, state), () => ({
      ...typed(false, 'object'),
      ...this.properties(uid, writable(this.modelOf(uid)), state),
      additionalProperties: !this.models.components[uid],
    }));
  }

  private anySection(uids: readonly string[], state: State): JsonSchema {
    return {
      type: 'object',
      properties: { type: { title: 'Kind of section', enum: uids.map(componentName) } },
      required: ['type'],
      // By conditions rather than alternatives, so that a tool reports issues for the section's own type only.
      allOf: uids.map((uid) => ({
        if: isObjectWith({ type: { const: componentName(uid) } }),
        then: this.section(uid, state),
      })),
    };
  }

  /** Returns the schema of a dynamic zone's entry: a component with its name as the type. */
  private section(uid: string, state: State): JsonSchema {
    return this.define(this.nameOf('section', uid, state), () => {
      const model = this.modelOf(uid);
      const { displayName = '', description = '' } = model.info ?? {};
      const title = shippedNameOf(uid, 'en') ?? displayName;
      const type = { title, description, const: componentName(uid) };
      return {
        type: 'object',
        ...this.properties(uid, writable(model), state, { type }),
        additionalProperties: !this.models.components[uid],
      };
    });
  }

  private define(name: string, create: () => JsonSchema): JsonSchema {
    this.definitions[name] ??= create();
    return { $ref: `#/definitions/${name}` };
  }

  /** Returns an empty model for a component that the models lack because a site has added it. */
  private modelOf(uid: string): Model {
    return this.models.components[uid] ?? { attributes: {} };
  }

  private nameOf(kind: string, uid: string, state: State): string {
    return `${kind}.${componentName(uid)}${state === 'draft' && this.needsSomething(uid) ? '.draft' : ''}`;
  }

  /** Returns whether a component, or one within it, has attributes that only a published entry needs. */
  private needsSomething(uid: string): boolean {
    const visited = walkAttributes((each) => writable(this.modelOf(each)), uid);
    const uids = new Set([uid, ...[...visited].map(({ owner }) => owner)]);
    return [...uids].some((each) => neededIn(each, writable(this.modelOf(each))).length > 0);
  }
}

/**
 * Creates the JSON Schema (draft-07, which most editors support) of the document format, for completion, hover help and
 * checks in an editor. It is never stricter than the import, which checks more: references to documents, say, or figures
 * that have to ascend.
 *
 * @param models the plugin's schemas or Strapi's registered models; both give the same
 * @returns the schema of one document of any type, with the English texts of the admin panel
 */
export const createJsonSchema = (models: Models): JsonSchema => {
  const builder = new SchemaBuilder(models);
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
    allOf: PUBLIC_TYPES.flatMap((type) => builder.whenType(type)),
    definitions: builder.definitions,
  };
};
