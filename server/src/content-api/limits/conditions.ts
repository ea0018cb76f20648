import { errors } from '../../strapi-internals/host-utils';
import {
  attributeOf,
  isList,
  isOwn,
  isRecord,
  type Attribute,
  type Model,
  type Models,
} from '../query-models';
import type { Budget } from './budget';
import { TYPICAL_LIST } from './cost';

interface Position {
  model: Model | undefined;
  isLimited: boolean;
  depth: number;
}

/** The logical operators of REST, and of GraphQL, where no attribute of the plugin has these names. */
const LOGIC = new Set(['$and', '$or', '$not', 'and', 'or', 'not']);

const BETWEEN = new Set(['$between', 'between']);

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;

/** The depth of conditions in a site's own types, to bound the work. */
const MAX_DEPTH = 200;

/** Measures the filters and the sorting of one list, which are one statement. */
class ConditionsMeter {
  #joins = 0;

  constructor(
    readonly budget: Budget,
    readonly models: Models
  ) {}

  measureFilters(value: unknown, at: Position): void {
    if (Array.isArray(value)) {
      for (const item of value)
        this.measureFilters(item, Array.isArray(item) ? this.#descend(at, at.model) : at);
      return;
    }
    // An empty condition counts too: it is parsed as well.
    if (!isRecord(value) || Object.keys(value).length === 0) return this.#spend(value, at);
    for (const [key, nested] of Object.entries(value)) {
      const attribute = attributeOf(at.model, key);
      const target = this.models.targetOf(attribute);
      if (target) this.measureFilters(nested, this.#join(at, target, attribute));
      else if (attribute) this.measureFilters(nested, { ...at, model: undefined });
      else if (at.isLimited && BETWEEN.has(key) && !isPair(nested)) {
        throw new errors.ValidationError(`"${key}" in the filters of this query takes two values.`);
      } else if (LOGIC.has(key)) this.#measureLogic(key, nested, at);
      else this.measureFilters(nested, isRecord(nested) ? this.#descend(at, undefined) : at);
    }
  }

  measureSort(value: unknown, at: Position): void {
    if (typeof value === 'string') {
      if (at.isLimited) this.budget.checkValue(value);
      for (const key of value.split(',')) this.#measurePath(key.split(':')[0]?.trim() ?? '', at);
    } else if (Array.isArray(value)) {
      for (const item of value) this.measureSort(item, at);
    } else if (isRecord(value)) {
      for (const [key, nested] of Object.entries(value)) {
        const attribute = attributeOf(at.model, key);
        const target = this.models.targetOf(attribute);
        if (target) this.measureSort(nested, this.#join(at, target, attribute));
        else if (isRecord(nested)) this.measureSort(nested, this.#descend(at, undefined));
        else this.#spend(nested, at);
      }
    }
  }

  #measureLogic(key: string, value: unknown, at: Position): void {
    // Strapi fails with 500 at a value there.
    if (at.isLimited && (typeof value !== 'object' || value === null)) {
      throw new errors.ValidationError(`"${key}" in the filters of this query takes conditions.`);
    }
    this.measureFilters(value, this.#descend(at, at.model));
  }

  #measurePath(path: string, start: Position): void {
    let at = start;
    for (const step of path.split('.')) {
      const attribute = attributeOf(at.model, step);
      const target = this.models.targetOf(attribute);
      at = target ? this.#join(at, target, attribute) : { ...at, model: undefined };
    }
    this.#spend(path, at);
  }

  #spend(value: unknown, at: Position): void {
    if (!at.isLimited) return;
    this.budget.spend('conditions');
    this.budget.checkValue(value);
  }

  #descend(at: Position, model: Model | undefined, isLimited = at.isLimited): Position {
    // The levels above a type of the plugin do not count.
    const depth = isLimited === at.isLimited ? at.depth + 1 : 1;
    if (isLimited || depth > MAX_DEPTH) this.budget.check('depth', depth);
    return { model, isLimited, depth };
  }

  #join(at: Position, target: Model, attribute: Attribute | undefined): Position {
    const next = this.#descend(at, target, at.isLimited || isOwn(target.uid));
    if (next.isLimited) {
      // Strapi joins all tables in one statement, so a database multiplies lists by lists.
      this.#joins += isList(attribute) ? TYPICAL_LIST : 1;
      this.budget.check('joins', this.#joins);
    }
    return next;
  }
}

/**
 * Measures the filters and the sorting of one list, in the form of REST or of GraphQL. Filters of a site's own types count
 * from where they reach a type of the plugin.
 *
 * @param isLimited whether the limits apply to the list already
 * @throws ValidationError when a limit is exceeded
 */
export const measureConditions = (
  { filters, sort }: { filters?: unknown; sort?: unknown },
  model: Model | undefined,
  isLimited: boolean,
  budget: Budget,
  models: Models
): void => {
  const meter = new ConditionsMeter(budget, models);
  const start: Position = { model, isLimited, depth: 0 };
  if (filters !== undefined && filters !== null) meter.measureFilters(filters, start);
  if (sort !== undefined && sort !== null) meter.measureSort(sort, start);
};
