import { TextButton } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { openField } from '../form/open-field';

interface Props {
  /** The path of the field in the form: `faq.0.answer`. */
  field: string;
  children: ReactNode;
}

/** Leads to a field of the form, also to one in a part that is closed. */
export const FieldLink = ({ field, children }: Props) => (
  <TextButton
    type="button"
    style={{ textAlign: 'start', display: 'inline' }}
    onClick={() => void openField(field)}
  >
    {children}
  </TextButton>
);
