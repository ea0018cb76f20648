import type { ComponentSchema } from '../types';

export const taxonomyCode = {
  collectionName: 'components_career_field_taxonomy_codes',
  info: {
    displayName: 'Code',
    icon: 'priceTag',
    description: 'The entry of an official classification (ESCO, ISCO-08, KldB 2010, O*NET-SOC) that fits.',
  },
  attributes: {
    scheme: {
      type: 'enumeration',
      enum: ['esco', 'isco-08', 'kldb-2010', 'onet-soc', 'custom'],
      required: true,
    },
    // A string: leading zeros carry meaning in ISCO-08 and KldB 2010.
    code: { type: 'string', maxLength: 80 },
    uri: { type: 'string', maxLength: 255 },
    version: { type: 'string', maxLength: 40 },
    label: { type: 'string', maxLength: 255 },
    // The mapping relations of SKOS, which ESCO uses too.
    match: { type: 'enumeration', enum: ['exact', 'close', 'broad', 'narrow', 'related'], default: 'close' },
  },
} as const satisfies ComponentSchema;
