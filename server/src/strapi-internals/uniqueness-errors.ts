/**
 * The error of Strapi's own check for unique values, which runs before the database's.
 *
 * Relies on: a `ValidationError` with `details.errors[]`, each with a `path` and the message "This attribute must be
 * unique". Read in Strapi 5.54.0.
 * When it is missing: the error reaches the editor as Strapi words it, in English. The value is rejected all the same.
 */
import { errors } from './host-utils';

/** Whether an error says that the value of an attribute exists already. */
export const isUniquenessError = (error: unknown, attribute: string): boolean => {
  if (!(error instanceof errors.ValidationError)) return false;
  const details = error.details as { errors?: { path: string[]; message: string }[] } | undefined;
  return (details?.errors ?? []).some(
    ({ path, message }) => path.join('.') === attribute && message === 'This attribute must be unique'
  );
};
