import { z } from '../../strapi-internals/host-utils';
import { fieldOf, type Role } from './fields';

/**
 * Finds values in a guide by what they are: images, rich texts, documents. The shape says where they can be, so nothing
 * else has to know the kinds of sections.
 */

/** The value is not delivered: the nearest value around it that may be null becomes null, or leaves its list. */
export const OMIT = Symbol('omit');

type Wanted = (role: Role) => boolean;

type Fields = Record<string, unknown>;

const childrenOf = (schema: z.ZodType): z.ZodType[] => {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape) as z.ZodType[];
  if (schema instanceof z.ZodArray) return [schema.element as z.ZodType];
  if (schema instanceof z.ZodNullable) return [schema.unwrap() as z.ZodType];
  if (schema instanceof z.ZodUnion) return schema.options as unknown as z.ZodType[];
  return [];
};

/** Every schema within a schema, itself included. */
export const schemasIn = (schema: z.ZodType): z.ZodType[] => [
  schema,
  ...childrenOf(schema).flatMap(schemasIn),
];

const rolesBelow = new WeakMap<z.ZodType, Set<Role>>();

const rolesIn = (schema: z.ZodType): Set<Role> => {
  let roles = rolesBelow.get(schema);
  if (!roles) {
    roles = new Set(schemasIn(schema).flatMap((each) => fieldOf(each).role ?? []));
    rolesBelow.set(schema, roles);
  }
  return roles;
};

const isWorthwhile = (schema: z.ZodType, isWanted: Wanted): boolean => [...rolesIn(schema)].some(isWanted);

interface Visit {
  /** Which roles are replaced. */
  isWanted: (role: Role) => boolean;
  /** Gives the new value, or `OMIT`. */
  replace: (value: unknown, role: Role) => unknown;
  /** Roles that are not looked into. */
  isClosed?: (role: Role) => boolean;
}

const mapObject = (schema: z.ZodObject, value: Fields, visit: Visit): unknown => {
  const result = { ...value };
  for (const [name, child] of Object.entries(schema.shape) as [string, z.ZodType][]) {
    if (!isWorthwhile(child, visit.isWanted)) continue;
    const mapped = mapValues(child, value[name], visit);
    if (mapped === OMIT) return OMIT;
    result[name] = mapped;
  }
  return result;
};

const optionFor = (schema: z.ZodUnion, value: unknown): z.ZodType | undefined =>
  (schema.options as unknown as z.ZodObject[]).find(
    ({ shape }) => (shape.type as z.ZodLiteral).value === (value as { type: string }).type
  );

const mapBelow = (schema: z.ZodType, value: unknown, visit: Visit): unknown => {
  if (schema instanceof z.ZodObject) return mapObject(schema, value as Fields, visit);
  if (schema instanceof z.ZodArray) {
    return (value as unknown[])
      .map((item) => mapValues(schema.element as z.ZodType, item, visit))
      .filter((item) => item !== OMIT);
  }
  if (schema instanceof z.ZodNullable) {
    const mapped = mapValues(schema.unwrap() as z.ZodType, value, visit);
    return mapped === OMIT ? null : mapped;
  }
  if (schema instanceof z.ZodUnion) {
    const option = optionFor(schema, value);
    return option ? mapValues(option, value, visit) : value;
  }
  return value;
};

/** Replaces values in a part of a guide, in the order of its shape, and those within others first. */
export const mapValues = (schema: z.ZodType, value: unknown, visit: Visit): unknown => {
  if (value === null || value === undefined) return value;
  const { role } = fieldOf(schema);
  if (role !== undefined && visit.isClosed?.(role)) return value;
  const isDeeper = childrenOf(schema).some((child) => isWorthwhile(child, visit.isWanted));
  const mapped = isDeeper ? mapBelow(schema, value, visit) : value;
  return role !== undefined && visit.isWanted(role) && mapped !== OMIT ? visit.replace(mapped, role) : mapped;
};

/** The values of some roles in a part of a guide, in the order of its shape. */
export const collectValues = <Value>(
  schema: z.ZodType,
  value: unknown,
  { isWanted, isClosed }: Omit<Visit, 'replace'>
): Value[] => {
  const found: Value[] = [];
  mapValues(schema, value, {
    isWanted,
    isClosed,
    replace: (each) => {
      found.push(each as Value);
      return each;
    },
  });
  return found;
};
