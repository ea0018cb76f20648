import type { z } from '../../strapi-internals/host-utils';
import { described, flag, named, object, optionalDay, optionalText, text } from './fields';

export const link = named(
  'GuideLink',
  object({ label: text, url: text, publisher: optionalText, sponsored: flag }, 'link')
);

export type GuideLink = z.infer<typeof link>;

export const source = named(
  'GuideSource',
  object(
    {
      label: text,
      url: optionalText,
      publisher: optionalText,
      asOf: described(optionalDay, 'The day that the statement of the source is of, `YYYY-MM-DD`.'),
      attribution: optionalText,
    },
    'source'
  )
);

export type GuideSource = z.infer<typeof source>;
