import { errors } from '../../strapi-internals/host-utils';
import {
  attributeOf,
  isList,
  isOwn,
  isPopulated,
  isRecord,
  populatedNames,
  type Attribute,
  type Model,
  type Models,
  type Query,
} from '../query-models';
import type { Budget } from './budget';
import { measureConditions } from './conditions';
import { enter, identifiesOne, pageSizeOf, TYPICAL_LIST, type PageSizes, type Position } from './cost';

interface QueryPosition extends Position {
  model: Model | undefined;
}

interface Step {
  at: QueryPosition;
  steps: Steps;
}

/** The steps of paths by name: `a.b` and `a.c` populate `a` once. */
type Steps = Map<string, Step>;

/** Measures a query that Strapi reads with one statement for each populated attribute. */
class QueryMeter {
  constructor(
    readonly budget: Budget,
    readonly models: Models
  ) {}

  measureNode(node: Query, at: QueryPosition): void {
    measureConditions(node, at.model, at.isLimited, this.budget, this.models);
    if (at.isLimited) {
      this.#measureFields(node.fields);
      this.budget.checkPagination({ page: node.page, start: node.start });
    }
    if (node.populate !== undefined) this.#measurePopulate(node.populate, at);
  }

  #measureFields(fields: unknown): void {
    for (const names of Array.isArray(fields) ? fields : [fields]) {
      if (names === undefined) continue;
      this.budget.checkValue(names);
      this.budget.spend('fields', typeof names === 'string' ? names.split(',').length : 1);
    }
  }

  #measurePopulate(populate: unknown, at: QueryPosition): void {
    if (!isRecord(populate)) return this.#measurePaths(populate, at);
    for (const [name, node] of Object.entries(populate)) {
      if (node === false || node === 'false') continue;
      const attribute = attributeOf(at.model, name);
      const below = this.#follow(at, name);
      if (!isRecord(node)) continue;
      if (attribute && isPopulated(attribute) && !below.model) this.#measureFragments(attribute, node, below);
      else this.measureNode(node, below);
    }
  }

  #measurePaths(populate: unknown, at: QueryPosition): void {
    const steps: Steps = new Map();
    for (const paths of Array.isArray(populate) ? populate : [populate]) {
      if (at.isLimited) this.budget.checkValue(paths);
      if (typeof paths === 'string') {
        for (const path of paths.split(',')) this.#measurePath(path.trim(), at, steps);
      } else if (at.isLimited) this.budget.spend('populated');
    }
  }

  #measurePath(path: string, start: QueryPosition, steps: Steps): void {
    let at = start;
    let below = steps;
    for (const name of path.split('.')) {
      if (name === '*') return this.#populateEverything(at);
      const step: Step = below.get(name) ?? { at: this.#follow(at, name), steps: new Map() };
      below.set(name, step);
      at = step.at;
      below = step.steps;
    }
  }

  /** Measures a dynamic zone, or a relation to any type. */
  #measureFragments(attribute: Attribute, node: Query, at: QueryPosition): void {
    if (node.populate === '*') {
      for (const uid of Array.isArray(attribute.components) ? attribute.components : []) {
        this.#populateEverything({ ...at, model: this.models.modelOf(uid) });
      }
    }
    if (!isRecord(node.on)) return;
    for (const [uid, fragment] of Object.entries(node.on)) {
      const below = this.#enterFragment(at, this.models.modelOf(uid));
      if (isRecord(fragment)) this.measureNode(fragment, below);
    }
  }

  #populateEverything(at: QueryPosition): void {
    for (const name of at.model ? populatedNames(at.model) : []) this.#follow(at, name);
  }

  #follow(at: QueryPosition, name: string): QueryPosition {
    const attribute = attributeOf(at.model, name);
    const rows = at.rows * (isList(attribute) ? TYPICAL_LIST : 1);
    return this.#enter(at, this.models.targetOf(attribute), rows);
  }

  #enter(at: QueryPosition, model: Model | undefined, rows: number): QueryPosition {
    const position = enter(at, isOwn(model?.uid), rows, this.budget);
    if (position.isLimited) this.budget.spend('entries', rows);
    return { ...position, model };
  }

  /** Enters a component of a zone, or a type of a relation to any type: on the same level, with the same rows. */
  #enterFragment(at: QueryPosition, model: Model | undefined): QueryPosition {
    if (!at.isLimited && isOwn(model?.uid)) return this.#enter(at, model, at.rows);
    if (at.isLimited) this.budget.spend('populated');
    return { ...at, model };
  }
}

const checkParameters = (query: Query, budget: Budget): void => {
  budget.checkPagination(query.pagination);
  for (const value of [query._q, query.locale, query.status].flat()) {
    // Strapi fails with 500 at an object there: `_q[a]=b`.
    if (isRecord(value)) throw new errors.ValidationError('"_q", "locale" and "status" take a text.');
    budget.checkValue(value);
  }
};

/**
 * Measures a query in Strapi's own form, as in REST.
 *
 * A query that reaches none of the plugin's types passes, whatever its size. One that starts from a type of the site
 * counts from where it reaches a type of the plugin.
 *
 * @param pageSizes the site's page sizes; `{ byDefault: 1, most: 1 }` for one document
 * @throws ValidationError when a limit is exceeded
 */
export const measureRest = (
  query: Query,
  model: Model,
  pageSizes: PageSizes,
  budget: Budget,
  models: Models
): void => {
  const isLimited = isOwn(model.uid);
  if (isLimited) checkParameters(query, budget);
  const isOne = query.locale !== '*' && identifiesOne(query.filters);
  const rows = isOne ? 1 : pageSizeOf(query.pagination, pageSizes);
  new QueryMeter(budget, models).measureNode(query, { model, isLimited, level: 0, rows });
};
