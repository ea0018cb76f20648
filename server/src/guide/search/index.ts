export { createSearch, type GuideList, type GuideQuery, type Search } from './search';
export { MAX_FACET_VALUES, type FacetValue } from './facets';
export { SORTS, type Sort } from './order';
export { FIELD_WEIGHTS } from './text-index';
export { MAX_QUERY_LENGTH } from './words';
