import type { GuideImage } from '../types';
import { imageFormats } from './image-formats';
import { numberIn, rowIn, textIn } from '../values';

/** A component `image` with its file, or null if there is no file to show. */
export const imageIn = (value: unknown): GuideImage | null => {
  const image = rowIn(value);
  const file = rowIn(image?.file);
  const url = textIn(file?.url);
  if (!image || !file || !url) return null;
  return {
    url,
    alt: textIn(image.alt) ?? '',
    caption: textIn(image.caption),
    credit: textIn(image.credit),
    aiGenerated: image.aiGenerated === true,
    width: numberIn(file.width),
    height: numberIn(file.height),
    mime: textIn(file.mime) ?? '',
    formats: imageFormats(file.formats),
  };
};
