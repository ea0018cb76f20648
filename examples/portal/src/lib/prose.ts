import { api } from './api';

/** The relative URL of an `<img>`, with the preceding part of the element. */
const RELATIVE_IMAGE = /(<img\b(?:[^>"]|"[^"]*")*?\ssrc=")(\/(?!\/)[^"]*)/g;

/** Returns HTML of the API, which is already safe, with absolute URLs of images. */
export const prose = (html: string): string =>
  html.replace(RELATIVE_IMAGE, (_, start: string, url: string) => start + api.assetUrl(url));
