/**
 * Lets a save say from which language its form was filled in, so that the server knows what the parts were made from.
 *
 * Relies on the endpoint `getFillFromLocaleData` of i18n in Strapi's `adminApi` (RTK Query) with `documentId`,
 * `sourceLocale` and `targetLocale`, which the button "Fill in from another locale" requests; on the endpoints that the
 * Content Manager adds: their names, and that `query` makes the request from `documentId` and `params`, with the locale in
 * `params.locale` or `params.plugins.i18n.locale`. `enhanceEndpoints` is a documented function of RTK Query. Read in
 * Strapi 5.54.0.
 *
 * Where an endpoint is missing, the parts count as made from the original of their language, as after any save.
 */
import { adminApi } from '@strapi/strapi/admin';
import { isOwnType } from '../uids';

const PARAMETER = 'careerFieldFilledFrom';

interface FillArguments {
  model: string;
  documentId: string;
  sourceLocale: string;
  targetLocale: string;
}

interface FillEndpoint {
  query: (argument: FillArguments) => unknown;
}

interface SaveArguments {
  model: string;
  documentId?: string;
  params?: Record<string, unknown> & { locale?: string; plugins?: { i18n?: { locale?: string } } };
}

interface SaveEndpoint {
  query: (argument: SaveArguments) => unknown;
  onQueryStarted?: (argument: SaveArguments, api: { queryFulfilled: Promise<unknown> }) => unknown;
}

const SAVES = ['updateDocument', 'publishDocument'];

/** The languages from which forms were filled in since their last save, by document and language. */
const filled = new Map<string, string>();

const keyOf = ({ documentId, params }: SaveArguments): string =>
  `${documentId} ${params?.locale ?? params?.plugins?.i18n?.locale}`;

const noteFill = (endpoint: FillEndpoint | undefined): void => {
  if (!endpoint) return;
  const { query } = endpoint;
  endpoint.query = (argument) => {
    const { model, documentId, sourceLocale, targetLocale } = argument;
    if (isOwnType(model)) filled.set(`${documentId} ${targetLocale}`, sourceLocale);
    return query(argument);
  };
};

const sayFill = (endpoint: SaveEndpoint | undefined): void => {
  if (!endpoint) return;
  const { query, onQueryStarted } = endpoint;
  endpoint.query = (argument) => {
    const source = filled.get(keyOf(argument));
    return query(source ? { ...argument, params: { ...argument.params, [PARAMETER]: source } } : argument);
  };
  endpoint.onQueryStarted = async (argument, api) => {
    const forget = (): void => void filled.delete(keyOf(argument));
    // A rejected save keeps its form, with what it was filled in from.
    await Promise.all([onQueryStarted?.(argument, api), api.queryFulfilled.then(forget, () => {})]);
  };
};

export const sayWhatWasFilledIn = (): void => {
  const endpoints = {
    getFillFromLocaleData: noteFill,
    ...Object.fromEntries(SAVES.map((name) => [name, sayFill])),
  };
  // The endpoints are not part of the type of the API that Strapi exports.
  (
    adminApi as unknown as { enhanceEndpoints: (enhancements: { endpoints: object }) => void }
  ).enhanceEndpoints({ endpoints });
};
