import type { Strapi } from '../plugin';
import { isContentManagerPath } from '../strapi-internals/admin-requests';

/** The query parameter of a save in the admin panel whose form was filled in from another language. */
export const FILLED_PARAMETER = 'careerFieldFilledFrom';

interface RequestContext {
  path?: string;
  params?: { id?: string };
  /** With the query as it was sent: Strapi removes unknown parameters from its own. */
  originalUrl?: string;
}

/** Returns the language from which the form of the current request was filled in, if it is about the document. */
export const filledFrom = (strapi: Strapi, documentId: string): string | null => {
  const request = strapi.requestContext.get() as unknown as RequestContext | undefined;
  if (!request || !isContentManagerPath(request.path) || request.params?.id !== documentId) return null;
  return new URL(request.originalUrl ?? '', 'http://localhost').searchParams.get(FILLED_PARAMETER);
};
