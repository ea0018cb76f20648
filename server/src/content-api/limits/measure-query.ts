import { errors } from '../../strapi-internals/host-utils';
import type { Budget } from './budget';
import { identifiesOne, measureConditions } from './measure-conditions';
import {
  attributeOf,
  isList,
  isOurs,
  isPopulated,
  isRecord,
  populatedNames,
  TYPICAL_LIST,
  type Attribute,
  type Model,
  type Models,
} from './models';

type Query = Record<string, unknown>;

interface At {
  model: Model | undefined;
  /** Whether the way here has led through a type of the plugin, so that its limits count. */
  inside: boolean;
  /** Levels of `populate` since then. */
  level: number;
  /** How many entries there may be at this place, all together. */
  entries: number;
}

interface Step {
  at: At;
  attribute: Attribute | undefined;
  steps: Map<string, Step>;
}

/** `a.b` and `a.c` populate `a` once. */
type Steps = Map<string, Step>;

/**
 * Measures a query in Strapi's own form, as REST has it.
 *
 * A query that has to do with none of the plugin's types passes, whatever its size. One that starts from a type of
 * the site counts from where it enters a type of the plugin.
 *
 * @param pages what a site's lists have; `{ byDefault: 1, most: 1 }` where one document is asked for
 * @throws ValidationError when a limit is passed
 */
export const measureQuery = (
  query: Query,
  model: Model,
  pages: Pages,
  budget: Budget,
  models: Models
): void => {
  const { modelOf, targetOf } = models;

  const enter = (at: At, model: Model | undefined, entries: number): At => {
    const inside = at.inside || isOurs(model?.uid);
    const level = inside ? at.level + 1 : 0;
    if (inside) {
      budget.within('depth', level);
      budget.spend('populated');
      budget.spend('entries', entries);
    }
    return { model, inside, level, entries };
  };

  /** A component of a zone, or a type of a relation to anything: the same level, and the entries counted already. */
  const enterFragment = (at: At, model: Model | undefined): At => {
    const inside = at.inside || isOurs(model?.uid);
    if (!inside) return { ...at, model };
    if (!at.inside) return enter(at, model, at.entries);
    budget.spend('populated');
    return { ...at, model };
  };

  const follow = (at: At, name: string): { at: At; attribute: Attribute | undefined } => {
    const attribute = attributeOf(at.model, name);
    const entries = at.entries * (isList(attribute) ? TYPICAL_LIST : 1);
    return { at: enter(at, targetOf(attribute), entries), attribute };
  };

  const populateEverything = (at: At): void => {
    for (const name of at.model ? populatedNames(at.model) : []) follow(at, name);
  };

  const populatePath = (path: string, start: At, steps: Steps): void => {
    if (start.inside) budget.value(path);
    let at = start;
    let below = steps;
    for (const name of path.split('.')) {
      if (name === '*') return populateEverything(at);
      let step = below.get(name);
      if (!step) {
        step = { ...follow(at, name), steps: new Map() };
        below.set(name, step);
      }
      at = step.at;
      below = step.steps;
    }
  };

  const measureNode = (node: Query, at: At): void => {
    measureConditions(node, at.model, at.inside, budget, models);
    if (at.inside) {
      measureFields(node.fields);
      measureOffset(node);
    }
    if (node.populate !== undefined) measurePopulate(node.populate, at);
  };

  const measureFields = (fields: unknown): void => {
    for (const names of Array.isArray(fields) ? fields : [fields]) {
      if (typeof names !== 'string') {
        if (names !== undefined) budget.spend('fields');
        continue;
      }
      budget.value(names);
      budget.spend('fields', names.split(',').length);
    }
  };

  const measureOffset = ({ page, start }: Query): void => budget.pagination({ page, start });

  const measureZone = (zone: Attribute, node: Query, at: At): void => {
    if (node.populate === '*') {
      for (const uid of Array.isArray(zone.components) ? zone.components : []) {
        populateEverything({ ...at, model: modelOf(uid) });
      }
    }
    if (!isRecord(node.on)) return;
    for (const [uid, fragment] of Object.entries(node.on)) {
      const place = enterFragment(at, modelOf(uid));
      if (isRecord(fragment)) measureNode(fragment, place);
    }
  };

  const measurePopulate = (populate: unknown, at: At): void => {
    if (isRecord(populate)) {
      for (const [name, node] of Object.entries(populate)) {
        if (node === false || node === 'false') continue;
        const { at: below, attribute } = follow(at, name);
        if (!isRecord(node)) continue;
        const isZone = isPopulated(attribute) && !below.model;
        if (attribute && isZone) measureZone(attribute, node, below);
        else measureNode(node, below);
      }
      return;
    }
    const steps: Steps = new Map();
    for (const paths of Array.isArray(populate) ? populate : [populate]) {
      if (typeof paths !== 'string') {
        if (at.inside) budget.spend('populated');
        continue;
      }
      if (at.inside) budget.value(paths);
      for (const path of paths.split(',')) populatePath(path.trim(), at, steps);
    }
  };

  const inside = isOurs(model.uid);
  if (inside) {
    budget.pagination(query.pagination);
    for (const value of [query._q, query.locale, query.status].flat()) {
      // Strapi fails at what is built from brackets there: `_q[a]=b`.
      if (isRecord(value)) throw new errors.ValidationError('"_q", "locale" and "status" take a text.');
      budget.value(value);
    }
  }
  const isOne = query.locale !== '*' && identifiesOne(query.filters);
  const entries = isOne ? 1 : pageSizeOf(query.pagination, pages);
  measureNode(query, { model, inside, level: 0, entries });
};

/** How many documents a list has when nobody says it, and at most whatever is said: options of the site. */
export interface Pages {
  byDefault: number;
  most: number;
}

/** How many documents a `pagination` asks for. */
export const pageSizeOf = (pagination: unknown, { byDefault, most }: Pages): number => {
  const { pageSize, limit } = isRecord(pagination) ? pagination : {};
  const size = Number(pageSize ?? limit);
  return Math.min(Number.isInteger(size) && size > 0 ? size : byDefault, most);
};
