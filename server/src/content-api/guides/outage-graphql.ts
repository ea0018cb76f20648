import { addDays, dayOf } from '../../editorial/days';
import type { Strapi } from '../../plugin';
import { findBodyParser, findGraphqlParser } from '../../strapi-internals/host-graphql';
import { createOwnQueries, type GraphqlRequest } from '../graphql/own-queries';
import { shownIn } from '../graphql/shown';
import type { HttpContext } from './context';
import { UNAVAILABLE_MESSAGE, type OutageRequest } from './outage-request';
import type { PublicResponse } from './public-response';

interface GraphqlContext extends HttpContext {
  request: { body?: unknown };
}

/** A variable or extension in a URL. */
const parseJson = (text: string | null): unknown => {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const requestIn = (context: GraphqlContext): GraphqlRequest => {
  if (context.method === 'POST') return (context.request.body ?? {}) as GraphqlRequest;
  const parameters = new URLSearchParams(context.querystring);
  return {
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: parseJson(parameters.get('variables')),
    extensions: parseJson(parameters.get('extensions')),
  };
};

const hasErrors = (body: string): boolean =>
  body.includes('"errors"') && 'errors' in (JSON.parse(body) as object);

const statusOf = ({ status, body }: HttpContext): number =>
  status === 200 && typeof body === 'string' && hasErrors(body) ? 500 : status;

/** Figures are too old from a day on; which ones a query shows is not known here. */
const endOfDay = (): number => Date.parse(`${addDays(dayOf(new Date()), 1)}T00:00:00.000Z`);

const responseOf: OutageRequest['responseOf'] = (context) => {
  const { status, type, body, state } = context;
  const surrogateKey = shownIn(state);
  if (status !== 200 || typeof body !== 'string' || surrogateKey === undefined || hasErrors(body)) {
    return undefined;
  }
  const response: PublicResponse = {
    type,
    body: Buffer.from(body),
    etag: '',
    changed: undefined,
    language: undefined,
    surrogateKey,
    changesAt: endOfDay(),
    isCacheable: false,
  };
  return { response, bytes: body.length };
};

const sendGraphql = (context: HttpContext, { type, body }: PublicResponse): void => {
  context.status = 200;
  context.set('Cache-Control', 'no-store');
  context.type = type;
  context.body = body;
};

const refuse = (context: HttpContext): void => {
  context.body = { errors: [{ message: UNAVAILABLE_MESSAGE, extensions: { code: 'SERVICE_UNAVAILABLE' } }] };
};

/** Creates a function that recognises GraphQL queries for nothing but finished guides. */
export const recogniseGraphql = (
  strapi: Strapi
): ((context: HttpContext) => Promise<OutageRequest | undefined>) => {
  const graphql = strapi.plugin('graphql');
  if (!graphql) return async () => undefined;
  const endpoint = graphql.config<string>('endpoint');
  const queries = createOwnQueries(findGraphqlParser());
  const parseBody = findBodyParser(graphql.config('apolloServer'));
  return async (context) => {
    const { method, path } = context;
    if (path !== endpoint || (method !== 'POST' && method !== 'GET')) return undefined;
    await parseBody?.(context, async () => {});
    const name = queries.nameOf(requestIn(context as GraphqlContext));
    if (name === undefined) return undefined;
    const key = `outage ${method} ${context.get('accept')} ${name}`;
    return { key, statusOf, responseOf, send: sendGraphql, refuse };
  };
};
