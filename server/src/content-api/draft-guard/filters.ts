import { attributeOf, isRecord, type Model, type Models, type Query } from '../query-models';
import { and, isGuarded, PUBLISHED } from './guarded';

const LOGIC = new Set(['$and', '$or', '$not']);

/** Whether a filter on a relation compares attributes of its target. `{ $null: true }` only tests the relation. */
const comparesTarget = (value: Query | unknown[]): boolean =>
  Array.isArray(value) ||
  Object.entries(value).some(
    ([name, nested]) =>
      !name.startsWith('$') || LOGIC.has(name) || isRecord(nested) || [nested].flat().some(isRecord)
  );

/** Returns the filters with the condition that every guarded document that they compare is published. */
export const guardFilters = (filters: unknown, model: Model, models: Models): unknown => {
  if (Array.isArray(filters)) return filters.map((filter) => guardFilters(filter, model, models));
  if (!isRecord(filters)) return filters;
  return Object.fromEntries(
    Object.entries(filters).map(([key, value]) => {
      const attribute = attributeOf(model, key);
      if (!attribute) return [key, guardFilters(value, model, models)];
      const target = models.targetOf(attribute);
      if (!target || (!isRecord(value) && !Array.isArray(value))) return [key, value];
      const guarded = guardFilters(value, target, models);
      return [key, isGuarded(target.uid) && comparesTarget(value) ? and(guarded, PUBLISHED) : guarded];
    })
  );
};
