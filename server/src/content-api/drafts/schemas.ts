import { z } from '../../strapi-internals/host-utils';
import { guideResponseSchema } from '../guides/schemas';

/** `GET /drafts/:documentId` and `/drafts/by-slug/:slug`: the shape of a guide. */
export const draftResponseSchema = z.object({
  data: guideResponseSchema.shape.data,
  meta: guideResponseSchema.shape.meta.omit({ redirect: true }),
});

export type DraftResponse = z.infer<typeof draftResponseSchema>;
