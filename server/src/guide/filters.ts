import type { PublicType } from '../../../content-types';
import type { GuideTerm } from './shape/documents';

interface FilterDefinition {
  /** The parameter of the list in REST, GraphQL and the client. */
  parameter: string;
  /** The values of the filter in the response of a list, with their counts. */
  facet: string;
  /** The type of the documents that guides are filtered by. */
  type: PublicType;
  /** The attribute of that type that holds the name. */
  name: string;
  /** What is filtered, for the documentation of the API. */
  description: string;
}

/**
 * What lists of guides are filtered and counted by: documents that a guide shows, and for the category also its ancestors.
 * A new filter is one entry: parameters, facets, OpenAPI, GraphQL, the client, surrogate keys, and the names that lists
 * look up are derived from it.
 */
export const FILTERS = [
  {
    parameter: 'category',
    facet: 'categories',
    type: 'category',
    name: 'name',
    description: 'categories, each with those below it',
  },
  { parameter: 'skill', facet: 'skills', type: 'skill', name: 'name', description: 'skills' },
  {
    parameter: 'studyPath',
    facet: 'studyPaths',
    type: 'study-path',
    name: 'title',
    description: 'study paths',
  },
] as const satisfies FilterDefinition[];

type Filter = (typeof FILTERS)[number];

export type FilterParameter = Filter['parameter'];

export type Facet = Filter['facet'];

/** A type whose names lists look up. */
export type NamedType = Filter['type'];

export const FACETS: readonly Facet[] = FILTERS.map(({ facet }) => facet);

export const NAMED_TYPES: readonly NamedType[] = FILTERS.map(({ type }) => type);

/** What a guide is filtered by: for each facet the documents that it shows. */
export type FilterTerms = Record<Facet, GuideTerm[]>;

/** The values of filters, as a request has them. */
export type FilterValues<Value = string> = { [Parameter in FilterParameter]?: Value };

/** Returns an object with a value for each facet. */
export const byFacet = <Value>(valueOf: (filter: Filter) => Value): Record<Facet, Value> =>
  Object.fromEntries(FILTERS.map((filter) => [filter.facet, valueOf(filter)])) as Record<Facet, Value>;

/** Returns an object with a value for each type. */
export const byNamedType = <Value>(valueOf: (filter: Filter) => Value): Record<NamedType, Value> =>
  Object.fromEntries(FILTERS.map((filter) => [filter.type, valueOf(filter)])) as Record<NamedType, Value>;

/** Returns an object with a value for each parameter. */
export const byParameter = <Value>(valueOf: (filter: Filter) => Value): Record<FilterParameter, Value> =>
  Object.fromEntries(FILTERS.map((filter) => [filter.parameter, valueOf(filter)])) as Record<
    FilterParameter,
    Value
  >;
