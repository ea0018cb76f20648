import { isSafeUrl } from '../../model/formats';
import { cleanText } from './clean-text';

/**
 * Returns the absolute URL of a file, or null for one that Strapi serves itself while the site's configuration does not
 * name Strapi's own URL: relative to the portal's page, it would be a URL of the portal.
 */
export type AssetUrl = (url: string) => string | null;

/** These characters are in no valid URL, and delimit something in HTML or in some dialect of Markdown. */
const encoded = (url: string): string => url.replace(/["<>`]/g, encodeURIComponent);

/** Returns a URL that is safe to link to. Stored ones are validated, but SQL can write to a database too. */
export const safeLinkUrl = (value: unknown): string | undefined => {
  const url = cleanText(value);
  return isSafeUrl(url) ? encoded(url) : undefined;
};

/** Returns a URL that is safe and can be displayed as an image. */
export const safeImageUrl = (value: unknown): string | undefined => {
  const url = safeLinkUrl(value);
  return url !== undefined && /^(?:\/|https?:)/i.test(url) ? url : undefined;
};
