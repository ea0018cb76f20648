import { errors } from '../../strapi-internals/host-utils';
import { attributeOf, isPopulated, isRecord, type Attribute, type Model, type Models } from './models';

type Query = Record<string, unknown>;

/** The database of a site, by Strapi's name for it. */
export type Database = 'sqlite' | 'postgres' | 'mysql';

const LISTS = new Set(['$in', '$notIn', '$between']);

/** These compare texts as they are stored, which PostgreSQL does for columns of texts only. */
const ON_TEXT = new Set(['$startsWith', '$endsWith', '$contains', '$notContains']);

/** These turn both sides into texts, or take none. Strapi converts the value of all others to the attribute's type. */
const WITHOUT_TYPE = new Set([
  ...ON_TEXT,
  '$eqi',
  '$nei',
  '$startsWithi',
  '$endsWithi',
  '$containsi',
  '$notContainsi',
  '$null',
  '$notNull',
]);

const OPERATORS = new Set([
  ...LISTS,
  ...WITHOUT_TYPE,
  '$not',
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$jsonSupersetOf',
]);

const TEXTS = new Set(['string', 'text', 'richtext', 'uid', 'email', 'enumeration', 'password']);

const NUMBERS = new Set(['integer', 'float', 'decimal', 'biginteger']);

const JSON_TYPES = new Set(['json', 'blocks']);

/** What a column of PostgreSQL's type `integer` holds. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** What Strapi adds to every document, and does not count among the attributes. */
const ID: Attribute = { type: 'increments' };
const IDENTIFIERS: Readonly<Record<string, Attribute>> = { id: ID, documentId: { type: 'string' } };

const isValue = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || value instanceof Date;

const refuse = (path: readonly string[], what: string): never => {
  throw new errors.ValidationError(`Invalid query at "${path.join('.')}": ${what}.`, {
    path: path.join('.'),
    source: 'query',
    param: path[0],
  });
};

const isJson = (value: unknown): boolean => {
  try {
    JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
};

/**
 * Refuses what Strapi takes for a query and answers with 500, because its database layer or the database cannot carry it
 * out. What Strapi itself refuses is left to it.
 */
export const createQueryChecker = ({ targetOf, modelOf }: Models, database: Database) => {
  const fieldOf = (model: Model, name: string): Attribute | undefined =>
    attributeOf(model, name) ?? (Object.hasOwn(IDENTIFIERS, name) ? IDENTIFIERS[name] : undefined);

  /** @throws ValidationError for what every object has, such as `constructor`, which Strapi takes for an attribute */
  const knownField = (model: Model, name: string, path: readonly string[]): Attribute | undefined => {
    const attribute = fieldOf(model, name);
    // Strapi takes `documentId` for a column of everything; rows of components, whose uid has no "::", have none.
    const isOfDocuments = name === 'documentId' && !model.uid.includes('::');
    if (isOfDocuments || (!attribute && name in {})) refuse(path, `there is no attribute "${name}"`);
    return attribute;
  };

  const checkValue = (
    value: unknown,
    operator: string,
    { type }: Attribute,
    path: readonly string[]
  ): void => {
    if (!isValue(value)) refuse(path, 'this takes a value');
    if (value === null || value === undefined) return;
    if (operator === '$jsonSupersetOf') {
      if (database === 'sqlite') refuse(path, `"${operator}" does not work with this database`);
      if (!JSON_TYPES.has(type)) refuse(path, `"${operator}" works with JSON only`);
      if (!isJson(value)) refuse(path, 'this takes JSON');
    } else if (WITHOUT_TYPE.has(operator)) {
      if (database === 'postgres' && ON_TEXT.has(operator) && !TEXTS.has(type)) {
        refuse(path, `"${operator}" works with texts only, "${operator}i" with everything`);
      }
    } else if (NUMBERS.has(type) || (type === ID.type && database === 'postgres')) {
      const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
      if (!Number.isFinite(number)) refuse(path, 'this takes a number');
      const isWhole = Number.isInteger(number) && Math.abs(number) <= LARGEST_INTEGER;
      if (database === 'postgres' && ['integer', ID.type].includes(type) && !isWhole) {
        refuse(path, 'this takes a whole number');
      }
    } else if (JSON_TYPES.has(type) && database === 'postgres' && !isJson(value)) {
      refuse(path, 'this takes JSON');
    }
  };

  const checkOperand = (
    value: unknown,
    operator: string,
    attribute: Attribute,
    path: readonly string[]
  ): void => {
    if (operator === '$between' && !(Array.isArray(value) && value.length === 2)) {
      refuse(path, 'this takes two values');
    }
    if (!Array.isArray(value)) return checkValue(value, operator, attribute, path);
    value.forEach((entry, index) => checkValue(entry, operator, attribute, [...path, String(index)]));
  };

  const checkCondition = (value: unknown, attribute: Attribute, path: readonly string[]): void => {
    if (!isRecord(value) || value instanceof Date) return checkOperand(value, '$eq', attribute, path);
    for (const [operator, operand] of Object.entries(value)) {
      const below = [...path, operator];
      if (!OPERATORS.has(operator)) refuse(below, 'this is no operator for an attribute');
      if (operator === '$not') checkCondition(operand, attribute, below);
      else checkOperand(operand, operator, attribute, below);
    }
  };

  const checkRelation = (value: unknown, target: Model, path: readonly string[]): void => {
    if (!isRecord(value)) return checkOperand(value, '$eq', ID, path);
    const keys = Object.keys(value);
    const [operator] = keys.filter((key) => key.startsWith('$'));
    if (operator === undefined) return checkFilters(value, target, path);
    if (keys.length > 1) refuse(path, `"${operator}" stands alone in a relation`);
    if (operator === '$and' || operator === '$or') return checkFilters(value, target, path);
    const below = [...path, operator];
    if (!OPERATORS.has(operator)) refuse(below, 'this is no operator for a relation');
    // Conditions on what is in a relation belong into it: `{ relation: { name: { $not: … } } }`.
    checkOperand(value[operator], operator, ID, below);
  };

  const checkFilters = (filters: unknown, model: Model, path: readonly string[]): void => {
    if (!isRecord(filters)) return refuse(path, 'this takes an object with conditions');
    for (const [key, value] of Object.entries(filters)) {
      const below = [...path, key];
      if (key === '$and' || key === '$or') {
        if (!Array.isArray(value)) return refuse(below, 'this takes a list of conditions');
        value.forEach((entry, index) => checkFilters(entry, model, [...below, String(index)]));
      } else if (key === '$not') checkFilters(value, model, below);
      else if (OPERATORS.has(key)) refuse(below, 'this operator belongs below an attribute');
      else {
        const attribute = knownField(model, key, below);
        const target = targetOf(attribute);
        if (target) checkRelation(value, target, below);
        else if (attribute && !isPopulated(attribute)) checkCondition(value, attribute, below);
        else if (!attribute && key.trim() === '') refuse(below, 'the name is empty');
      }
    }
  };

  const checkSortPath = (
    steps: readonly string[],
    model: Model,
    path: readonly string[],
    isBelow: boolean
  ) => {
    let current: Model | undefined = model;
    steps.forEach((step, index) => {
      if (step.trim() === '') refuse(path, 'the name is empty');
      const attribute: Attribute | undefined = current && knownField(current, step, path);
      current = targetOf(attribute);
      const isLast = index === steps.length - 1;
      if (attribute && !isPopulated(attribute) && !isLast) refuse(path, `"${step}" has nothing in it`);
      if (isBelow && attribute && !isLast) {
        refuse(path, 'what is populated can be sorted by its own attributes only');
      }
    });
  };

  const checkSort = (
    sort: unknown,
    model: Model,
    path: readonly string[],
    isBelow: boolean,
    steps: readonly string[] = []
  ): void => {
    if (Array.isArray(sort)) {
      return sort.forEach((entry, index) =>
        checkSort(entry, model, [...path, String(index)], isBelow, steps)
      );
    }
    if (isRecord(sort)) {
      for (const [key, value] of Object.entries(sort)) {
        const below = [...path, key];
        if (isRecord(value)) checkSort(value, model, below, isBelow, [...steps, key]);
        else checkSortPath([...steps, key], model, below, isBelow);
      }
      return;
    }
    if (typeof sort !== 'string') return;
    for (const key of sort.split(',').filter((part) => part.trim() !== '')) {
      const [name = '', direction, ...others] = key.split(':').map((part) => part.trim());
      // Strapi leaves out what has a direction and no name.
      if (name === '') continue;
      checkSortPath([...steps, ...name.split('.')], model, [...path, name], isBelow);
      // Strapi takes another word there for a part of the path, and looks for it in the database.
      if (others.length > 0 || (direction !== undefined && !/^(asc|desc)$/i.test(direction))) {
        refuse([...path, name], 'the direction is asc or desc');
      }
    }
  };

  const checkFields = (fields: unknown, model: Model, path: readonly string[]): void => {
    const names = Array.isArray(fields) ? fields : [fields];
    names.forEach((entry, index) => {
      if (typeof entry !== 'string') return;
      const at = Array.isArray(fields) ? [...path, String(index)] : path;
      for (const name of entry.split(',').map((part) => part.trim())) {
        if (name === '') refuse(at, 'the name is empty');
        knownField(model, name, at);
      }
    });
  };

  const checkNode = (node: Query, model: Model, path: readonly string[], isBelow: boolean): void => {
    const { filters, sort, fields, populate } = node;
    if (filters !== undefined && filters !== null && filters !== '') {
      checkFilters(filters, model, [...path, 'filters']);
    }
    if (sort !== undefined) checkSort(sort, model, [...path, 'sort'], isBelow);
    if (fields !== undefined) checkFields(fields, model, [...path, 'fields']);
    if (isRecord(populate)) checkPopulate(populate, model, [...path, 'populate']);
  };

  const checkPopulate = (populate: Query, model: Model, path: readonly string[]): void => {
    for (const [name, node] of Object.entries(populate)) {
      const below = [...path, name];
      const attribute = knownField(model, name, below);
      if (!isRecord(node)) continue;
      const target = targetOf(attribute);
      if (target) checkNode(node, target, below, true);
      if (!isRecord(node.on)) continue;
      for (const [uid, fragment] of Object.entries(node.on)) {
        const fragmentModel = modelOf(uid);
        if (isRecord(fragment) && fragmentModel)
          checkNode(fragment, fragmentModel, [...below, 'on', uid], true);
      }
    }
  };

  /**
   * Checks a query in Strapi's own form, as REST has it.
   *
   * @param at the path of the query itself, where it is one of several
   * @param isBelow whether its rows are read as a part of others
   * @throws ValidationError with the path of what cannot be carried out
   */
  return (query: Query, model: Model, at: readonly string[] = [], isBelow = false): void => {
    if (!isValue(query._q)) refuse([...at, '_q'], 'this takes a text');
    checkNode(query, model, at, isBelow);
  };
};
