import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { hasHint, hintId } from '../messages';

interface HintedField {
  name: string;
  hint?: ReactNode;
}

/**
 * Explains a field in the editor's language. The Content Manager's own descriptions are stored in the database, once for
 * all languages.
 *
 * @param uid of the type or component that has the field
 */
export const withHint = <Field extends HintedField>(uid: string, field: Field): Field => {
  // A site that has written a description of its own into the view's configuration keeps it.
  if (field.hint || !hasHint(uid, field.name)) return field;
  return { ...field, hint: <FormattedMessage id={hintId(uid, field.name)} /> };
};
