import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import en from '../../../texts/en.json';
import { components, contentTypes, PUBLIC_TYPES, type Attribute } from '../../../content-types';
import { hasDrafts, uidOf } from '../plugin';
import { createJsonSchema, SHIPPED_MODELS, type JsonSchema } from './json-schema';
import { issuesOf as issuesOfError } from '../validation/errors';
import type { Issue } from '../validation/rules';
import { createSchemas } from '../validation/schema';
import { compileSchema, describeErrors } from '../../../tests/support/json-schema';
import { createStrapiStandIn } from '../../../tests/support/unit/stand-in';

const SEEDS = path.resolve(__dirname, '../../../seeds');

const schema = createJsonSchema(SHIPPED_MODELS);
const { ajv, validate } = compileSchema(schema);

const issuesOfDocument = (document: unknown): string[] => {
  validate(document);
  return describeErrors(validate.errors);
};

describe('the committed schema', () => {
  it('is what the model gives; if not, run "npm run schema"', () => {
    const committed = readFileSync(path.join(SEEDS, 'document.schema.json'), 'utf8');
    expect(committed).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  const files = readdirSync(SEEDS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ya?ml$/.test(file)
  );

  it.each(files)('is named by %s, which it finds right', (file) => {
    const text = readFileSync(path.join(SEEDS, file), 'utf8');
    const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? '';
    expect(path.resolve(SEEDS, path.dirname(file), named)).toBe(path.join(SEEDS, 'document.schema.json'));
    expect(issuesOfDocument(parse(text))).toEqual([]);
  });

  it('looks at every shipped file', () => {
    expect(files).toHaveLength(39);
  });
});

describe('what the schema says of the model', () => {
  /** A schema with what it refers to, merged, as far as it is about properties. */
  const resolved = ({ $ref, allOf, ...rest }: JsonSchema): JsonSchema => {
    const name = typeof $ref === 'string' ? $ref.replace('#/definitions/', '') : undefined;
    const referred = name ? [(schema.definitions as Record<string, JsonSchema>)[name]!] : [];
    const parts = [...referred, ...((allOf ?? []) as JsonSchema[]).filter((part) => '$ref' in part)];
    return Object.assign({}, ...parts.map(resolved), rest);
  };
  const propertiesOf = (place: JsonSchema): Record<string, JsonSchema> =>
    resolved(place).properties as Record<string, JsonSchema>;

  const texts: Record<string, Record<string, { label: string; hint: string }>> = {
    ...en.types,
    ...en.components,
  };

  /** Every attribute of an object, and of what it is made of, down to the leaves. */
  const expectAttributes = (
    place: JsonSchema,
    attributes: Record<string, Attribute>,
    owner: string
  ): void => {
    const properties = propertiesOf(place);
    expect(resolved(place).additionalProperties).toBe(false);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(attributes)));
    for (const [name, attribute] of Object.entries(attributes)) {
      const property = properties[name]!;
      const text = texts[owner]?.[name] ?? (en.sections as (typeof texts)[string])[name];
      if (text) {
        expect([owner, name, property.title]).toEqual([owner, name, text.label]);
        expect([owner, name, property.description ?? '']).toEqual([
          owner,
          name,
          expect.stringContaining(text.hint),
        ]);
      }
      const inner = (attribute.repeatable ? property.items : property) as JsonSchema;
      const ofComponent = (uid: string): [Record<string, Attribute>, string] => {
        const component = uid.slice('career-field.'.length) as keyof typeof components;
        return [components[component].attributes, component];
      };
      if (attribute.type === 'component')
        expectAttributes(inner, ...ofComponent(String(attribute.component)));
      if (attribute.type !== 'dynamiczone') continue;
      const branches = (property.items as { allOf: { if: JsonSchema; then: JsonSchema }[] }).allOf;
      for (const uid of attribute.components as string[]) {
        const [own, component] = ofComponent(uid);
        const branch = branches.find(({ if: when }) => propertiesOf(when).type?.const === component);
        expectAttributes(branch!.then, own, component);
        expect(propertiesOf(branch!.then).type?.const).toBe(component);
      }
    }
  };

  const definitions = schema.definitions as Record<string, JsonSchema>;
  const states = PUBLIC_TYPES.flatMap((type): [string, (typeof PUBLIC_TYPES)[number]][] =>
    hasDrafts(type)
      ? [
          [type, type],
          [`${type}.draft`, type],
        ]
      : [[type, type]]
  );

  it.each(states)('%s has every attribute, explained in the words of the admin panel', (name, type) => {
    const document = propertiesOf(definitions[name]!);
    const all: Record<string, Attribute> = contentTypes[type].attributes;
    const group = (localised: boolean): Record<string, Attribute> =>
      Object.fromEntries(
        Object.entries(all).filter(([, { pluginOptions }]) => {
          const { i18n } = pluginOptions as { i18n: { localized: boolean } };
          return i18n.localized === localised;
        })
      );
    expectAttributes(document.shared!, group(false), type);
    expect(Object.keys(propertiesOf(document.shared!))).toEqual(Object.keys(group(false)));
    expectAttributes(resolved(document.locales!).additionalProperties as JsonSchema, group(true), type);
    const { de } = propertiesOf(document.locales!);
    expect(de).toEqual(document.locales!.additionalProperties);
  });
});

const skill = (more: object = {}, locale: object = {}): object => ({
  type: 'skill',
  key: 'php',
  locales: { de: { name: 'PHP', slug: 'php', ...locale } },
  ...more,
});

const draft = (locale: object, more: object = {}): object => ({
  type: 'article',
  key: 'backend',
  status: 'draft',
  locales: { de: locale },
  ...more,
});

const PUBLISHED = { title: 'Backend', slug: 'backend', lead: 'Was man nicht sieht.' };

const article = (locale: object = {}, more: object = {}): object => ({
  type: 'article',
  key: 'backend',
  shared: { category: 'it' },
  locales: { de: { ...PUBLISHED, ...locale } },
  ...more,
});

const code = (value: object): object => draft({ occupation: { codes: [value] } });

const without = (document: object, name: string): object =>
  Object.fromEntries(Object.entries(document).filter(([key]) => key !== name));

describe('the schema accepts', () => {
  it.each<[string, object]>([
    ['a skill with what it needs', skill()],
    ['a published article with what it needs', article()],
    ['an article that says it is published', article({}, { status: 'published' })],
    ['a draft with nothing in it', draft({})],
    ['a locale with nothing in it', draft({}, { locales: { de: null } })],
    ['any locale', article({}, { locales: { 'pt-BR': PUBLISHED } })],
    [
      'a status by locale, where a draft lacks everything',
      article({}, { status: { de: 'published', en: 'draft' }, locales: { de: PUBLISHED, en: {} } }),
    ],
    ['a status by locale that says nothing of one', article({}, { status: { de: null } })],
    [
      'a working copy, whole or not',
      article({}, { draft: { shared: { category: null }, locales: { de: { title: 'Neu' } } } }),
    ],
    ['a working copy that is left open', article({}, { draft: null })],
    ['attributes that are left open', draft({ title: null, hero: null, faq: null, tasks: { items: null } })],
    ['shared attributes that are left open', skill({ shared: null })],
    ['a choice that is left open', skill({ shared: { kind: null } })],
    ['empty texts in a draft', draft({ slug: '', seo: { canonicalUrl: '' }, tasks: { anchor: '' } })],
    ['keys of any form in relations', article({}, { shared: { category: 2026, related: ['a', 'B_c', 7] } })],
    ['previous addresses', article({ previousSlugs: ['server'] })],
    ['a section with nothing but its kind', article({ sections: [{ type: 'text-section' }] })],
    ['a day in place of a time', draft({ jobs: { countedAt: '2026-11-23' } })],
    ['a code of another classification', code({ scheme: 'custom', code: 'ROME M1805' })],
    ['an entry that is known by its address alone', code({ scheme: 'esco', code: ' ' })],
  ])('%s', (_what, document) => {
    expect(issuesOfDocument(document)).toEqual([]);
  });
});

describe('the schema refuses', () => {
  const salary = (value: object): object => draft({ outlook: { salaries: [value] } });

  it.each<[string, unknown, string]>([
    ['what is no document', ['skill'], 'must be object'],
    ['nothing', null, 'must be object'],
    ['a document without a type', without(skill(), 'type'), "must have required property 'type'"],
    ['an unknown type', skill({ type: 'job' }), '/type must be equal to one of the allowed values'],
    ['a document without a key', without(skill(), 'key'), "must have required property 'key'"],
    ['a key with capitals', skill({ key: 'PHP' }), '/key must match pattern'],
    ['a document without locales', without(skill(), 'locales'), "must have required property 'locales'"],
    ['no locale', skill({ locales: {} }), '/locales must NOT have fewer than 1 properties'],
    ['an unknown part', skill({ local: {} }), 'must NOT have additional properties local'],
    ['a status of a skill', skill({ status: 'draft' }), 'must NOT have additional properties status'],
    ['a draft of a skill', skill({ draft: {} }), 'must NOT have additional properties draft'],
    ['an unknown status', article({}, { status: 'public' }), '/status must be equal to one of'],
    ['an unknown status of a locale', article({}, { status: { de: 'public' } }), '/status/de must be equal'],
    [
      'an unknown part of a draft',
      article({}, { draft: { status: 'x' } }),
      '/draft must NOT have additional',
    ],
    ['an unknown attribute', skill({}, { nme: 'x' }), '/locales/de must NOT have additional properties nme'],
    ['an attribute of another type', skill({}, { title: 'x' }), '/locales/de must NOT have additional'],
    ['a shared attribute in a locale', skill({}, { kind: 'hard' }), '/locales/de must NOT have additional'],
    ['a localised attribute in shared', skill({ shared: { name: 'x' } }), '/shared must NOT have additional'],
    ['an attribute of Strapi', skill({}, { documentId: 'x' }), '/locales/de must NOT have additional'],
    ['an unknown choice', skill({ shared: { kind: 'herd' } }), '/shared/kind must be equal to one of'],
    ['a number for a text', skill({}, { name: 7 }), '/locales/de/name must be string'],
    ['a text for a number', salary({ min: '40000' }), '/salaries/0/min must be number'],
    ['half a person', salary({ sampleSize: 1.5 }), '/salaries/0/sampleSize must be integer'],
    ['a text for a yes or no', salary({ gross: 'yes' }), '/salaries/0/gross must be boolean'],
    ['a long text', draft({ seo: { metaTitle: 'x'.repeat(61) } }), 'must NOT have more than 60 characters'],
    [
      'a link that no database keeps',
      draft({ jobs: { nearbyUrl: `/${'x'.repeat(255)}` } }),
      'must NOT have more than 255 characters',
    ],
    ['an address with a space', draft({ slug: 'back end' }), '/locales/de/slug must match pattern'],
    ['an anchor that starts with a digit', draft({ tasks: { anchor: '7' } }), '/anchor must match pattern'],
    ['a link that runs code', draft({ seo: { canonicalUrl: 'javascript:x' } }), '/canonicalUrl must match'],
    ['a currency by its name', salary({ currency: 'eur' }), '/currency must match pattern'],
    ['a region by its name', salary({ region: 'Bayern' }), '/region must match pattern'],
    ['a day that is none', salary({ asOf: '2026-02-30' }), '/asOf must match format "date"'],
    ['a level that is none', { ...skill(), type: 'study-path', shared: { eqfLevel: 9 } }, 'must be <= 8'],
    [
      'a code of another form',
      code({ scheme: 'isco-08', code: '25122' }),
      '/codes/0/code must match pattern',
    ],
    ['one for a list', draft({ tasks: { items: { title: 'x' } } }), '/tasks/items must be array'],
    ['a list for one', draft({ tasks: [{ items: [] }] }), '/tasks must be object'],
    [
      'a list where one key belongs',
      article({}, { shared: { category: ['it'] } }),
      '/category must be string',
    ],
    ['a key where a list belongs', article({}, { shared: { related: 'devops' } }), '/related must be array'],
    ['a document in place of its key', draft({ areas: { items: [{ article: {} }] } }), '/article must be'],
    ['a number in a list of texts', draft({ occupation: { altNames: [7] } }), '/altNames/0 must be string'],
    ['many entries', draft({ faq: Array(301).fill({}) }), '/faq must NOT have more than 300 items'],
    ['a file with its details', draft({ hero: { file: { url: 'x' } } }), '/hero/file must be string'],
    ['blocks in place of Markdown', draft({ tasks: { body: [] } }), '/tasks/body must be string'],
    [
      'an unknown section',
      draft({ sections: [{ type: 'hero' }] }),
      '/sections/0/type must be equal to one of',
    ],
    ['a section of no kind', draft({ sections: [{ heading: 'x' }] }), "must have required property 'type'"],
    [
      'an attribute of another section',
      draft({ sections: [{ type: 'text-section', quote: 'x' }] }),
      '/sections/0 must NOT have additional properties quote',
    ],
    ['a published article without a title', article({ title: null }), '/locales/de/title must be string'],
    ['a published article without words', article({ lead: ' ' }), '/locales/de/lead must match pattern'],
    ['a published article that is filed nowhere', article({}, { shared: {} }), "property 'category'"],
    ['a published task without a title', article({ tasks: { items: [{}] } }), "required property 'title'"],
    ['a skill without a name', skill({ locales: { de: { slug: 'php' } } }), "required property 'name'"],
    ['a skill with an unnamed code', skill({ shared: { codes: [{ code: '1' }] } }), "property 'scheme'"],
  ])('%s', (_what, document, issue) => {
    expect(issuesOfDocument(document).join('\n')).toContain(issue);
  });
});

describe('the schema of a site with its own version of a type', () => {
  const own = createJsonSchema({
    ...SHIPPED_MODELS,
    contentTypes: {
      ...SHIPPED_MODELS.contentTypes,
      skill: {
        attributes: {
          ...contentTypes.skill.attributes,
          rank: { type: 'biginteger' },
          gallery: { type: 'media', multiple: true },
          badge: { type: 'component', component: 'shared.badge' },
          parts: { type: 'dynamiczone', components: ['shared.badge', 'career-field.link'] },
          author: { type: 'relation', relation: 'manyToOne', target: 'api::author.author' },
        },
      },
    },
  });
  const { validate: isRight } = compileSchema(own);
  const issues = (attributes: object): string[] => {
    isRight(skill({}, attributes));
    return describeErrors(isRight.errors);
  };

  it('has what the site has added, and leaves open what only the site knows', () => {
    const parts = [
      { type: 'shared.badge', colour: 'red' },
      { type: 'link', label: 'x', url: '/' },
    ];
    expect(issues({ rank: '7', gallery: ['a.jpg'], badge: { colour: 'red' }, parts, author: 'ada' })).toEqual(
      []
    );
  });

  it('still refuses what is wrong', () => {
    expect(issues({ badge: 'red', gallery: 'a.jpg', parts: [{ type: 'text-section' }] })).toEqual([
      '/locales/de/gallery must be array,null',
      '/locales/de/badge must be object,null',
      '/locales/de/parts/0/type must be equal to one of the allowed values',
    ]);
  });
});

describe('the schema is never stricter than the rules', () => {
  const rules = createSchemas(createStrapiStandIn());
  const definitions = schema.definitions as Record<string, JsonSchema>;

  interface Group {
    uid: string;
    /** Where the schema has it. */
    name: string;
    attributes: Record<string, Attribute>;
  }

  const groups: Group[] = [
    ...PUBLIC_TYPES.flatMap((type) =>
      ['shared', 'locale'].map((part) => ({
        uid: uidOf(type),
        name: `${type}.${part}`,
        attributes: contentTypes[type].attributes,
      }))
    ),
    ...Object.entries<{ attributes: Record<string, Attribute> }>(components).map(
      ([name, { attributes }]) => ({
        uid: `career-field.${name}`,
        // What only a dynamic zone uses is there as a section alone.
        name: Object.hasOwn(definitions, `component.${name}`) ? `component.${name}` : `section.${name}`,
        attributes,
      })
    ),
  ];

  const propertiesOf = (name: string): Record<string, JsonSchema> =>
    definitions[name]!.properties as Record<string, JsonSchema>;

  const issuesIn = (uid: string, value: object, publishable: boolean): Issue[] => {
    try {
      rules
        .objectOf(uid, { publishable, partial: false })
        .validateSync(value, { strict: true, abortEarly: false });
      return [];
    } catch (error) {
      return issuesOfError(error as Parameters<typeof issuesOfError>[0]);
    }
  };

  /** How many values are tried of every attribute; `RUNS=3000` searches for some minutes. */
  const RUNS = Number(process.env.RUNS ?? 4);

  /** Values of which some are right for every kind of attribute. */
  const values = (choices: unknown): fc.Arbitrary<unknown> =>
    fc.oneof(
      fc.constantFrom(null, '', ' ', '0', true, 0, -1, 1.5, 99_999_999.99, 2_147_483_648),
      fc.constantFrom('DE-BY', 'EUR', 'HTTPS://x.org/ü', 'mailto:a@b.c', 'tel:+49', '/a', '?q', '#a'),
      fc.constantFrom(...((choices ?? ['?']) as unknown[])),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.webPath(),
      fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'grapheme', minLength: 39, maxLength: 41 }),
      fc.integer(),
      fc.double(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      fc.array(fc.string({ maxLength: 260 }), { maxLength: 5 })
    );

  /** What a file does not write as Strapi takes it. */
  const DIFFERENT = ['relation', 'media', 'blocks', 'component', 'dynamiczone', 'json'];

  const attributes = groups.flatMap(({ uid, name, attributes: all }) =>
    Object.entries(all)
      .filter(([attribute, { type }]) => attribute in propertiesOf(name) && !DIFFERENT.includes(type))
      .map(([attribute, options]) => ({ uid, name, attribute, options }))
  );

  it('over single values, in a draft and published', () => {
    let accepted = 0;
    for (const { uid, name, attribute, options } of attributes) {
      for (const publishable of [true, false]) {
        // Of what has no drafts, and of what needs nothing, there is one definition for both.
        const definition = publishable || !(`${name}.draft` in definitions) ? name : `${name}.draft`;
        if (!publishable && definition === name && 'required' in definitions[name]!) continue;
        const isRight = ajv.getSchema(`document#/definitions/${definition}/properties/${attribute}`)!;
        fc.assert(
          fc.property(values(options.enum), (value) => {
            const issues = issuesIn(uid, { [attribute]: value }, publishable);
            if (issues.some(({ field }) => field.startsWith(attribute))) return;
            accepted += 1;
            if (!isRight(value)) throw new Error(`${definition}.${attribute}: ${JSON.stringify(value)}`);
          }),
          { numRuns: RUNS }
        );
      }
    }
    expect(attributes.length).toBeGreaterThan(100);
    expect(accepted).toBeGreaterThan(60 * RUNS);
  });

  it('over codes', () => {
    const isRight = ajv.getSchema('document#/definitions/component.taxonomy-code')!;
    const code = fc.record({
      scheme: fc.constantFrom('esco', 'isco-08', 'kldb-2010', 'onet-soc', 'custom'),
      code: fc.oneof(
        fc.stringMatching(/^[A-Z]?\d{1,5}(\.\d{1,2}){0,3}$/),
        fc.stringMatching(/^\d{2}-\d{4}\.\d{2}$/),
        fc.constantFrom(null, '', ' ', 'x')
      ),
      uri: fc.oneof(
        fc.uuid().map((id) => `http://data.europa.eu/esco/occupation/${id}`),
        fc.webUrl(),
        fc.constantFrom(null, '', ' ')
      ),
    });
    let accepted = 0;
    fc.assert(
      fc.property(code, (value) => {
        if (issuesIn('career-field.taxonomy-code', value, true).length > 0) return;
        accepted += 1;
        if (!isRight(value)) throw new Error(JSON.stringify(value));
      }),
      { numRuns: 1000 }
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it.each(groups)('over what $name needs to be published, nor less strict', ({ uid, name }) => {
    const missed = issuesIn(uid, {}, true)
      .filter(({ message }) => message === 'publish.required')
      .map(({ field }) => field)
      .filter((field) => field in propertiesOf(name) && propertiesOf(name)[field]!.default === undefined);
    const needed = (definitions[name]!.required ?? []) as string[];
    expect(needed.toSorted()).toEqual(missed.toSorted());
  });
});
