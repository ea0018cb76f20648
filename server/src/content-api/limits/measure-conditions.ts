import { errors } from '../../strapi-internals/host-utils';
import type { Budget } from './budget';
import {
  attributeOf,
  isList,
  isOurs,
  isRecord,
  TYPICAL_LIST,
  type Attribute,
  type Model,
  type Models,
} from './models';

/** What makes one statement choose and order rows. */
export interface Conditions {
  filters?: unknown;
  sort?: unknown;
}

interface At {
  model: Model | undefined;
  /** Whether the way here has led through a type of the plugin, so that its limits count. */
  inside: boolean;
  depth: number;
}

/** Strapi's own in REST, and in GraphQL, where no attribute of the plugin has these names. */
const LOGIC = new Set(['$and', '$or', '$not', 'and', 'or', 'not']);

const BETWEEN = new Set(['$between', 'between']);

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;

/** Where the site's own types are asked, so deep that nobody means it. */
const BOTTOMLESS = 200;

/**
 * Measures the filters and the sorting of one list, in the form that REST has and in that of GraphQL. Filters of a
 * site's own types count from where they enter a type of the plugin.
 *
 * @param inside whether the list is already within what is limited
 * @throws ValidationError when a limit is passed
 */
export const measureConditions = (
  { filters, sort }: Conditions,
  model: Model | undefined,
  inside: boolean,
  budget: Budget,
  { targetOf }: Models
): void => {
  // Counted a list at a time, because that is one statement.
  let joins = 0;

  const condition = (value: unknown, at: At): void => {
    if (!at.inside) return;
    budget.spend('conditions');
    budget.value(value);
  };

  const deeper = (at: At, model: Model | undefined, inside = at.inside): At => {
    // The levels above a type of the plugin are the site's own.
    const depth = inside === at.inside ? at.depth + 1 : 1;
    if (inside || depth > BOTTOMLESS) budget.within('depth', depth);
    return { model, inside, depth };
  };

  const join = (at: At, target: Model, attribute: Attribute | undefined): At => {
    const next = deeper(at, target, at.inside || isOurs(target.uid));
    if (next.inside) {
      // Strapi joins everything at once, so that a database multiplies lists by lists.
      joins += isList(attribute) ? TYPICAL_LIST : 1;
      budget.within('joins', joins);
    }
    return next;
  };

  /** Strapi fails at anything else than conditions there. */
  const conditionsOf = (key: string, value: unknown, at: At): unknown => {
    if (at.inside && (typeof value !== 'object' || value === null)) {
      throw new errors.ValidationError(`"${key}" in the filters of this query takes conditions.`);
    }
    return value;
  };

  const measureFilters = (value: unknown, at: At): void => {
    if (Array.isArray(value)) {
      for (const entry of value) measureFilters(entry, Array.isArray(entry) ? deeper(at, at.model) : at);
      return;
    }
    // What is empty counts too: somebody has to look at it.
    if (!isRecord(value) || Object.keys(value).length === 0) {
      condition(value, at);
      return;
    }
    for (const [key, nested] of Object.entries(value)) {
      const attribute = attributeOf(at.model, key);
      const target = targetOf(attribute);
      if (target) measureFilters(nested, join(at, target, attribute));
      else if (attribute) measureFilters(nested, { ...at, model: undefined });
      else if (at.inside && BETWEEN.has(key) && !isPair(nested)) {
        throw new errors.ValidationError(`"${key}" in the filters of this query takes two values.`);
      } else if (LOGIC.has(key)) measureFilters(conditionsOf(key, nested, at), deeper(at, at.model));
      else measureFilters(nested, isRecord(nested) ? deeper(at, undefined) : at);
    }
  };

  const measurePath = (path: string, start: At): void => {
    let at = start;
    for (const step of path.split('.')) {
      const attribute = attributeOf(at.model, step);
      const target = targetOf(attribute);
      at = target ? join(at, target, attribute) : { ...at, model: undefined };
    }
    condition(path, at);
  };

  const measureSort = (value: unknown, at: At): void => {
    if (typeof value === 'string') {
      if (at.inside) budget.value(value);
      for (const key of value.split(',')) measurePath(key.split(':')[0]?.trim() ?? '', at);
    } else if (Array.isArray(value)) {
      for (const entry of value) measureSort(entry, at);
    } else if (isRecord(value)) {
      for (const [key, nested] of Object.entries(value)) {
        const attribute = attributeOf(at.model, key);
        const target = targetOf(attribute);
        if (target) measureSort(nested, join(at, target, attribute));
        else if (isRecord(nested)) measureSort(nested, deeper(at, undefined));
        else condition(nested, at);
      }
    }
  };

  const start: At = { model, inside, depth: 0 };
  if (filters !== undefined && filters !== null) measureFilters(filters, start);
  if (sort !== undefined && sort !== null) measureSort(sort, start);
};

const isValue = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/**
 * Whether filters name one document: a slug is unique in a language, and the others are unique anyway. Conditions
 * beside that can only take away.
 */
export const identifiesOne = (filters: unknown): boolean =>
  isRecord(filters) &&
  ['slug', 'documentId', 'id'].some((name) => {
    const condition = filters[name];
    return isValue(condition) || (isRecord(condition) && isValue(condition.$eq ?? condition.eq));
  });
