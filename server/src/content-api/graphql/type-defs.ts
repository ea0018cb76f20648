import { NAME_PREFIX } from '../../guide/shape/fields';
import { nameIn, type JsonSchema } from '../../guide/shape/json-schema';
import { FILTERS } from '../../guide/filters';
import { SORTS } from '../../guide/search';
import { guideListSchema, guideSchema } from '../guides/schemas';
import { z } from '../../strapi-internals/host-utils';

/**
 * The guide in GraphQL's schema language, generated from its public shape: an object becomes a type, a choice an
 * enumeration (a hyphen in it an underscore, as in Strapi's GraphQL), and the union of the sections also an interface.
 */

const SECTION = `${NAME_PREFIX}GuideSection`;
const SECTION_FIELDS = `${SECTION}Fields`;
const SECTION_TYPE = `${SECTION}Type`;

/** What every section has. */
const SHARED_FIELDS = ['type', 'anchor', 'heading', 'navLabel', 'body'];

/** Shapes that GraphQL does not describe further. */
const AS_JSON = new Set([`${NAME_PREFIX}Blocks`, `${NAME_PREFIX}JsonLd`]);

const SCALARS: Record<string, string> = {
  string: 'String',
  integer: 'Int',
  number: 'Float',
  boolean: 'Boolean',
};

const { $defs: shapes = {} } = z.toJSONSchema(z.object({ guide: guideSchema, list: guideListSchema })) as {
  $defs?: Record<string, JsonSchema>;
};

const sectionNames = shapes[SECTION]!.oneOf!.map(({ $ref }) => nameIn($ref!));

/** The name of a type of section by its `type` in REST: `jobs-nearby` is a `CareerFieldGuideJobsNearbySection`. */
const sectionTypes = new Map(sectionNames.map((name) => [shapes[name]!.properties!.type!.const!, name]));

export const sectionTypeName = (type: string): string | undefined => sectionTypes.get(type);

const isNull = ({ type }: JsonSchema): boolean => type === 'null';

const typeOf = (schema: JsonSchema): string => {
  const optional = schema.anyOf?.some(isNull) ? schema.anyOf.find((each) => !isNull(each)) : undefined;
  if (optional) return typeOf(optional).slice(0, -1);
  if (schema.$ref) return AS_JSON.has(nameIn(schema.$ref)) ? 'JSON!' : `${nameIn(schema.$ref)}!`;
  if (schema.const !== undefined) return `${SECTION_TYPE}!`;
  if (schema.type === 'array') return `[${typeOf(schema.items!)}]!`;
  return `${SCALARS[schema.type!]}!`;
};

const described = (description: string | undefined, text: string, indent = ''): string =>
  description ? `${indent}${JSON.stringify(description)}\n${indent}${text}` : `${indent}${text}`;

const fieldsOf = ({ properties = {} }: JsonSchema, names = Object.keys(properties)): string =>
  names
    .map((name) => described(properties[name]!.description, `${name}: ${typeOf(properties[name]!)}`, '  '))
    .join('\n');

/** GraphQL names have no hyphens. */
const valueName = (choice: string): string => choice.replaceAll('-', '_');

const enumeration = (name: string, choices: readonly string[], description?: string): string =>
  described(description, `enum ${name} {\n  ${choices.map(valueName).join('\n  ')}\n}`);

const definitionOf = (name: string, schema: JsonSchema): string => {
  if (schema.enum) return enumeration(name, schema.enum, schema.description);
  if (schema.oneOf) {
    const first = shapes[sectionNames[0]!]!;
    return [
      `interface ${SECTION_FIELDS} {\n${fieldsOf(first, SHARED_FIELDS)}\n}`,
      `union ${name} = ${sectionNames.join(' | ')}`,
      enumeration(SECTION_TYPE, [...sectionTypes.keys()]),
    ].join('\n\n');
  }
  const implemented = sectionNames.includes(name) ? ` implements ${SECTION_FIELDS}` : '';
  return described(schema.description, `type ${name}${implemented} {\n${fieldsOf(schema)}\n}`);
};

const definitions = Object.entries(shapes)
  .filter(([name]) => !AS_JSON.has(name))
  .map(([name, schema]) => definitionOf(name, schema));

/** The choices of each enumeration by their names in GraphQL. */
export const enumerations: Record<string, Record<string, string>> = Object.fromEntries(
  [
    ...Object.entries(shapes).flatMap(([name, schema]) =>
      schema.enum ? [[name, schema.enum] as const] : []
    ),
    [SECTION_TYPE, [...sectionTypes.keys()]] as const,
  ].map(([name, choices]) => [name, Object.fromEntries(choices.map((choice) => [valueName(choice), choice]))])
);

export { SECTION as SECTION_UNION, SECTION_FIELDS as SECTION_INTERFACE };

/** The arguments of filters, as a list takes them. */
const filterArguments = FILTERS.map(
  ({ parameter, description }) =>
    `"Slugs or documentIds of ${description}, with commas between them."\n    ${parameter}: String`
).join('\n    ');

export const typeDefs = `
"How rich text is delivered."
enum CareerFieldTextFormat {
  blocks
  html
  markdown
}

${definitions.join('\n\n')}

"A found guide: its card, and the whole guide where it is requested."
type CareerFieldGuideMatch {
  card: CareerFieldGuideCard!
  guide: CareerFieldGuide!
}

type CareerFieldGuideList {
  nodes: [CareerFieldGuideMatch!]!
  facets: CareerFieldGuideFacets!
  pagination: CareerFieldGuidePagination!
  "The language that the guides are in."
  locale: String!
}

extend type Query {
  "A whole guide page. Null where no guide has this slug."
  careerFieldGuide(slug: String!, locale: String, format: CareerFieldTextFormat = blocks): CareerFieldGuide

  "The draft of an article as a guide, by its documentId or its slug. Null where there is none in this language."
  careerFieldDraft(documentId: ID, slug: String, locale: String, format: CareerFieldTextFormat = blocks): CareerFieldGuide

  "Searches and lists guides."
  careerFieldGuides(
    locale: String
    q: String
    ${filterArguments}
    "${SORTS.join(', ')}"
    sort: String
    page: Int = 1
    "25 by default, or what the site's limits allow"
    pageSize: Int
    format: CareerFieldTextFormat = blocks
  ): CareerFieldGuideList!
}
`;
