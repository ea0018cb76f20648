import { readFileSync } from 'node:fs';
import path from 'node:path';
import de from '../texts/de.json';
import en from '../texts/en.json';
import { choiceText, fieldText } from '../texts';
import {
  COMPONENT_CATEGORY,
  components,
  contentTypes,
  PARTS,
  PUBLIC_TYPES,
  type Attribute,
  type ComponentSchema,
  type ContentTypeSchema,
} from './index';
import { freeSection, section } from './attributes';
import { hasDrafts, isPublicType, typeNameOf, uidOf, type TypeName } from '../server/src/plugin';

const types = Object.entries<ContentTypeSchema>(contentTypes);
const parts = Object.entries<ComponentSchema>(components);

type Named = [owner: string, name: string, attribute: Attribute];

const attributesOf = (schemas: [string, { attributes: Record<string, Attribute> }][]): Named[] =>
  schemas.flatMap(([owner, { attributes }]) =>
    Object.entries(attributes).map(([name, attribute]): Named => [owner, name, attribute])
  );

/** The plugin's own bookkeeping, which nobody sees. */
const HIDDEN = [
  'checked-link',
  'editorial-state',
  'guide-invalidation',
  'history-entry',
  'import-run',
  'link-use',
  'published-guide',
  'retired-slug',
  'scheduled-publication',
  'seed-record',
  'shared-relation',
  'vacancy-count',
];

const typeAttributes = attributesOf(types);
const componentAttributes = attributesOf(parts);
const allAttributes = [...typeAttributes, ...componentAttributes];

/** The components that an attribute names. */
const namedComponents = ({ component, components: several }: Attribute): string[] =>
  [component, several].flat().filter((uid): uid is string => typeof uid === 'string');

const isVisible = ({ visible }: Attribute): boolean => visible !== false;

describe('content types', () => {
  it.each(types)(
    '%s stands under the name and the tables that Strapi expects',
    (name, { info, collectionName }) => {
      expect(info.singularName).toBe(name);
      expect(info.pluralName).not.toBe(info.singularName);
      expect(collectionName).toMatch(/^career_field_[a-z_]+$/);
      expect(collectionName).toBe(`career_field_${info.pluralName.replaceAll('-', '_')}`);
    }
  );

  it('are either for editors or hidden from them', () => {
    const hidden = types.filter(([name]) => !isPublicType(name as TypeName));
    expect(hidden.map(([name]) => name)).toEqual(HIDDEN);
    for (const [, { pluginOptions }] of hidden) {
      expect(pluginOptions).toMatchObject({
        'content-manager': { visible: false },
        'content-type-builder': { visible: false },
      });
    }
    expect([...PUBLIC_TYPES, ...hidden.map(([name]) => name)].sort()).toEqual(
      Object.keys(contentTypes).sort()
    );
    for (const name of PUBLIC_TYPES)
      expect(contentTypes[name].pluginOptions).toEqual({ i18n: { localized: true } });
  });

  it('have drafts only where a reader never meets what is missing: articles', () => {
    expect((Object.keys(contentTypes) as TypeName[]).filter(hasDrafts)).toEqual(['article']);
  });

  it.each(typeAttributes.filter(([type]) => !HIDDEN.includes(type)))(
    '%s.%s says whether it belongs to one language (strapi#24518)',
    (_type, _name, { pluginOptions }) => {
      expect(pluginOptions).toEqual({ i18n: { localized: expect.any(Boolean) } });
    }
  );

  it.each(PUBLIC_TYPES)(
    '%s has an address that is required and made from an attribute of its own',
    (name) => {
      const { slug, ...others } = contentTypes[name].attributes;
      expect(slug).toMatchObject({ type: 'uid', required: true });
      expect(Object.keys(others)).toContain(slug.targetField);
      expect(slug.pluginOptions.i18n.localized).toBe(true);
    }
  );

  it.each(types)('%s shows columns that it has', (_name, { attributes, config }) => {
    const { list = [] } = (config as { layouts?: { list?: string[] } } | undefined)?.layouts ?? {};
    const known = [...Object.keys(attributes), 'id', 'createdAt', 'updatedAt'];
    expect(list.filter((column) => !known.includes(column))).toEqual([]);
  });
});

describe('components', () => {
  it('have tables of their own', () => {
    const tables = parts.map(([, { collectionName }]) => collectionName);
    expect(tables.filter((table) => !/^components_career_field_[a-z_]+$/.test(table))).toEqual([]);
    expect(new Set(tables).size).toBe(tables.length);
  });

  it('have names of their own', () => {
    const names = [...types, ...parts].map(([, { info }]) => info.displayName);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('have icons that the admin panel has', () => {
    const source = readFileSync(
      path.resolve(
        __dirname,
        '../node_modules/@strapi/content-manager/dist/admin/components/ComponentIcon.mjs'
      ),
      'utf8'
    );
    const table = /COMPONENT_ICONS = \{([^}]*)\}/.exec(source)?.[1] ?? '';
    const icons = [...table.matchAll(/^\s*(\w+):/gm)].map(([, icon]) => icon);
    expect(icons.length).toBeGreaterThan(100);
    expect(parts.filter(([, { info }]) => !icons.includes(info.icon)).map(([name]) => name)).toEqual([]);
  });

  it.each(parts.filter(([name]) => name.endsWith('-section')))(
    '%s starts with what every section has',
    (_name, { attributes }) => {
      const common = 'after' in attributes ? freeSection : section;
      const names = Object.keys(common);
      expect(Object.keys(attributes).slice(0, names.length)).toEqual(names);
      expect(attributes).toMatchObject(common);
    }
  );

  it('are each used somewhere', () => {
    const used = new Set(allAttributes.flatMap(([, , attribute]) => namedComponents(attribute)));
    expect([...used].sort()).toEqual(
      Object.keys(components)
        .map((name) => `${COMPONENT_CATEGORY}.${name}`)
        .sort()
    );
  });

  it('contain no list of components in a list of components, which would cost a statement per item', () => {
    const lists = componentAttributes.filter(
      ([, , { type, repeatable }]) => type === 'component' && repeatable
    );
    const withLists = new Set(lists.map(([name]) => `${COMPONENT_CATEGORY}.${name}`));
    expect(lists.filter(([, , { component }]) => withLists.has(String(component)))).toEqual([]);
  });
});

describe('attributes', () => {
  it.each(allAttributes.filter(([, , { type }]) => type === 'relation'))(
    '%s.%s references a type of the plugin, or a hidden one an administrator',
    (owner, _name, { target }) => {
      if (HIDDEN.includes(owner)) expect(target).toBe('admin::user');
      else expect(typeNameOf(String(target))).toBeDefined();
    }
  );

  it.each(allAttributes.filter(([, , { type }]) => type === 'relation'))(
    '%s.%s is one-way, so that no write of one document changes another',
    (_owner, _name, attribute) => {
      expect(attribute).not.toHaveProperty('inversedBy');
      expect(attribute).not.toHaveProperty('mappedBy');
    }
  );

  it('limit the length of texts, so that no database truncates or rejects them', () => {
    const limit: Record<string, number> = { string: 255, uid: 255, text: 20_000 };
    const wrong = allAttributes.filter(([owner, name, { type, maxLength }]) => {
      if (HIDDEN.includes(owner) || !(type in limit)) return false;
      // A column of Strapi's type `string` is a VARCHAR(255) everywhere; an address may be longer.
      const isAddress = /url|uri|website/i.test(name);
      return !(Number(maxLength) > 0 && (isAddress || Number(maxLength) <= limit[type]!));
    });
    expect(wrong.map(([owner, name]) => `${owner}.${name}`)).toEqual([]);
  });

  it('that are private are not searchable, because a search could guess them', () => {
    const guessable = allAttributes.filter(
      ([, , { private: isPrivate, searchable }]) => isPrivate && searchable !== false
    );
    expect(guessable).toEqual([]);
  });

  it('have a default that is one of the choices', () => {
    const wrong = allAttributes.filter(
      ([, , { enum: choices, default: value }]) =>
        Array.isArray(choices) && value !== undefined && !choices.includes(value)
    );
    expect(wrong).toEqual([]);
  });

  it('have no default currency, and no default match that claims to be exact', () => {
    expect(components.salary.attributes.currency).not.toHaveProperty('default');
    expect(components['taxonomy-code'].attributes.match.default).not.toBe('exact');
  });
});

describe('the parts that a free section can follow', () => {
  it('are the top, every section of an article, its questions and related guides', () => {
    const sections = Object.entries<Attribute>(contentTypes.article.attributes)
      .filter(([, { component }]) => String(component).endsWith('-section'))
      .map(([name]) => name);
    expect(contentTypes.article.attributes).toMatchObject({ faq: {}, related: {} });
    expect([...PARTS].sort()).toEqual(['top', ...sections, 'faq', 'related'].sort());
  });

  it('are an attribute of every kind of free section, and of no other component', () => {
    const kinds = contentTypes.article.attributes.sections.components.map((uid) => uid.split('.')[1]);
    const sectionKinds = parts.filter(([, { attributes }]) => 'after' in attributes).map(([name]) => name);
    expect([...kinds].sort()).toEqual(sectionKinds.sort());
  });
});

describe('uids', () => {
  it('convert from and to the plugin’s own names', () => {
    for (const name of Object.keys(contentTypes) as TypeName[]) {
      expect(uidOf(name)).toBe(`plugin::career-field.${name}`);
      expect(typeNameOf(uidOf(name))).toBe(name);
    }
  });

  it.each([
    'api::article.article',
    'plugin::career-field.',
    'plugin::career-field.page',
    'plugin::career-field-extra.article',
    'plugin::other.article',
    'career-field.image',
    'article',
    '',
  ])('of others are not taken for the plugin’s: %j', (uid) => {
    expect(typeNameOf(uid)).toBeUndefined();
  });
});

interface Translation {
  names: Record<string, string>;
  sections: Record<string, { label: string; hint: string }>;
  types: Record<string, Record<string, { label: string; hint: string }>>;
  components: Record<string, Record<string, { label: string; hint: string }>>;
}

describe.each<[string, Translation]>([
  ['de', de],
  ['en', en],
])('what editors read in the language %s', (language, translation) => {
  const editable = types.filter(([name]) => isPublicType(name as TypeName));
  const visible = (attributes: Record<string, Attribute>): string[] =>
    Object.keys(attributes).filter((name) => isVisible(attributes[name]!));

  it('names every type and component that they meet, and no other', () => {
    const uids = [
      ...editable.map(([name]) => uidOf(name as TypeName)),
      ...parts.map(([name]) => `career-field.${name}`),
    ];
    expect(Object.keys(translation.names).sort()).toEqual(uids.sort());
    expect(Object.values(translation.names).filter((name) => name.trim() === '')).toEqual([]);
  });

  it('has words for each choice, for no other value, and in no explanation of a field', () => {
    const enumerations = allAttributes.filter(
      ([owner, , { type }]) => type === 'enumeration' && !HIDDEN.includes(owner)
    );
    expect(enumerations.length).toBeGreaterThan(15);
    for (const [owner, name, { enum: choices }] of enumerations) {
      const uid = owner in contentTypes ? uidOf(owner as TypeName) : `career-field.${owner}`;
      const words = (choices as string[]).map((choice) => choiceText(uid, name, choice, language));
      expect([owner, name, words]).toEqual([owner, name, words.map(() => expect.stringMatching(/\S/))]);
      const text = fieldText(uid, name, language);
      expect(choices).toEqual(expect.arrayContaining(Object.keys(text?.choices ?? {})));
      expect([owner, name, text?.hint]).toEqual([owner, name, expect.not.stringMatching(/\w = \w/)]);
    }
  });

  it('covers what every section has', () => {
    expect(Object.keys(translation.sections).sort()).toEqual(Object.keys(freeSection).sort());
  });

  it.each(editable)('covers what they see of a %s, and nothing that is hidden', (name, { attributes }) => {
    expect(Object.keys(translation.types[name] ?? {}).sort()).toEqual(visible(attributes).sort());
  });

  it('covers these types and no others', () => {
    expect(Object.keys(translation.types).sort()).toEqual(editable.map(([name]) => name).sort());
  });

  it.each(parts)(
    'covers what they see of the component %s, but for what every section has',
    (name, { attributes }) => {
      const own = name.endsWith('-section')
        ? visible(attributes).filter((attribute) => !(attribute in freeSection))
        : visible(attributes);
      expect(Object.keys(translation.components[name] ?? {}).sort()).toEqual(own.sort());
    }
  );

  it('covers these components and no others', () => {
    expect(Object.keys(translation.components).sort()).toEqual(Object.keys(components).sort());
  });

  it('has a label for everything, different ones within one form', () => {
    const groups = [...Object.values(translation.types), ...Object.values(translation.components)];
    for (const group of groups) {
      const labels = Object.values(group).map(({ label }) => label);
      expect(labels.filter((label) => label.trim() === '')).toEqual([]);
      expect(new Set(labels).size).toBe(labels.length);
    }
    for (const group of [translation.sections, ...groups]) {
      for (const text of Object.values(group))
        expect(text).toMatchObject({ label: expect.any(String), hint: expect.any(String) });
    }
  });
});
