import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { choiceText } from '../../../../texts';
import { pluginMessageId } from '../../messages';

interface ChoiceInputProps {
  /** The uid of the type or component. */
  owner: string;
  /** The attribute, which is the end of the name. */
  choiceOf: string;
  name: string;
  label: string;
  attribute: { enum: string[] };
  hint?: ReactNode;
  labelAction?: ReactNode;
  required?: boolean;
  disabled?: boolean;
}

/** A choice in words of the editor's language. What is stored stays as it is. */
export const ChoiceInput = (props: ChoiceInputProps) => {
  const { owner, choiceOf, name, label, attribute, hint, labelAction, required, disabled } = props;
  const { formatMessage, locale } = useIntl();
  const { value, error, onChange } = useField<string | null>(name);
  return (
    <Field.Root name={name} error={error} hint={hint} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <SingleSelect
        name={name}
        value={value ?? ''}
        disabled={disabled}
        placeholder={formatMessage({ id: pluginMessageId('choice.placeholder') })}
        onChange={(choice: string | number) => onChange(name, choice === '' ? null : String(choice))}
      >
        {!required && (
          <SingleSelectOption value="">
            {formatMessage({ id: pluginMessageId('choice.none') })}
          </SingleSelectOption>
        )}
        {attribute.enum.map((choice) => (
          <SingleSelectOption key={choice} value={choice}>
            {choiceText(owner, choiceOf, choice, locale) ?? choice}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
