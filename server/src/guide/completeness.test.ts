import { defaults } from '../config';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  components,
  contentTypes,
  PUBLIC_TYPES,
  type Attribute,
  type ComponentSchema,
  type ContentTypeSchema,
} from '../../../content-types';
import de from '../../../texts/de.json';
import en from '../../../texts/en.json';
import { unwrittenFields } from '../../../tests/support/unit/shape-sample';
import { typeDefs, sectionTypeName } from '../content-api/graphql/type-defs';
import { uidOf } from '../plugin';
import { dependenciesOf } from './assemble/dependencies';
import { deliveredAttributes } from './delivered-attributes';
import { guideSchema } from './guide-shape';
import { createJsonLd } from './json-ld';
import { loadRenderer } from './renderer';
import { SECTION_ATTRIBUTES, SECTION_KINDS, schemaOf } from './sections';
import type { Guide } from './types';

/** Whatever is added to the model reaches readers, or stands here with the reason why it does not. */
const INTERNAL: Record<string, string> = {
  'article.previousSlugs': 'redirects readers',
  'article.firstPublication': 'becomes `publishedAt`',
  'category.parent': 'becomes the breadcrumbs',
  'category.description': 'is for editors and for the page of the category',
  'employer.categories': 'files employers for editors',
  'editorial.author': 'is the business of the editors',
  'editorial.reviewer': 'is the business of the editors',
  'editorial.reviewDueAt': 'is the business of the editors',
  'occupation.searchNames': 'is searched and not shown',
};

/** Where the page words the choices of an enumeration: a label is `<prefix>.<choice>`. */
const LABELS: Record<string, string> = {
  'access-requirements-section.regulation': 'access.regulation',
  'callout-section.tone': 'callout',
  'licence-item.kind': 'access.licence',
  'outlook-section.demand': 'outlook.demand',
  'salary.level': 'salary.level',
  'salary.period': 'salary.period',
  'skill-item.level': 'skill.level',
  'skill-item.requirement': 'skill.requirement',
  'skill.kind': 'skill.kind',
  'study-path.kind': 'path.kind',
  'taxonomy-code.match': 'code.match',
  'work-pattern.kind': 'conditions.pattern',
  'working-conditions-section.remote': 'conditions.remote',
  'working-conditions-section.travel': 'conditions.travel',
};

/** Choices that readers see no words for. */
const UNWORDED: Record<string, string> = {
  'move-item.kind': 'the title of the move says it',
  'taxonomy-code.scheme': 'schemes have proper names',
};

/** Public fields of a model that a representation of a guide leaves out. One with parts stands for all of them. */
type LeftOut = [model: string, fields: string, reason: string];

const NOT_ON_THE_PAGE: LeftOut[] = [
  ['article', 'toc jsonLd', 'is derived from the rest of the guide'],
  ['article', 'alternates.slug', 'is a part of the address'],
  ['article', 'notices.places', 'names anchors, which the page does not have'],
  ['category', 'slug', 'is for the address of a page that the guide does not link to'],
  ['employer', 'slug', 'is for the address of a page that the guide does not link to'],
  ['image', 'formats height mime width', 'is for browsers'],
  ['jobs-section', 'count', 'is in the label'],
  ['move-item', 'kind', 'the title of the move says it'],
  ['occupation', 'plural', 'is for headings of the portal'],
  ['section', 'anchor navLabel', 'is for the table of contents'],
  ['seo', 'canonicalUrl metaDescription metaTitle noIndex', 'is for the head of an HTML page'],
  ['skill', 'slug', 'is for the address of a page that the guide does not link to'],
  ['study-path', 'slug', 'is for the address of a page that the guide does not link to'],
  ['taxonomy-code', 'version', 'is for machines'],
];

const NO_PROPERTY = 'schema.org has no property for it';
const PROSE = 'is text of the page that contains the JSON-LD';

const NOT_IN_JSON_LD: LeftOut[] = [
  ['access-requirements-section', 'checks physicalDemands regulation regulationUrl', NO_PROPERTY],
  ['area-item', 'guide text title', NO_PROPERTY],
  ['article', 'alternates', 'is for `hreflang`'],
  ['article', 'jsonLd toc', 'is derived from the rest of the guide'],
  ['article', 'notices', 'is a property of each image'],
  ['article', 'slug', 'is a part of the address'],
  ['callout-section', 'tone', NO_PROPERTY],
  ['employer', 'description name slug website', NO_PROPERTY],
  ['fact-item', 'asOf label sourceUrl value', PROSE],
  ['image', 'formats', NO_PROPERTY],
  ['jobs-section', 'count countedAt label url', 'belongs to the pages of the vacancies'],
  ['licence-item', 'text', PROSE],
  ['link', 'label publisher sponsored url', 'is not part of the guide'],
  ['media-section', 'transcript videoUrl', 'schema.org requires more of a video than is known'],
  ['move-item', 'kind text title', NO_PROPERTY],
  ['outlook-section', 'demand', NO_PROPERTY],
  ['promo-section', 'label sponsored url', 'is an advertisement'],
  ['quote-section', 'person quote role', PROSE],
  ['salary', 'max min sampleSize', NO_PROPERTY],
  ['section', 'body heading navLabel', PROSE],
  ['seo', 'canonicalUrl noIndex', 'is for the head of an HTML page'],
  ['skill', 'kind slug', NO_PROPERTY],
  ['skill-item', 'level note requirement', NO_PROPERTY],
  ['source', 'attribution', PROSE],
  ['studies-section', 'answer question', PROSE],
  ['study-path', 'description durationMonthsMax durationMonthsMin entryRequirements', NO_PROPERTY],
  ['study-path', 'kind slug subjects', NO_PROPERTY],
  ['table-section', 'caption columns rows', PROSE],
  ['work-pattern', 'kind note', NO_PROPERTY],
  ['working-conditions-section', 'places remote travel weeklyHoursMax weeklyHoursMin', NO_PROPERTY],
];

type Model = [name: string, uid: string, schema: ContentTypeSchema | ComponentSchema];

const types = PUBLIC_TYPES.map((name): Model => [name, uidOf(name), contentTypes[name]]);
const parts = Object.entries(components).map(([name, schema]): Model => [
  name,
  `career-field.${name}`,
  schema,
]);
const models = [...types, ...parts];

const attributes = models.flatMap(([name, uid, schema]) =>
  Object.entries<Attribute>(schema.attributes).map(([attribute, definition]) => ({
    id: `${name}.${attribute}`,
    name: attribute,
    uid,
    definition,
  }))
);

const isDelivered = (uid: string, name: string): boolean =>
  deliveredAttributes(uid).includes(name) ||
  (uid === uidOf('article') && (SECTION_ATTRIBUTES as string[]).includes(name));

describe('an attribute of the model', () => {
  it.each(attributes)('$id is delivered, or listed as internal with its reason', ({ id, uid, name }) => {
    expect({ id, isDelivered: isDelivered(uid, name) }).toEqual({ id, isDelivered: !(id in INTERNAL) });
  });

  it('is not listed as internal when it does not exist', () => {
    const ids = attributes.map(({ id }) => id);
    expect(Object.keys(INTERNAL).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('a public field', () => {
  const site = {
    url: 'https://portal.example',
    name: null,
    guidePath: '/{locale}/{slug}',
    categoryPath: '/{locale}/fields/{slug}',
    previewUrl: null,
  };

  /** What a representation leaves out without a reason, and what is listed although it has it. */
  const differing = (list: LeftOut[], write: (guide: Guide) => string) => {
    const unwritten = unwrittenFields(guideSchema, (guide) => write(guide as Guide));
    const listed = list.flatMap(([model, fields]) => fields.split(' ').map((field) => `${model}.${field}`));
    const isWithin = (field: string, entry: string): boolean =>
      field === entry || field.startsWith(`${entry}.`);
    return {
      missing: unwritten.filter((field) => !listed.some((entry) => isWithin(field, entry))),
      superfluous: listed.filter((entry) => !unwritten.some((field) => isWithin(field, entry))),
    };
  };

  it('is on the Markdown page, or listed with the reason why it is not', async () => {
    const { page } = await loadRenderer();
    expect(differing(NOT_ON_THE_PAGE, (guide) => page(guide, site))).toEqual({
      missing: [],
      superfluous: [],
    });
  });

  it('is in the JSON-LD, or listed with the reason why it is not', () => {
    const context = {
      site,
      url: 'https://portal.example/en/it',
      now: new Date('2026-06-01'),
      freshness: defaults.freshness,
    };
    const write = (guide: Guide): string =>
      JSON.stringify(createJsonLd(guide, { ...context, assetUrl: (url) => `https://cms.example${url}` }));
    expect(differing(NOT_IN_JSON_LD, write)).toEqual({ missing: [], superfluous: [] });
  });
});

describe('an enumeration', () => {
  const choices = attributes.flatMap(({ id, name, definition }) =>
    Array.isArray(definition.enum) && name !== 'after'
      ? (definition.enum as string[]).map((choice) => ({ id, choice }))
      : []
  );

  it.each(choices)('$id has words for "$choice" in German and English', ({ id, choice }) => {
    if (id in UNWORDED) return;
    const label = `${LABELS[id] ?? `no prefix for ${id}`}.${choice}`;
    expect(Object.keys(de.page)).toContain(label);
    expect(Object.keys(en.page)).toContain(label);
  });

  it.each(choices)('$id has "$choice" in GraphQL', ({ choice }) => {
    expect(typeDefs).toMatch(new RegExp(`enum \\w+ \\{[^}]*\\b${choice.replaceAll('-', '_')}\\b`));
  });
});

describe('a relation', () => {
  let last = 0;

  /** A row with one target in each relation, and the names of these targets. */
  const rowOf = (
    given: Record<string, Attribute>,
    targets: Set<string>,
    depth = 0
  ): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([name, attribute]): [string, unknown][] => {
        const { type, component, components: several, target } = attribute;
        const below = (uid: unknown) =>
          rowOf(components[String(uid).split('.')[1] as keyof typeof components].attributes, targets, depth);
        last += 1;
        if (type === 'component') return [[name, below(component)]];
        if (type === 'dynamiczone')
          return [[name, (several as string[]).map((uid) => ({ __component: uid, ...below(uid) }))]];
        if (type === 'media') {
          targets.add(`file:${last}`);
          return [[name, { id: last }]];
        }
        if (type !== 'relation' || depth > 1) return [];
        const [, targetName] = String(target).split('.') as [string, (typeof PUBLIC_TYPES)[number]];
        const documentId = `document-${last}`;
        targets.add(`${targetName}:${documentId}`);
        return [[name, { documentId, ...rowOf(contentTypes[targetName].attributes, targets, depth + 1) }]];
      })
    );

  it('is followed by its target, at any depth and under any name', () => {
    const targets = new Set<string>();
    const row = rowOf(contentTypes.article.attributes, targets);
    expect(targets.size).toBeGreaterThan(20);
    expect(new Set(dependenciesOf('article', [row]))).toEqual(targets);
  });
});

describe.each(Object.keys(SECTION_KINDS))('the section %s', (type) => {
  const schema = schemaOf({ type });

  it('has a type in GraphQL that implements what all sections have', () => {
    expect(typeDefs).toContain(`type ${sectionTypeName(type)} implements CareerFieldGuideSectionFields {`);
  });

  it('has a component in the portal, if it has more than what all sections have', () => {
    if (Object.keys(schema.shape).length === Object.keys(schemaOf({ type: 'text' }).shape).length) return;
    const portal = readFileSync(
      path.resolve(__dirname, '../../../examples/portal/src/components/Section.astro'),
      'utf8'
    );
    expect(portal).toContain(type);
  });
});
