import type { yup } from '@strapi/utils';
import { errors } from '../strapi-internals/host-utils';
import { requestLanguage, translate } from './language';
import type { Issue } from './rules';
import type { Strapi } from '../plugin';

/** Issues in one response. A hostile list of a thousand invalid entries needs no thousand messages. */
const MAX_ISSUES = 50;

/** Splits `areas.items[0].title` into the steps by which Strapi's admin panel finds the field. */
export const toPath = (field: string): string[] => field.split(/[.[\]]+/).filter((step) => step !== '');

/** Returns the issues that yup found, in the order of the fields. */
export const issuesOf = (error: yup.ValidationError): Issue[] => {
  const single = error.inner.length > 0 ? error.inner : [error];
  return single.flatMap((inner) =>
    inner.inner.length > 0
      ? issuesOf(inner)
      : [
          {
            field: inner.path ?? '',
            message: inner.message,
            values: inner.params as Issue['values'],
          },
        ]
  );
};

/** The entry of a request for several entries that was rejected. */
export interface RejectedEntry {
  title: string;
  locale: string;
}

/**
 * Returns the error for a response with status 400: each issue has the path of its field, where the admin panel shows it,
 * and its message in the language of the request.
 *
 * @param entry the rejected entry, if the request does not name it
 */
export const createValidationError = (
  strapi: Strapi,
  issues: Issue[],
  entry?: RejectedEntry
): errors.ValidationError => {
  const language = requestLanguage(strapi);
  const details = issues.slice(0, MAX_ISSUES).map(({ field, message, values }) => ({
    path: toPath(field),
    name: 'ValidationError',
    message: translate(message, values, language),
  }));
  const [only] = details;
  const message =
    details.length === 1 && only
      ? only.message
      : translate('errors.several', { count: issues.length }, language);
  return new errors.ValidationError(message, { errors: details, ...(entry ? { entry } : {}) });
};

const conflictPrototype = Object.create(errors.HttpError.prototype as object) as object;

/**
 * Returns the error for a response with status 409 (in GraphQL, with the code STRAPI_CONFLICT_ERROR): the write is valid,
 * but another one was stored first. Strapi has no such application error, so this is one of its HTTP errors.
 *
 * @param key of the message in the texts
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
