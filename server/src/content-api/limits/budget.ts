import { errors } from '../../strapi-internals/host-utils';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID } from '../../plugin';

export type Limits = CareerFieldConfig['limits'];

export type LimitName = keyof Limits;

/** What is over the limit, for the front end's developer who reads the answer. */
const TOO_MUCH: Record<LimitName, (limit: number) => string> = {
  depth: (limit) => `This query is more than ${limit} levels deep.`,
  conditions: (limit) => `This query has more than ${limit} conditions in its filters and sorting.`,
  joins: (limit) =>
    `One set of filters in this query leads through more than ${limit} relations and components, where a list counts as five.`,
  populated: (limit) => `This query populates more than ${limit} relations, components and zones.`,
  fields: (limit) => `This query names more than ${limit} fields.`,
  entries: (limit) => `The answer to this query may hold more than ${limit} documents and components.`,
  lookups: (limit) => `This query may need more than ${limit} lookups, its aliases and lists multiplied.`,
  pageSize: (limit) => `This query asks for more than ${limit} documents at a time.`,
  text: (limit) => `A text in this query is longer than ${limit} characters.`,
};

const overLimit = (name: LimitName, limit: number): Error =>
  new errors.ValidationError(
    `${TOO_MUCH[name](limit)} Ask for less at a time, or raise the option "limits.${name}" of the plugin ${PLUGIN_ID}.`,
    { option: `limits.${name}`, limit }
  );

/** The largest number that every database takes for an offset, whatever the page size. */
const LARGEST_OFFSET = 2 ** 31 - 1;

type Summed = Exclude<LimitName, 'depth' | 'joins' | 'pageSize' | 'text'>;

/**
 * What one query may still spend. Every method throws a ValidationError, which REST answers with 400 and GraphQL with
 * the code BAD_USER_INPUT, as soon as a limit is passed, so that measuring costs no more than a query that is allowed.
 */
export const createBudget = (limits: Limits) => {
  const spent: Record<Summed, number> = { conditions: 0, populated: 0, fields: 0, entries: 0, lookups: 0 };

  const within = (name: LimitName, value: number): void => {
    if (value > limits[name]) throw overLimit(name, limits[name]);
  };

  return {
    /** Holds one number against its limit. */
    within,
    /** Adds to what the whole query spends. */
    spend: (name: Summed, amount = 1): void => {
      spent[name] += amount;
      within(name, spent[name]);
    },
    /** Holds a value that a database is to compare with something. */
    value: (value: unknown): void => {
      if (typeof value !== 'string') return;
      within('text', value.length);
      if (value.includes('\0')) {
        throw new errors.ValidationError('A text in this query has a null character, which no content has.');
      }
    },
    /**
     * Holds the numbers of a `pagination`.
     *
     * @throws ValidationError also when everything is asked for (-1), or what no database can skip
     */
    pagination: (pagination: unknown): void => {
      if (typeof pagination !== 'object' || pagination === null) return;
      const { page, pageSize, start, limit } = pagination as Record<string, unknown>;
      for (const size of [pageSize, limit].map(Number)) {
        within('pageSize', size === -1 ? Infinity : size);
      }
      for (const offset of [page, start].map(Number)) {
        if (offset > LARGEST_OFFSET) {
          throw new errors.ValidationError(`A query cannot start after ${LARGEST_OFFSET} documents.`);
        }
      }
    },
  };
};

export type Budget = ReturnType<typeof createBudget>;
