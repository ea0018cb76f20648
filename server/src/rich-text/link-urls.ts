import { toUrl } from '../model/formats';

/**
 * Whether Strapi accepts this URL in a link: the same test as in its `blocks-validator`. Which URLs are safe for
 * readers is narrower, see `isSafeUrl`.
 */
export const isLinkUrl = (url: string): boolean => {
  const full = url.startsWith('/') ? `https://strapi.io${url}` : url;
  return ['http:', 'https:', 'ftp:', 'mailto:', 'tel:'].includes(toUrl(full)?.protocol ?? '');
};
