import { z } from '../../strapi-internals/host-utils';
import { numberIn, rowIn, textIn } from '../values';
import { described, field, flag, named, object, optionalText, text, textOrEmpty, whole } from './fields';

const imageFormat = named(
  'GuideImageFormat',
  z.object({ name: text, url: text, width: whole, height: whole, mime: text })
);

/** The smaller versions of an image that Strapi has stored, the narrowest first. */
export const imageFormats = (value: unknown): z.infer<typeof imageFormat>[] =>
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

/** A value of the file of an image. */
const ofFile = <Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  read: (value: unknown) => unknown
): Schema => field(schema, (file) => read(rowIn(file)?.[name]), { from: 'file' });

/** The component `image` with its file. Without a file there is no image. */
export const image = named(
  'GuideImage',
  object(
    {
      url: described(
        ofFile(z.string(), 'url', textIn),
        'As the upload provider gives it: absolute, or relative to the Strapi server.'
      ),
      alt: textOrEmpty,
      caption: optionalText,
      credit: optionalText,
      aiGenerated: flag,
      width: ofFile(z.int().nullable(), 'width', numberIn),
      height: ofFile(z.int().nullable(), 'height', numberIn),
      mime: ofFile(z.string(), 'mime', (mime) => textIn(mime) ?? ''),
      formats: described(
        ofFile(z.array(imageFormat), 'formats', imageFormats),
        'Smaller versions that Strapi has stored, the narrowest first.'
      ),
    },
    'image',
    'image'
  )
);

export type GuideImage = z.infer<typeof image>;
