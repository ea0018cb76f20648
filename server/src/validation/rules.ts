import type { yup } from '@strapi/utils';
import { PARTS } from '../../../content-types';
import { RESERVED_SLUGS } from '../model/slugs';
import {
  CODE_EXAMPLES,
  CODE_FORMATS,
  isAnchor,
  isCurrency,
  isRegion,
  isSafeUrl,
  isSlug,
} from '../model/formats';

/**
 * The rules beyond the types and lengths of the schema, by attribute and by component. `schema.ts` adds them to the yup
 * schema that it builds from the registered content types. Messages are keys of `errors` in the texts.
 *
 * - *valid* rules apply always, also to drafts: every value is valid, but any may still be missing.
 * - *publishable* rules apply on publish: everything that readers need exists.
 */

type Values = Record<string, unknown>;

/** A validation issue, with its field relative to the validated object (empty: the object itself). */
export interface Issue {
  field: string;
  message: string;
  values?: Record<string, string | number>;
}

export type ObjectRule = (value: Values) => Issue[];

const format =
  (name: string, message: string, isValid: (value: string) => boolean) =>
  (schema: yup.AnySchema): yup.AnySchema =>
    schema.test(
      name,
      message,
      (value: unknown) => typeof value !== 'string' || value === '' || isValid(value)
    );

const url = format('url', 'url.unsafe', isSafeUrl);
/** The name of a concept, which need not lead anywhere. */
const uri = format('uri', 'url.unsafe', isSafeUrl);
const anchor = format('anchor', 'anchor.format', isAnchor);
const slug = format('slug', 'slug.format', isSlug);

type AttributeRule = (schema: yup.AnySchema) => yup.AnySchema;

/** Rules for single values, by the attribute's name or by `<component>.<attribute>`. */
export const ATTRIBUTE_RULES: Record<string, AttributeRule> = {
  slug,
  anchor,
  url,
  nearbyUrl: url,
  listingUrl: url,
  regulationUrl: url,
  sourceUrl: url,
  videoUrl: url,
  canonicalUrl: url,
  website: url,
  'career-field.taxonomy-code.uri': uri,
  'career-field.salary.currency': format('currency', 'salary.currency', isCurrency),
  'career-field.salary.region': format('region', 'salary.region', isRegion),
};

/** Returns the rule for an attribute of a content type, by its name, or of a component, by its uid. */
export const attributeRule = (owner: string, name: string): AttributeRule | undefined =>
  ATTRIBUTE_RULES[`${owner}.${name}`] ?? ATTRIBUTE_RULES[name];

/** Whether the values of an attribute are addresses that readers can open. */
export const isLinkAttribute = (owner: string, name: string): boolean => attributeRule(owner, name) === url;

/** Whether a value is empty for a reader. */
export const isMissing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

const missing = (value: Values, fields: string[], message = 'publish.required'): Issue[] =>
  fields.filter((field) => isMissing(value[field])).map((field) => ({ field, message }));

/** From the smallest figure to the largest. */
export const FIGURES = ['min', 'p25', 'median', 'p75', 'max'] as const;

const figuresAscend: ObjectRule = (salary) => {
  const issues: Issue[] = [];
  let lower: { field: string; figure: number } | undefined;
  for (const field of FIGURES) {
    const value = salary[field];
    if (isMissing(value)) continue;
    const figure = Number(value);
    if (!(figure > 0)) {
      issues.push({ field, message: 'salary.positive' });
      continue;
    }
    if (lower && figure < lower.figure) {
      issues.push({ field, message: 'salary.ascending', values: { lower: lower.figure } });
    }
    lower = { field, figure };
  }
  if (!isMissing(salary.sampleSize) && !(Number(salary.sampleSize) > 0)) {
    issues.push({ field: 'sampleSize', message: 'salary.positive' });
  }
  return issues;
};

const codeFitsScheme: ObjectRule = (value) => {
  const { scheme, code, uri } = value;
  // A partial update by id may bring the code alone; the whole is checked once it is written.
  if (typeof scheme !== 'string' || scheme === '') return [];
  if (isMissing(code) && isMissing(uri)) return [{ field: 'code', message: 'code.missing' }];
  const known = Object.hasOwn(CODE_FORMATS, scheme) ? CODE_FORMATS[scheme] : undefined;
  if (!known) return [];
  const issues: Issue[] = [];
  if (!isMissing(code) && !known.code.test(String(code))) {
    const example = CODE_EXAMPLES[scheme] ?? '';
    issues.push({ field: 'code', message: 'code.format', values: { scheme, example } });
  }
  if (known.uri && !isMissing(uri) && !known.uri.test(String(uri))) {
    issues.push({ field: 'uri', message: 'code.uri', values: { scheme } });
  }
  return issues;
};

const rowsFitColumns: ObjectRule = ({ columns, rows }) => {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
  return rows.flatMap((row: Values, index) =>
    Array.isArray(row?.cells) && row.cells.length !== columns.length
      ? [
          {
            field: `rows[${index}].cells`,
            message: 'table.cells',
            values: { cells: row.cells.length, columns: columns.length },
          },
        ]
      : []
  );
};

const durationsAscend: ObjectRule = ({ durationMonthsMin: min, durationMonthsMax: max }) =>
  !isMissing(min) && !isMissing(max) && Number(max) < Number(min)
    ? [{ field: 'durationMonthsMax', message: 'duration.ascending', values: { lower: Number(min) } }]
    : [];

/** The attributes of an article that are sections with anchors of their own. */
export const NAMED_SECTIONS: readonly string[] = PARTS.filter(
  (part) => !['top', 'faq', 'related'].includes(part)
);

/** Returns every section of an article with its path. */
export const sectionsOf = (article: Values): { path: string; section: Values }[] =>
  [
    ...NAMED_SECTIONS.map((path) => ({ path, section: article[path] as Values | null | undefined })),
    ...(Array.isArray(article.sections)
      ? (article.sections as Values[]).map((section, index) => ({ path: `sections[${index}]`, section }))
      : []),
  ].filter(
    (entry): entry is { path: string; section: Values } =>
      typeof entry.section === 'object' && entry.section !== null
  );

const anchorsAreUnique: ObjectRule = (article) => {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const { path, section } of sectionsOf(article)) {
    const value = section.anchor;
    if (typeof value !== 'string' || value === '') continue;
    if (seen.has(value))
      issues.push({ field: `${path}.anchor`, message: 'anchor.duplicate', values: { anchor: value } });
    seen.add(value);
  }
  return issues;
};

const hoursAscend: ObjectRule = ({ weeklyHoursMin: min, weeklyHoursMax: max }) =>
  !isMissing(min) && !isMissing(max) && Number(max) < Number(min)
    ? [{ field: 'weeklyHoursMax', message: 'hours.ascending', values: { lower: Number(min) } }]
    : [];

/** Rules over several values of one object, by content type or component. */
export const VALID_RULES: Record<string, ObjectRule[]> = {
  article: [anchorsAreUnique],
  'study-path': [durationsAscend],
  'career-field.salary': [figuresAscend],
  'career-field.taxonomy-code': [codeFitsScheme],
  'career-field.table-section': [rowsFitColumns],
  'career-field.working-conditions-section': [hoursAscend],
};

const imageHasAlt: ObjectRule = (image) =>
  isMissing(image.file) ? [] : missing(image, ['alt'], 'publish.alt');

const figuresAreSourced: ObjectRule = (salary) =>
  FIGURES.some((figure) => !isMissing(salary[figure]))
    ? missing(salary, ['currency', 'period', 'asOf', 'source'], 'publish.figure')
    : [];

const countIsDated: ObjectRule = (jobs) =>
  isMissing(jobs.count) ? [] : missing(jobs, ['countedAt'], 'publish.figure');

const slugIsFree: ObjectRule = ({ slug: value }) =>
  RESERVED_SLUGS.article?.includes(String(value))
    ? [{ field: 'slug', message: 'slug.reserved', values: { slug: String(value) } }]
    : [];

/** Additional rules on publish, by content type or component. */
export const PUBLISHABLE_RULES: Record<string, ObjectRule[]> = {
  // The schema requires title and slug.
  article: [(article) => missing(article, ['lead', 'category']), slugIsFree],
  'career-field.image': [imageHasAlt],
  'career-field.salary': [figuresAreSourced],
  'career-field.jobs-section': [countIsDated],
  'career-field.skill-item': [(item) => missing(item, ['skill'])],
};
