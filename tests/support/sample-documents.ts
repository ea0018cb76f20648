import type { Core } from '@strapi/strapi';

/**
 * Values for every attribute of a content type and its components, derived from the registered models: a new attribute is
 * covered, or a validation error reports it.
 */

type Values = Record<string, unknown>;

interface SampleAttribute {
  type: string;
  customField?: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
  multiple?: boolean;
  required?: boolean;
  relation?: string;
  target?: string;
  enum?: string[];
  default?: unknown;
  maxLength?: number;
  max?: number;
}

export interface SampleOptions {
  /** A part of every text, which identifies the document and locale. */
  name: string;
  slug: string;
  /** The id of an uploaded file. */
  file: number;
  /** The documents that relations reference, by the uid of their type. */
  targets: (uid: string) => string[];
}

/** `full`: every attribute; `sparse`: the required ones; `empty`: the same, and null or an empty value for the others. */
type Fill = 'full' | 'sparse' | 'empty';

/** Strapi's own attributes, which are not written. */
const OWN = new Set([
  'createdAt',
  'updatedAt',
  'publishedAt',
  'locale',
  'localizations',
  'createdBy',
  'updatedBy',
]);

/** Attributes that the plugin's rules require besides those of the schema. */
const NEEDED = new Set(['taxonomy-code.code', 'skill-item.skill', 'article.lead', 'article.category']);

const BLOCKS = (text: string) => [
  { type: 'heading', level: 2, children: [{ type: 'text', text }] },
  {
    type: 'paragraph',
    children: [
      { type: 'text', text: 'Quotes " \' and \\, a question? ' },
      { type: 'link', url: 'https://example.org', children: [{ type: 'text', text: 'bold', bold: true }] },
    ],
  },
  {
    type: 'list',
    format: 'unordered',
    indentLevel: 0,
    children: [{ type: 'list-item', children: [{ type: 'text', text: 'Ä – 漢字 – 🙂' }] }],
  },
];

/** Creates a function that returns sample documents. Numbers ascend in the order of the attributes, as the rules demand. */
export const createSampler = (strapi: Core.Strapi, { name, slug, file, targets }: SampleOptions) => {
  let count = 0;
  const picked = new Map<string, number>();

  /** Returns the possible targets of a relation in turn. */
  const pick = (target: string, documents: string[]): string | null => {
    const times = picked.get(target) ?? 0;
    picked.set(target, times + 1);
    return documents[times % documents.length] ?? null;
  };

  const textOf = (attribute: string, { maxLength = 200 }: SampleAttribute): string => {
    if (/url$|^uri$|^website$/i.test(attribute)) return `https://example.org/${slug}?a=1&b=%20#${count}`;
    if (attribute === 'anchor') return `anchor-${count}`;
    if (attribute === 'currency') return 'EUR';
    if (attribute === 'region') return 'DE-BY';
    return `${count} ${name}: "q" 'q' \\ ? ?? $1 :a ü 漢 🙂 ${attribute}`.slice(0, maxLength).toWellFormed();
  };

  const valueOf = (attributeName: string, attribute: SampleAttribute): unknown => {
    count += 1;
    if (attribute.customField || attribute.type === 'json') return [`${name} ${count}`, 'b "c" \\', ''];
    switch (attribute.type) {
      case 'uid':
        return slug;
      case 'string':
      case 'text':
        return textOf(attributeName, attribute);
      case 'blocks':
        return BLOCKS(`${name} ${count}`);
      case 'boolean':
        return attribute.default !== true;
      case 'enumeration':
        // The scheme `custom` allows any code.
        return attribute.enum!.includes('custom')
          ? 'custom'
          : attribute.enum!.findLast((choice) => choice !== attribute.default);
      case 'integer':
        return Math.min(count, attribute.max ?? Infinity);
      case 'decimal':
        return count + 0.25;
      case 'date':
        return '2024-02-29';
      case 'datetime':
        return '2025-03-30T02:30:15.250Z';
      case 'media':
        return attribute.multiple ? [file] : file;
      case 'relation': {
        const documents = targets(attribute.target!);
        return attribute.relation!.endsWith('Many') ? documents : pick(attribute.target!, documents);
      }
      case 'component':
        return attribute.repeatable
          ? (['full', 'sparse', 'empty', 'full'] as const).map((fill) => fillOf(attribute.component!, fill))
          : fillOf(attribute.component!, 'full');
      case 'dynamiczone':
        return (['full', 'sparse', 'empty'] as const).flatMap((fill) =>
          attribute.components!.map((uid) => ({ __component: uid, ...fillOf(uid, fill) }))
        );
      default:
        throw new Error(`There is no sample for the attribute "${attributeName}" (${attribute.type}).`);
    }
  };

  /** Returns all values of a type or component. */
  const fillOf = (uid: string, fill: Fill): Values => {
    const { attributes } = strapi.getModel(uid as Parameters<Core.Strapi['getModel']>[0]);
    const values: Values = {};
    for (const [attributeName, attribute] of Object.entries(attributes as Record<string, SampleAttribute>)) {
      if (OWN.has(attributeName)) continue;
      const needed = attribute.required || NEEDED.has(`${uid.split('.').at(-1)}.${attributeName}`);
      if (fill === 'full' || needed) values[attributeName] = valueOf(attributeName, attribute);
      else if (fill === 'empty') {
        const isList = attribute.repeatable || attribute.type === 'dynamiczone';
        values[attributeName] = isList ? [] : null;
      }
    }
    return values;
  };

  return fillOf;
};
