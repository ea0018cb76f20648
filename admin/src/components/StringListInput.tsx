import { Field, Textarea } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { pluginMessageId } from '../translations';

interface StringListInputProps {
  name: string;
  label: string;
  hint?: ReactNode;
  labelAction?: ReactNode;
  required?: boolean;
  disabled?: boolean;
}

const toText = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : '');

const toList = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A list of short texts as a person writes one: each on a line of its own. */
export const StringListInput = ({
  name,
  label,
  hint,
  labelAction,
  required,
  disabled,
}: StringListInputProps) => {
  const { formatMessage } = useIntl();
  const { value, error, onChange } = useField<string[] | null>(name);
  // What is being typed, with its empty last line, which the list has not. Another value from outside replaces it.
  const [typed, setTyped] = useState<string>();
  const shown = typed !== undefined && toList(typed).join('\n') === toText(value) ? typed : toText(value);

  return (
    <Field.Root name={name} id={name} error={error} hint={hint} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <Textarea
        name={name}
        value={shown}
        disabled={disabled}
        placeholder={formatMessage({ id: pluginMessageId('string-list.placeholder') })}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => {
          setTyped(event.target.value);
          onChange(name, toList(event.target.value));
        }}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
