import { guideQuery, guidesQuery } from './parameters';

/** A guide, its Markdown document, or the list. */
const PATH = /^\/guides(?:\/(?!changes$)[a-z0-9]+(?:-[a-z0-9]+)*(?:\/markdown)?)?$/;

const VALUE = '[A-Za-z0-9_.:-]{0,100}';

/**
 * Creates a function that names requests for guides: the same name for the same parameters in any order.
 *
 * Only requests in canonical form have a name, without percent-encoding and without a search, so that readers cannot
 * fill a cache with variants of one URL. A named request may still be invalid, such as one with a parameter twice.
 *
 * @param base the path of the plugin's routes
 */
export const createRequestNames = (base: string) => {
  const names = Object.keys({ ...guideQuery, ...guidesQuery({ pageSize: 1 }) }).filter(
    (name) => name !== 'q'
  );
  const parameter = `(?:${names.join('|')})=${VALUE}`;
  const query = new RegExp(`^(?:${parameter}(?:&${parameter}){0,${names.length - 1}})?$`);

  return ({ path, querystring }: { path: string; querystring: string }): string | undefined => {
    if (!path.startsWith(base)) return undefined;
    const route = path.slice(base.length);
    if (!PATH.test(route) || !query.test(querystring)) return undefined;
    return querystring.includes('&')
      ? `${route}?${querystring.split('&').sort().join('&')}`
      : `${route}?${querystring}`;
  };
};

export type RequestNames = ReturnType<typeof createRequestNames>;
