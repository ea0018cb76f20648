import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID } from '../../plugin';
import { errors } from '../../strapi-internals/host-utils';

export type Limits = CareerFieldConfig['limits'];

export type LimitName = keyof Limits;

const MESSAGES: Record<LimitName, (limit: number) => string> = {
  depth: (limit) => `This query is more than ${limit} levels deep.`,
  conditions: (limit) => `This query has more than ${limit} conditions in its filters and sorting.`,
  joins: (limit) =>
    `One set of filters in this query joins more than ${limit} relations and components, where a list counts as five.`,
  populated: (limit) => `This query populates more than ${limit} relations, components and zones.`,
  fields: (limit) => `This query has more than ${limit} fields.`,
  entries: (limit) => `The response to this query may have more than ${limit} documents and components.`,
  lookups: (limit) =>
    `This query may need more than ${limit} lookups, with its aliases and lists multiplied.`,
  pageSize: (limit) => `This query requests more than ${limit} documents at a time.`,
  text: (limit) => `A text in this query is longer than ${limit} characters.`,
};

const limitError = (name: LimitName, limit: number): Error =>
  new errors.ValidationError(
    `${MESSAGES[name](limit)} Request less at a time, or raise the option "limits.${name}" of the plugin ${PLUGIN_ID}.`,
    { option: `limits.${name}`, limit }
  );

/** The largest offset that every database accepts, whatever the page size. */
const LARGEST_OFFSET = 2 ** 31 - 1;

type Total = 'conditions' | 'populated' | 'fields' | 'entries' | 'lookups';

/**
 * The remaining budget of one query. Every method throws a ValidationError (REST: 400, GraphQL: BAD_USER_INPUT) as soon as
 * a limit is exceeded, so that measuring costs no more than for an allowed query.
 */
export class Budget {
  readonly #spent: Record<Total, number> = { conditions: 0, populated: 0, fields: 0, entries: 0, lookups: 0 };

  constructor(readonly limits: Limits) {}

  /** Compares one number with its limit. */
  check(name: LimitName, value: number): void {
    if (value > this.limits[name]) throw limitError(name, this.limits[name]);
  }

  /** Adds to the total of the whole query. */
  spend(name: Total, amount = 1): void {
    this.#spent[name] += amount;
    this.check(name, this.#spent[name]);
  }

  /** Checks a value that the database compares with. */
  checkValue(value: unknown): void {
    if (typeof value !== 'string') return;
    this.check('text', value.length);
    if (value.includes('\0')) {
      throw new errors.ValidationError('A text in this query has a null character, which no content has.');
    }
  }

  /** Checks a `pagination`. All documents (-1), and an offset that no database accepts, exceed every limit. */
  checkPagination(pagination: unknown): void {
    if (typeof pagination !== 'object' || pagination === null) return;
    const { page, pageSize, start, limit } = pagination as Record<string, unknown>;
    for (const size of [pageSize, limit].map(Number)) {
      this.check('pageSize', size === -1 ? Infinity : size);
    }
    for (const offset of [page, start].map(Number)) {
      if (offset > LARGEST_OFFSET) {
        throw new errors.ValidationError(`A query cannot start after ${LARGEST_OFFSET} documents.`);
      }
    }
  }
}
