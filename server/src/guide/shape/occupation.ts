import { components } from '../../../../content-types';
import type { z } from '../../strapi-internals/host-utils';
import { rowIn } from '../values';
import {
  choice,
  described,
  field,
  listOf,
  named,
  object,
  optionalText,
  readObject,
  requiredChoice,
  textList,
} from './fields';

const { scheme, match } = components['taxonomy-code'].attributes;

const codeFields = object(
  {
    scheme: requiredChoice('GuideCodeScheme', scheme),
    code: optionalText,
    uri: optionalText,
    version: optionalText,
    label: optionalText,
    match: described(choice('GuideCodeMatch', match), 'How well it fits, in the terms of SKOS.'),
  },
  'taxonomy-code'
);

/** An entry of an official classification. It has a code or a URI, or says nothing. */
export const code = named(
  'GuideCode',
  field(
    codeFields,
    (value, context) => {
      const row = rowIn(value);
      const read = row && readObject(codeFields, row, context);
      return read && (read.code || read.uri) ? read : null;
    },
    { model: 'taxonomy-code' }
  )
);

export type TaxonomyCode = z.infer<typeof code>;

export const occupation = named(
  'GuideOccupation',
  object(
    {
      name: optionalText,
      feminine: optionalText,
      masculine: optionalText,
      plural: optionalText,
      altNames: textList,
      codes: listOf(code),
    },
    'occupation'
  )
);

export type GuideOccupation = z.infer<typeof occupation>;
