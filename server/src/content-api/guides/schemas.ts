import { byFacet } from '../../guide/filters';
import { guideInTextSchema, guideSchema } from '../../guide/guide-shape';
import { card, term } from '../../guide/shape/documents';
import { named, whole } from '../../guide/shape/fields';
import type { Guide } from '../../guide/types';
import { z } from '../../strapi-internals/host-utils';

/**
 * The responses of the routes of guides as zod schemas, from which Strapi's generator writes the OpenAPI document.
 * Responses are not parsed with them.
 */

export { guideSchema };

const text = z.string();
const localeSchema = named('GuideLocale', z.object({ requested: text, served: text }));

/** `GET /guides/:slug` */
export const guideResponseSchema = z.object({
  data: z.union([guideSchema, guideInTextSchema]) as unknown as z.ZodType<Guide | Guide<string>>,
  meta: z.object({
    locale: localeSchema,
    redirect: z
      .object({ slug: text })
      .optional()
      .describe("Only with `previousSlugs: 'field'`, for a slug that the guide no longer has."),
  }),
});

const facetValue = named('GuideFacetValue', z.object({ ...term.shape, count: whole }));

const facets = named('GuideFacets', z.object(byFacet(() => z.array(facetValue))));

const pagination = named(
  'GuidePagination',
  z.object({ page: whole, pageSize: whole, pageCount: whole, total: whole })
);

/** `GET /guides` */
export const guidesResponseSchema = z.object({
  data: z.array(card),
  meta: z.object({ locale: localeSchema, pagination, facets }),
});

/** What a list has beside its guides. */
export const guideListSchema = z.object({ pagination, facets });

/** `GET /guides/changes` */
export const changesResponseSchema = z.object({
  data: z.array(
    named(
      'GuideChange',
      z.object({
        documentId: text,
        locale: text,
        slug: text,
        change: z.enum(['published', 'removed']),
        changedAt: z.iso.datetime(),
      }),
      'The last change of a guide.'
    )
  ),
  meta: z.object({
    next: text.nullable().describe('What the next request has in `cursor`.'),
    hasMore: z.boolean().describe('Whether there is more to read at once.'),
  }),
});

export type GuideResponse = z.infer<typeof guideResponseSchema>;
export type GuidesResponse = z.infer<typeof guidesResponseSchema>;
export type ChangesResponse = z.infer<typeof changesResponseSchema>;
