import { toUrl } from '../model/formats';
import { isRecord } from '../utils/is-record';

/**
 * Whether Strapi accepts this URL in a link: the same test as in its `blocks-validator`. Which URLs are safe for
 * readers is narrower, see `isSafeUrl`.
 */
export const isLinkUrl = (url: string): boolean => {
  const full = url.startsWith('/') ? `https://strapi.io${url}` : url;
  return ['http:', 'https:', 'ftp:', 'mailto:', 'tel:'].includes(toUrl(full)?.protocol ?? '');
};

/** Returns the URLs of the links in rich text, whatever its blocks are. */
export const linkUrlsIn = (nodes: unknown): string[] =>
  Array.isArray(nodes)
    ? nodes
        .filter(isRecord)
        .flatMap(({ type, url, children }) => [
          ...(type === 'link' && typeof url === 'string' ? [url] : []),
          ...linkUrlsIn(children),
        ])
    : [];
