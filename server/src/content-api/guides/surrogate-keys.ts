import type { CareerFieldConfig } from '../../config';
import { FILTERS, type Facet } from '../../guide/filters';
import type { FacetValue } from '../../guide/search';
import type { Guide, GuideCard } from '../../guide/types';
import { documentsIn } from '../../guide/withhold';
import type { HttpContext } from './context';

/** Every response has this key, so that a CDN can purge all of them at once. */
export const ALL_KEY = 'career-field';

/** Lists, the change feed and the sitemap, which any change of a guide may change. */
export const LIST_KEYS = `${ALL_KEY} career-field-lists`;

/** Replaces the keys of documents where they do not fit into a header. */
export const MANY_KEY = 'career-field-many';

/** What proxies accept as one header, with a margin. */
const MAX_LENGTH = 7000;

const join = (group: string, names: Iterable<string>): string => {
  const keys = [group, ...new Set(names)].join(' ');
  return keys.length > MAX_LENGTH ? `${group} ${MANY_KEY}` : keys;
};

const filesIn = (dependencies: string[]): string[] => dependencies.filter((name) => name.startsWith('file:'));

/**
 * Returns the keys of a guide: its article and every document that it shows, with spaces between them.
 *
 * @param dependencies of the guide, for the files of its images
 */
export const surrogateKeyOf = (article: string, guide: Guide | undefined, dependencies: string[]): string => {
  const shown = guide ? Object.entries(documentsIn(guide)) : [];
  return join(ALL_KEY, [
    `article:${article}`,
    ...shown.flatMap(([type, documents]) => [...documents].map((document) => `${type}:${document}`)),
    ...filesIn(dependencies),
  ]);
};

/** Returns the keys of a list: what its cards and facets show. */
export const surrogateKeyOfList = (
  cards: GuideCard[],
  facets: Record<Facet, FacetValue[]>,
  dependencies: string[]
): string =>
  join(LIST_KEYS, [
    ...cards.flatMap(({ documentId, category }) => [
      `article:${documentId}`,
      ...(category ? [`category:${category.documentId}`] : []),
    ]),
    ...filesIn(dependencies),
    ...FILTERS.flatMap(({ facet, type }) => facets[facet].map(({ documentId }) => `${type}:${documentId}`)),
  ]);

/** Sets the header with the keys, in the name and with the separator that the site's CDN expects. */
export const setSurrogateKey = (
  context: Pick<HttpContext, 'set'>,
  keys: string,
  { surrogateKeyHeader }: Pick<CareerFieldConfig['http'], 'surrogateKeyHeader'>
): void => {
  const separator = /cache-tag/i.test(surrogateKeyHeader) ? ',' : ' ';
  context.set(surrogateKeyHeader, keys.split(' ').join(separator));
};
