import { isSafeUrl } from '../../model/formats';
import { cleanText } from './strings';

/** These signs stand in no valid URL, and begin or end something in one reader of HTML or Markdown or another. */
const encoded = (url: string): string => url.replace(/["<>`]/g, encodeURIComponent);

/** An address that may be linked to, or nothing. Stored ones have been checked; a database can be written past that. */
export const linkAddress = (value: unknown): string | undefined => {
  const url = cleanText(value);
  return isSafeUrl(url) ? encoded(url) : undefined;
};

/** As that of a link, but something that can be shown is behind it. */
export const imageAddress = (value: unknown): string | undefined => {
  const url = linkAddress(value);
  return url !== undefined && /^(?:\/|https?:)/i.test(url) ? url : undefined;
};
