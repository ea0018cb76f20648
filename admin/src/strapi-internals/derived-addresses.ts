/**
 * Sends no address with a save while the one in the form follows the title, so that the server derives it.
 *
 * Relies on the endpoints that the Content Manager adds to Strapi's `adminApi` (RTK Query): their names, and that `query`
 * makes the request from `model` and `data`. `enhanceEndpoints`, with which they are changed, is a documented function of
 * RTK Query.
 *
 * Where an endpoint is missing, the form sends the address that it shows; when another entry takes that one between the
 * last key and the save, the save is rejected at the field.
 */
import { adminApi } from '@strapi/strapi/admin';
import { withoutFollowingAddress } from '../addresses/following-addresses';

/** What this needs of the definition of an endpoint. */
interface SaveEndpoint {
  query: (argument: { model: string; data: unknown }) => unknown;
}

const SAVES = ['createDocument', 'updateDocument', 'cloneDocument', 'publishDocument'];

export const sendDerivedAddresses = (): void => {
  const change = (endpoint: SaveEndpoint | undefined): void => {
    if (!endpoint) return;
    const { query } = endpoint;
    endpoint.query = (argument) =>
      query({ ...argument, data: withoutFollowingAddress(argument.model, argument.data) });
  };
  // The endpoints are not part of the type of the API that Strapi exports.
  adminApi.enhanceEndpoints({ endpoints: Object.fromEntries(SAVES.map((name) => [name, change])) as never });
};
