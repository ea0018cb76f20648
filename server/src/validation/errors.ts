import type { yup } from '@strapi/utils';
import { errors } from '../strapi-internals/host-utils';
import { requestLanguage, translate } from './language';
import type { Fault } from './rules';
import type { Strapi } from '../plugin';

/** Faults named in one answer. A hostile list of a thousand wrong entries needs no thousand sentences. */
const MAX_FAULTS = 50;

/** `areas.items[0].title` as the steps that Strapi's admin panel finds the field by. */
const toPath = (field: string): string[] => field.split(/[.[\]]+/).filter((step) => step !== '');

/** The faults that yup found, in the order of the fields. */
export const faultsOf = (error: yup.ValidationError): Fault[] => {
  const single = error.inner.length > 0 ? error.inner : [error];
  return single.flatMap((inner) =>
    inner.inner.length > 0
      ? faultsOf(inner)
      : [
          {
            field: inner.path ?? '',
            message: inner.message,
            values: inner.params as Fault['values'],
          },
        ]
  );
};

/** Names the entry that a request for several entries failed at. */
export interface RejectedEntry {
  title: string;
  locale: string;
}

/**
 * The error that Strapi answers with: status 400, each fault with the path of its field, so that the admin panel shows
 * it there, and its sentence in the language of whoever asks.
 *
 * @param entry which entry it is about, where the request does not say it
 */
export const createValidationError = (
  strapi: Strapi,
  faults: Fault[],
  entry?: RejectedEntry
): errors.ValidationError => {
  const language = requestLanguage(strapi);
  const details = faults.slice(0, MAX_FAULTS).map(({ field, message, values }) => ({
    path: toPath(field),
    name: 'ValidationError',
    message: translate(message, values, language),
  }));
  const [only] = details;
  const message =
    details.length === 1 && only
      ? only.message
      : translate('errors.several', { count: faults.length }, language);
  return new errors.ValidationError(message, { errors: details, ...(entry ? { entry } : {}) });
};

const conflictPrototype = Object.create(errors.HttpError.prototype as object) as object;

/**
 * The error that Strapi responds to with status 409 (in GraphQL, with the code STRAPI_CONFLICT_ERROR): the write is
 * correct, but another one has come in between. Strapi has no class for it among its application errors, so it is one
 * of the HTTP errors that Strapi knows too.
 *
 * @param key of the sentence, see messages/
 */
export const createConflictError = (
  strapi: Strapi,
  key: 'conflict.busy' | 'conflict.version',
  { details = {}, cause }: { details?: object; cause?: unknown } = {}
): Error => {
  const message = translate(key, {}, requestLanguage(strapi));
  const error = new Error(message, { cause });
  Object.setPrototypeOf(error, conflictPrototype);
  return Object.assign(error, {
    name: 'ConflictError',
    status: 409,
    statusCode: 409,
    expose: true,
    details: { reason: key.split('.')[1], ...details },
  });
};
