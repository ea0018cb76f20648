/**
 * Keeps a form as it was typed when the server rejects a save of one of the plugin's types, or sends no response.
 *
 * Relies on the endpoints that the Content Manager adds to Strapi's `adminApi` (RTK Query): their names, that the first
 * argument has `model`, that `updateDocument` updates the cached document in `onQueryStarted` before the server has
 * responded and reverts that on an error (strapi#22646), and that the edit view keeps its values after an error named
 * `ValidationError` and no other. `enhanceEndpoints`, with which they are changed, is a documented function of RTK Query.
 *
 * Where an endpoint is missing, it is left out, the console says so, and Strapi's own behaviour stays: a rejected save
 * resets the form to what is stored. Types of the site and of other plugins always have Strapi's own behaviour.
 */
import { adminApi } from '@strapi/strapi/admin';
import { describeRejection, type SaveError, type SaveScope } from '../form/rejected-save';
import { isOwnType } from '../uids';

interface SaveArguments {
  model: string;
}

/** What this needs of the definition of an endpoint. */
interface SaveEndpoint {
  invalidatesTags?: unknown;
  transformErrorResponse?: (error: SaveError, meta: unknown, argument: SaveArguments) => unknown;
  onQueryStarted?: (
    argument: SaveArguments,
    api: { queryFulfilled: Promise<unknown> }
  ) => Promise<void> | void;
}

/** Every request that is made from a form, and the one that publishes entries selected in the list. */
const SAVES: Record<string, SaveScope> = {
  createDocument: 'form',
  updateDocument: 'form',
  cloneDocument: 'form',
  publishDocument: 'form',
  unpublishDocument: 'form',
  discardDocument: 'form',
  publishManyDocuments: 'list',
};

const keepForm = (endpoint: SaveEndpoint, scope: SaveScope): void => {
  const { invalidatesTags, onQueryStarted, transformErrorResponse } = endpoint;

  // Reading the document again after an error would replace what was typed whenever somebody else has saved meanwhile.
  endpoint.invalidatesTags = (
    result: unknown,
    error: unknown,
    argument: SaveArguments,
    meta: unknown
  ): unknown => {
    if (error && isOwnType(argument.model)) return [];
    return typeof invalidatesTags === 'function'
      ? invalidatesTags(result, error, argument, meta)
      : invalidatesTags;
  };

  endpoint.transformErrorResponse = (error, meta, argument) => {
    const given = transformErrorResponse ? transformErrorResponse(error, meta, argument) : error;
    return isOwnType(argument.model) ? describeRejection(given as SaveError, argument.model, scope) : given;
  };

  if (!onQueryStarted) return;
  endpoint.onQueryStarted = async (argument, api) => {
    if (isOwnType(argument.model)) {
      // The cached document is the form's starting point, so it changes only once the server has accepted the save.
      try {
        await api.queryFulfilled;
      } catch {
        return;
      }
    }
    await onQueryStarted(argument, api);
  };
};

export const keepFormsOfRejectedSaves = (): void => {
  const change =
    ([name, scope]: [string, SaveScope]) =>
    (endpoint: SaveEndpoint | undefined): void => {
      if (endpoint) keepForm(endpoint, scope);
      else
        console.warn(`[career-field] Strapi has no endpoint "${name}": a rejected save may reset the form.`);
    };
  adminApi.enhanceEndpoints({
    // The endpoints are not part of the type of the API that Strapi exports.
    endpoints: Object.fromEntries(Object.entries(SAVES).map((save) => [save[0], change(save)])) as never,
  });
};
