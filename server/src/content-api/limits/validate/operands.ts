import type { DatabaseClient } from '../../../strapi-internals/database';
import type { Attribute } from '../../query-models';
import { ID, reject, type Path, type ValidationContext } from './attributes';

const LISTS = ['$in', '$notIn', '$between'];

/** These operators compare stored texts, for which PostgreSQL accepts text columns only. */
const TEXT_OPERATORS = ['$startsWith', '$endsWith', '$contains', '$notContains'];

/** These operators convert both sides to texts, or take no value. All others convert the value to the attribute's type. */
const UNTYPED_OPERATORS = [
  ...TEXT_OPERATORS,
  '$eqi',
  '$nei',
  '$startsWithi',
  '$endsWithi',
  '$containsi',
  '$notContainsi',
  '$null',
  '$notNull',
];

const OPERATORS = new Set([
  ...LISTS,
  ...UNTYPED_OPERATORS,
  '$not',
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$jsonSupersetOf',
]);

export const isOperator = (name: string): boolean => OPERATORS.has(name);

const TEXT_TYPES = ['string', 'text', 'richtext', 'uid', 'email', 'enumeration', 'password'];

const NUMBER_TYPES = ['integer', 'float', 'decimal', 'biginteger'];

const JSON_TYPES = ['json', 'blocks'];

/** The largest value of PostgreSQL's type `integer`. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Whether a value can be compared with a column. */
export const isScalar = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || value instanceof Date;

const isJson = (value: unknown): boolean => {
  try {
    JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
};

const validateNumber = (value: unknown, type: string, path: Path, database: DatabaseClient): void => {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number)) reject(path, 'this takes a number');
  const isInteger = Number.isInteger(number) && Math.abs(number) <= LARGEST_INTEGER;
  if (database === 'postgres' && ['integer', ID.type].includes(type) && !isInteger) {
    reject(path, 'this takes an integer');
  }
};

const validateValue = (
  value: unknown,
  operator: string,
  { type }: Attribute,
  path: Path,
  { database }: ValidationContext
): void => {
  if (!isScalar(value)) reject(path, 'this takes a value');
  if (value === null || value === undefined) return;
  if (operator === '$jsonSupersetOf') {
    if (database === 'sqlite') reject(path, `"${operator}" does not work with this database`);
    if (!JSON_TYPES.includes(type)) reject(path, `"${operator}" works with JSON only`);
    if (!isJson(value)) reject(path, 'this takes JSON');
  } else if (UNTYPED_OPERATORS.includes(operator)) {
    if (database === 'postgres' && TEXT_OPERATORS.includes(operator) && !TEXT_TYPES.includes(type)) {
      reject(path, `"${operator}" works with texts only, "${operator}i" with every type`);
    }
  } else if (NUMBER_TYPES.includes(type) || (type === ID.type && database === 'postgres')) {
    validateNumber(value, type, path, database);
  } else if (JSON_TYPES.includes(type) && database === 'postgres' && !isJson(value)) {
    reject(path, 'this takes JSON');
  }
};

/** Validates the value of an operator, or the list of its values. */
export const validateOperand = (
  value: unknown,
  operator: string,
  attribute: Attribute,
  path: Path,
  context: ValidationContext
): void => {
  if (operator === '$between' && !(Array.isArray(value) && value.length === 2)) {
    reject(path, 'this takes two values');
  }
  if (!Array.isArray(value)) return validateValue(value, operator, attribute, path, context);
  value.forEach((item, index) => validateValue(item, operator, attribute, [...path, String(index)], context));
};
