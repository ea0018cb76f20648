import type { GuideImage } from '../types';
import { numberIn, rowIn, textIn } from '../values';

/** The smaller versions of a picture that Strapi has made, the narrowest first. */
export const imageFormats = (value: unknown): GuideImage['formats'] =>
  Object.entries(rowIn(value) ?? {})
    .flatMap(([name, format]) => {
      const row = rowIn(format);
      const url = textIn(row?.url);
      const width = numberIn(row?.width);
      const height = numberIn(row?.height);
      const mime = textIn(row?.mime);
      return url && width && height && mime ? [{ name, url, width, height, mime }] : [];
    })
    .sort((one, other) => one.width - other.width);
