/** The cost model that REST and GraphQL share: how a query moves from one model to the next, and how many rows it reads. */
import { isRecord } from '../query-models';
import type { Budget } from './budget';

/** The assumed length of a list that a query does not limit. */
export const TYPICAL_LIST = 5;

/** The state at one node of a query. */
export interface Position {
  /** Whether the path has reached a type of the plugin. From there on the limits apply. */
  isLimited: boolean;
  /** The number of levels since then. */
  level: number;
  /** The number of rows at this node, all together. */
  rows: number;
}

/**
 * Moves to a relation, component or zone, and spends it.
 *
 * @param isOwn whether its target is a type of the plugin
 * @param rows the number of its rows, all together
 */
export const enter = (from: Position, isOwn: boolean, rows: number, budget: Budget): Position => {
  const isLimited = from.isLimited || isOwn;
  const level = isLimited ? from.level + 1 : 0;
  if (isLimited) {
    budget.check('depth', level);
    budget.spend('populated');
  }
  return { isLimited, level, rows };
};

/** The page sizes of a site's lists: by default, and at most whatever the query requests. */
export interface PageSizes {
  byDefault: number;
  most: number;
}

/** Reads the options of a site, which tests and sites may change at run time. */
export const pageSizesOf = (byDefault: unknown, most: unknown): PageSizes => ({
  byDefault: Number(byDefault),
  most: Number(most) > 0 ? Number(most) : Infinity,
});

/** Returns the number of documents on a page. */
export const pageSizeOf = (pagination: unknown, { byDefault, most }: PageSizes): number => {
  const { pageSize, limit } = isRecord(pagination) ? pagination : {};
  const size = Number(pageSize ?? limit);
  return Math.min(Number.isInteger(size) && size > 0 ? size : byDefault, most);
};

const isIdentifier = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** Whether filters match at most one document: slugs are unique in a locale, ids always. */
export const identifiesOne = (filters: unknown): boolean =>
  isRecord(filters) &&
  ['slug', 'documentId', 'id'].some((name) => {
    const condition = filters[name];
    return isIdentifier(condition) || (isRecord(condition) && isIdentifier(condition.$eq ?? condition.eq));
  });
