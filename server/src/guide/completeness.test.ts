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
import { typeDefs, sectionTypeName } from '../content-api/graphql/type-defs';
import { uidOf } from '../plugin';
import { z } from '../strapi-internals/host-utils';
import { dependenciesOf } from './assemble/dependencies';
import { deliveredAttributes } from './delivered-attributes';
import { section as writeSection } from './page/sections';
import { wordsOf } from './page/words';
import { SECTION_ATTRIBUTES, SECTION_KINDS, schemaOf, type GuideSection } from './sections';
import { fieldOf } from './shape/fields';

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

/** A value for every part of a shape; texts are numbered. */
const sampleOf = (schema: z.ZodType, prose: string[]): unknown => {
  const { role } = fieldOf(schema);
  if (role === 'rich-text' || (role === 'prose' && !(schema instanceof z.ZodArray))) {
    prose.push(`word${prose.length}end`);
    return prose.at(-1);
  }
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape).map(([name, child]) => [name, sampleOf(child as z.ZodType, prose)])
    );
  if (schema instanceof z.ZodArray) {
    const item = sampleOf(schema.element as z.ZodType, prose);
    if (role === 'prose' && typeof item === 'string') prose.push(item);
    return [item];
  }
  if (schema instanceof z.ZodNullable) return sampleOf(schema.unwrap() as z.ZodType, prose);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodNumber) return 3;
  return schema instanceof z.ZodISODate ? '2026-05-06' : '/address';
};

describe.each(Object.keys(SECTION_KINDS))('the section %s', (type) => {
  const schema = schemaOf({ type });

  it('has a type in GraphQL that implements what all sections have', () => {
    expect(typeDefs).toContain(`type ${sectionTypeName(type)} implements CareerFieldGuideSectionFields {`);
  });

  it('has every text on the Markdown page', () => {
    const prose: string[] = [];
    const section = sampleOf(schema, prose) as GuideSection<string>;
    const page = JSON.stringify(
      writeSection(section, { words: wordsOf('en'), addressOf: () => 'https://example.org/guide' })
    );
    expect(prose.length).toBeGreaterThan(0);
    expect(prose.filter((text) => !page.includes(text))).toEqual([]);
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
