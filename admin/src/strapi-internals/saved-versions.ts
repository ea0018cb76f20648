/**
 * Lets each request that writes an entry of the plugin from an open form say which version the form was opened from, and
 * reports a conflict when another one is stored by then. Reports entries that were created as well.
 *
 * Relies on the endpoints that the Content Manager adds to Strapi's `adminApi` (RTK Query): their names, that `query` of
 * those that write makes the request from `model`, `documentId`, `params` and `data`, that the same arguments without
 * `data` are those of `getDocument`, which the form is made from, and that the form replaces what was typed when that
 * changes. `enhanceEndpoints`, with which they are changed, is a documented function of RTK Query.
 *
 * Where an endpoint that writes is missing, the console says so and its requests say no version: they write over
 * whatever is stored, as everywhere in Strapi.
 */
import { adminApi } from '@strapi/strapi/admin';
import {
  findOpenForm,
  noteRead,
  reportConflict,
  reportCreated,
  wasClosed,
  type EntryArguments,
  type OpenForm,
  type StoredEntry,
} from '../conflicts/open-forms';
import type { RelatedDocuments } from '../conflicts/related';
import { isContent } from '../conflicts/schema';
import { isOwnType } from '../uids';

/** See `server/src/validation/expected-version.ts`. */
const PARAMETER = 'careerFieldVersion';

/** What the plugin adds to the response about an entry. */
export interface VersionMeta {
  careerFieldVersion?: string;
  careerFieldRelated?: RelatedDocuments;
}

interface SaveArguments extends EntryArguments {
  data?: unknown;
}

type Dispatch = (action: unknown) => unknown;

interface EntryResponse {
  data?: { data?: object; meta?: VersionMeta };
}

/** What this needs of the definition of an endpoint that writes. */
interface SaveEndpoint {
  query: (argument: SaveArguments) => unknown;
  onQueryStarted?: (argument: SaveArguments, api: SaveApi) => Promise<void> | void;
}

interface SaveApi {
  queryFulfilled: Promise<EntryResponse>;
  dispatch: Dispatch;
}

/** What this needs of the definition of the endpoint that reads. */
interface ReadEndpoint {
  queryFn?: (argument: EntryArguments, api: ReadApi, ...rest: unknown[]) => Promise<EntryResponse>;
  forceRefetch?: (state: { currentArg: EntryArguments | undefined }) => boolean;
}

interface ReadApi {
  getState: () => unknown;
  dispatch: Dispatch;
}

/** The endpoints are not part of the type of the API that Strapi exports. */
const api = adminApi as unknown as {
  endpoints: {
    getDocument: { select: (entry: EntryArguments) => (state: unknown) => EntryResponse };
  };
  enhanceEndpoints: (enhancements: { endpoints: Record<string, (endpoint: never) => void> }) => void;
  util: {
    updateQueryData: (
      endpoint: 'getDocument',
      entry: EntryArguments,
      change: (cached: StoredEntry) => StoredEntry | undefined
    ) => unknown;
    invalidateTags: (tags: string[]) => unknown;
  };
};

const WRITES = ['updateDocument', 'publishDocument', 'unpublishDocument', 'discardDocument'];

/** Unpublishing leaves the draft as it is, unless it is to be discarded. */
const changesDraft = (name: string, data: unknown): boolean =>
  name !== 'unpublishDocument' || (isContent(data) && data.discardDraft === true);

const entryOf = ({ collectionType, model, documentId, params }: SaveArguments): EntryArguments => ({
  collectionType,
  model,
  documentId,
  params,
});

const formOf = ({ model, documentId }: EntryArguments): OpenForm | undefined =>
  isOwnType(model) ? findOpenForm(model, documentId) : undefined;

/** The version that is stored instead of the one that a request was made from. */
const conflictingVersion = (error: unknown): string | undefined => {
  const { details } = isContent(error) ? error : {};
  return isContent(details) && details.reason === 'version' ? String(details.version) : undefined;
};

const follow = async (
  argument: SaveArguments,
  form: OpenForm,
  { queryFulfilled, dispatch }: SaveApi
): Promise<void> => {
  const entry = entryOf(argument);
  const change = (recipe: (cached: StoredEntry) => StoredEntry | undefined): unknown =>
    dispatch(api.util.updateQueryData('getDocument', entry, recipe));
  try {
    const { data } = await queryFulfilled;
    // Before the entry is read again: what is saved until then is saved from this version.
    const careerFieldVersion = data?.meta?.careerFieldVersion;
    if (careerFieldVersion) {
      change(({ data: cached, meta }) => ({ data: cached, meta: { ...meta, careerFieldVersion } }));
    }
  } catch (rejected) {
    const version = conflictingVersion(isContent(rejected) ? rejected.error : undefined);
    if (version === undefined) return;
    reportConflict({
      form,
      entry,
      version,
      startFrom: (stored) => {
        change(() => stored);
        dispatch(api.util.invalidateTags(['Relations']));
      },
    });
  }
};

const sendVersion = (name: string, endpoint: SaveEndpoint | undefined): void => {
  if (!endpoint) {
    console.warn(`[career-field] Strapi has no endpoint "${name}": it overwrites what others have saved.`);
    return;
  }
  const { query, onQueryStarted } = endpoint;
  /** The form whose version the request names. Only such a response says which version the form has afterwards. */
  const formFor = (argument: SaveArguments): OpenForm | undefined =>
    changesDraft(name, argument.data) ? formOf(argument) : undefined;
  endpoint.query = (argument) => {
    const form = formFor(argument);
    return query(
      form ? { ...argument, params: { ...argument.params, [PARAMETER]: form.version } } : argument
    );
  };
  endpoint.onQueryStarted = async (argument, saveApi) => {
    const form = formFor(argument);
    await Promise.all([onQueryStarted?.(argument, saveApi), form && follow(argument, form, saveApi)]);
  };
};

/** A new entry is saved, or published at once. */
const CREATIONS = ['createDocument', 'publishDocument'];

const followCreation = (endpoint: SaveEndpoint | undefined): void => {
  if (!endpoint) return;
  const { onQueryStarted } = endpoint;
  endpoint.onQueryStarted = async (argument, saveApi) => {
    const sentAt = Date.now();
    const isNew = isOwnType(argument.model) && !argument.documentId;
    const created = saveApi.queryFulfilled.then(
      () => isNew && reportCreated(argument.model, sentAt),
      () => {}
    );
    await Promise.all([onQueryStarted?.(argument, saveApi), created]);
  };
};

/** An entry is read again when its form is opened again, instead of what was read minutes ago. */
const readOnceOpened = (endpoint: ReadEndpoint): void => {
  const { forceRefetch } = endpoint;
  endpoint.forceRefetch = (state) =>
    forceRefetch?.(state) === true ||
    (state.currentArg !== undefined && wasClosed(state.currentArg.model, state.currentArg.documentId));
};

/** What somebody else has saved does not replace what was typed here: the next save notices it. */
const keepOpenForms = (endpoint: ReadEndpoint | undefined): void => {
  const queryFn = endpoint?.queryFn;
  if (!endpoint || !queryFn) return;
  readOnceOpened(endpoint);
  endpoint.queryFn = async (entry, readApi, ...rest) => {
    noteRead(entry.model, entry.documentId);
    const response = await queryFn(entry, readApi, ...rest);
    const form = formOf(entry);
    const cached = api.endpoints.getDocument.select(entry)(readApi.getState()).data;
    if (!form || !response.data || cached?.meta?.careerFieldVersion !== form.version) return response;
    const { careerFieldVersion } = response.data.meta ?? {};
    if (careerFieldVersion === undefined || careerFieldVersion === form.version) return response;
    if (form.isModified) return { ...response, data: cached };
    readApi.dispatch(api.util.invalidateTags(['Relations']));
    return response;
  };
};

export const sendVersions = (): void => {
  api.enhanceEndpoints({
    endpoints: {
      getDocument: keepOpenForms,
      ...Object.fromEntries(
        WRITES.map((name) => [name, (endpoint: SaveEndpoint | undefined) => sendVersion(name, endpoint)])
      ),
    },
  });
  api.enhanceEndpoints({ endpoints: Object.fromEntries(CREATIONS.map((name) => [name, followCreation])) });
};
