import { schemaOf } from '../../../server/src/guide/sections';
import { fieldOf } from '../../../server/src/guide/shape/fields';
import { z } from '../../../server/src/strapi-internals/host-utils';
import { paragraph } from './sample-guide';

/** A value of a sample that holds no others. */
interface Value {
  /** What it is in the model: `skill-item.level`. It can be in several places. */
  field: string;
  /** Where the sample has it. */
  keys: (string | number)[];
  /** What else the shape allows there. */
  others: unknown[];
}

/** By field: texts that are only shown if they are one of these. */
const KNOWN: Record<string, readonly [string, string]> = {
  'article.locale': ['en', 'de'],
  'article.alternates.locale': ['fr', 'de'],
  'salary.currency': ['EUR', 'USD'],
};

/** The possible values of a shape without parts, two of them at most where there is no end of them. */
const valuesOf = (schema: z.ZodType, field: string, count: number): readonly unknown[] => {
  if (fieldOf(schema).role === 'rich-text') return [paragraph(`word${count}`), paragraph('other')];
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodLiteral) return [schema.value];
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodNumber) return [count, count + 1];
  if (schema instanceof z.ZodISODate) return ['2026-05-06', '2026-05-07'];
  if (schema instanceof z.ZodISODateTime) return ['2026-05-06T08:00:00.000Z', '2026-05-07T08:00:00.000Z'];
  return KNOWN[field] ?? [`/word${count}`, '/other'];
};

/** What every section has. */
const common = Object.keys(schemaOf({ type: 'text' }).shape);

const isSection = ({ shape }: z.ZodObject): boolean => common.every((name) => name in shape);

/** Returns an object with a value for every part of a shape; each list has one entry, or one of each kind. */
const sampleOf = (shape: z.ZodType): { sample: unknown; values: Value[] } => {
  const values: Value[] = [];

  const build = (schema: z.ZodType, field: string, keys: Value['keys']): unknown => {
    if (fieldOf(schema).role !== 'rich-text') {
      if (schema instanceof z.ZodNullable) return build(schema.unwrap() as z.ZodType, field, keys);
      if (schema instanceof z.ZodArray) {
        const element = schema.element as z.ZodType;
        const kinds = element instanceof z.ZodUnion ? (element.options as unknown as z.ZodType[]) : [element];
        return kinds.map((kind, index) => build(kind, field, [...keys, index]));
      }
      if (schema instanceof z.ZodObject) {
        const owner = fieldOf(schema).model ?? field;
        return Object.fromEntries(
          (Object.entries(schema.shape) as [string, z.ZodType][]).map(([name, child]) => {
            const ownerOf = isSection(schema) && common.includes(name) ? 'section' : owner;
            return [name, build(child, `${ownerOf}.${name}`, [...keys, name])];
          })
        );
      }
    }
    const [value, ...others] = valuesOf(schema, field, values.length + 1);
    values.push({ field, keys, others });
    return value;
  };

  return { sample: build(shape, '', []), values };
};

const withValue = (sample: unknown, keys: Value['keys'], value: unknown): unknown => {
  const [key, ...below] = keys;
  if (key === undefined) return value;
  const copy = (Array.isArray(sample) ? [...(sample as unknown[])] : { ...(sample as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = withValue(copy[key], below, value);
  return copy;
};

/**
 * Returns the fields of a shape whose values make no difference to a text that is written from it. Those that only
 * identify a document are left out.
 *
 * @param write gets a sample of the shape
 */
export const unwrittenFields = (shape: z.ZodType, write: (sample: unknown) => string): string[] => {
  const { sample, values } = sampleOf(shape);
  const before = write(sample);
  const written = new Set<string>();
  const unwritten = new Set<string>();
  for (const { field, keys, others } of values) {
    if (others.length === 0 || written.has(field) || field.endsWith('.documentId')) continue;
    const isWritten = others.some((other) => write(withValue(sample, keys, other)) !== before);
    (isWritten ? written : unwritten).add(field);
  }
  return [...unwritten].filter((field) => !written.has(field));
};
