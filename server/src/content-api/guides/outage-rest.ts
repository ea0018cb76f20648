import { isRead, type HttpContext } from './context';
import type { GuideApi } from './guide-api';
import { UNAVAILABLE_MESSAGE, type OutageRequest } from './outage-request';
import type { PublicResponse } from './public-response';
import { send, VARIES_BY } from './response';

const ROUTES = /^\/(?:guides(?:\/[^/]+){0,2}|sitemap)\/?$/;

/** The same for every request of the REST API. */
const refuseRest = (context: HttpContext): void => {
  context.vary(VARIES_BY);
  context.body = {
    data: null,
    error: { status: 503, name: 'ServiceUnavailableError', message: UNAVAILABLE_MESSAGE, details: {} },
  };
};

/**
 * Returns what a response takes beside the response cache, or undefined for one that is not stored: readers can think of
 * any number of searches, and a stream holds all guides of its moment.
 */
const bytesOf = (
  { isCacheable, body }: PublicResponse,
  { querystring }: HttpContext,
  name: string | undefined
): number | undefined => {
  if (!Buffer.isBuffer(body)) return undefined;
  if (isCacheable && name !== undefined) return 0;
  return querystring === '' ? body.length : undefined;
};

/**
 * Creates a function that recognises requests for the plugin's routes.
 *
 * @param base the path of the routes
 */
export const recogniseRest = (base: string, { requestName, config }: GuideApi) => {
  return (context: HttpContext): OutageRequest | undefined => {
    const { path, querystring } = context;
    if (!isRead(context)) return undefined;
    if (!path.startsWith(base) || !ROUTES.test(path.slice(base.length))) return undefined;
    const name = requestName(context);
    return {
      key: `outage ${name ?? `${path}?${querystring}`}`,
      statusOf: ({ status }) => status,
      responseOf({ status, state }) {
        const response = state.careerFieldResponse;
        if (!response || (status !== 200 && status !== 304)) return undefined;
        const bytes = bytesOf(response, context, name);
        return bytes === undefined ? undefined : { response, bytes };
      },
      send(to, response) {
        to.vary(VARIES_BY);
        send(to, response, config);
      },
      refuse: refuseRest,
    };
  };
};
