import { z } from '../../strapi-internals/host-utils';
import { guideQuery, type QuerySchemas } from '../guides/parameters';

export const draftBySlugQuery = guideQuery;

export const draftQuery = {
  ...guideQuery,
  token: z
    .string()
    .max(1000, { error: 'must be the token of a preview' })
    .meta({
      description:
        'From the signed address of a preview: it shows this one draft in one language, without any other permission.',
    })
    .optional(),
} satisfies QuerySchemas;
