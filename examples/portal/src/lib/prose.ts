import { api } from './api';

/** The address of an `<img>` that is relative to its server, with what stands before it in the element. */
const RELATIVE_IMAGE = /(<img\b(?:[^>"]|"[^"]*")*?\ssrc=")(\/(?!\/)[^"]*)/g;

/** HTML of the API, which is safe as it comes, with pictures that are found from another site, too. */
export const prose = (html: string): string =>
  html.replace(RELATIVE_IMAGE, (_, start: string, url: string) => start + api.assetUrl(url));
