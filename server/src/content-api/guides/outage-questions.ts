import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { findBodyParser, findGraphqlParser } from '../../strapi-internals/host-graphql';
import { createOwnQueries, type GraphqlRequest } from '../graphql/own-queries';
import { shownIn } from '../graphql/shown';
import { send, VARIES_BY, type Answer } from './answer';
import type { HttpContext } from './context';
import { OVERHEAD_BYTES } from './last-good';

/** A request for what the plugin delivers, and how it is answered while the database is absent. */
export interface Question {
  /** Names what is asked for, whoever asks. */
  key: string;
  /** The status of the response, of which GraphQL says only in the body that it has failed. */
  statusOf(context: HttpContext): number;
  /** What may be kept of a response, and what that takes. */
  answerOf(context: HttpContext): { answer: Answer; bytes: number } | undefined;
  send(context: HttpContext, answer: Answer): void;
  refuse(context: HttpContext): void;
}

const ROUTES = /^\/(?:guides(?:\/[^/]+){0,2}|sitemap)\/?$/;

const MESSAGE = 'The database is not available.';

/**
 * What it takes to keep an answer, or undefined for one that is not kept: readers can think of any number of searches,
 * and a stream holds all guides of its moment.
 */
const bytesOf = ({ key, body }: Answer, { querystring }: HttpContext): number | undefined => {
  if (!Buffer.isBuffer(body)) return undefined;
  if (key !== undefined) return OVERHEAD_BYTES;
  return querystring === '' ? OVERHEAD_BYTES + body.length : undefined;
};

const ofRoutes = (strapi: Strapi, config: CareerFieldConfig) => {
  const base = `${strapi.config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`;
  return ({ method, path, querystring }: HttpContext): Question | undefined => {
    const isOurs =
      (method === 'GET' || method === 'HEAD') &&
      path.startsWith(base) &&
      ROUTES.test(path.slice(base.length));
    if (!isOurs) return undefined;
    return {
      key: `outage ${path}?${querystring}`,
      statusOf: ({ status }) => status,
      answerOf(context) {
        const answer = context.state.careerFieldAnswer as Answer | undefined;
        const isGood = (context.status === 200 || context.status === 304) && answer !== undefined;
        const bytes = isGood ? bytesOf(answer, context) : undefined;
        return bytes === undefined ? undefined : { answer: answer!, bytes };
      },
      send(context, answer) {
        context.vary(VARIES_BY);
        send(context, answer, config);
      },
      refuse(context) {
        context.vary(VARIES_BY);
        context.body = {
          data: null,
          error: { status: 503, name: 'ServiceUnavailableError', message: MESSAGE, details: {} },
        };
      },
    };
  };
};

interface GraphqlContext extends HttpContext {
  request: { body?: unknown };
}

/** A variable or the like as it stands in an address. */
const parsed = (text: string | null): unknown => {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const requestIn = (context: GraphqlContext): GraphqlRequest => {
  if (context.method === 'POST') return (context.request.body ?? {}) as GraphqlRequest;
  const asked = new URLSearchParams(context.querystring);
  return {
    query: asked.get('query') ?? undefined,
    operationName: asked.get('operationName') ?? undefined,
    variables: parsed(asked.get('variables')),
    extensions: parsed(asked.get('extensions')),
  };
};

const hasErrors = (body: string): boolean =>
  body.includes('"errors"') && 'errors' in (JSON.parse(body) as object);

const ofGraphql = (strapi: Strapi) => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return async () => undefined;
  const endpoint = graphql.config<string>('endpoint');
  const queries = createOwnQueries(findGraphqlParser());
  const parseBody = findBodyParser(graphql.config('apolloServer'));
  return async (context: HttpContext): Promise<Question | undefined> => {
    const { method, path } = context;
    if (path !== endpoint || (method !== 'POST' && method !== 'GET')) return undefined;
    await parseBody?.(context, async () => {});
    const name = queries.nameOf(requestIn(context as GraphqlContext));
    if (name === undefined) return undefined;
    return {
      key: `outage ${method} ${context.get('accept')} ${name}`,
      statusOf: ({ status, body }) =>
        status === 200 && typeof body === 'string' && hasErrors(body) ? 500 : status,
      answerOf({ status, type, body, state }) {
        const surrogateKey = shownIn(state);
        if (status !== 200 || typeof body !== 'string' || surrogateKey === undefined || hasErrors(body)) {
          return undefined;
        }
        const answer: Answer = {
          type,
          body: Buffer.from(body),
          etag: '',
          changed: undefined,
          language: undefined,
          surrogateKey,
          key: undefined,
        };
        return { answer, bytes: OVERHEAD_BYTES + body.length };
      },
      send(answering, { type, body }) {
        answering.status = 200;
        answering.set('Cache-Control', 'no-store');
        answering.type = type;
        answering.body = body;
      },
      refuse(answering) {
        answering.body = { errors: [{ message: MESSAGE, extensions: { code: 'SERVICE_UNAVAILABLE' } }] };
      },
    };
  };
};

/** Recognises what the plugin delivers: its routes for readers, and queries for finished guides only. */
export const createOutageQuestions = (strapi: Strapi, config: CareerFieldConfig) => {
  const inRoutes = ofRoutes(strapi, config);
  const inGraphql = ofGraphql(strapi);
  return async (context: HttpContext): Promise<Question | undefined> =>
    inRoutes(context) ?? inGraphql(context);
};
