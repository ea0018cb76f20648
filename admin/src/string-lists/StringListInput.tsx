import { Field, Textarea, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useEffect, useLayoutEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { repeatedLines, toList, toText } from './lines';
import { pluginMessageId } from '../messages';

interface StringListInputProps {
  name: string;
  label: string;
  attribute?: { options?: { distinct?: boolean } };
  hint?: ReactNode;
  labelAction?: ReactNode;
  required?: boolean;
  disabled?: boolean;
}

/**
 * The text of the field. It is the field's own: the form's value lags behind the keys, so a text area that shows the
 * value would be reset by React while somebody types, and the caret would jump to its end. The value replaces the text
 * only when it comes from elsewhere (a reset, discarded changes, another locale's texts).
 */
const useTypedText = (value: unknown, isDistinct: boolean, onChange: (list: string[]) => void) => {
  const stored = toText(value);
  const [text, setText] = useState(stored);
  /** Values that this field has passed to the form and that have not come back yet, after the form's current one. */
  const passed = useRef([stored]);

  useEffect(() => {
    const index = passed.current.lastIndexOf(stored);
    if (index < 0) setText(stored);
    passed.current = index < 0 ? [stored] : passed.current.slice(index);
  }, [stored]);

  const type = (typed: string): void => {
    setText(typed);
    const list = toList(typed, isDistinct);
    if (toText(list) === passed.current.at(-1)) return;
    passed.current.push(toText(list));
    onChange(list);
  };
  return [text, type] as const;
};

/** A list of short texts, one a line. The field is as high as its lines. */
export const StringListInput = ({
  name,
  label,
  attribute,
  hint,
  labelAction,
  required,
  disabled,
}: StringListInputProps) => {
  const { formatMessage } = useIntl();
  const isDistinct = attribute?.options?.distinct === true;
  const { value, error, onChange } = useField<string[] | null>(name);
  const [text, type] = useTypedText(value, isDistinct, (list) => onChange(name, list));

  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!area.current) return;
    // The height of the content is known only without a height of its own; the page must not scroll meanwhile.
    const { style } = area.current;
    const box = area.current.parentElement;
    if (box) box.style.minHeight = `${box.offsetHeight}px`;
    style.height = 'auto';
    style.height = `${area.current.scrollHeight}px`;
    if (box) box.style.minHeight = '';
  }, [text]);

  const repeated = isDistinct ? repeatedLines(text) : [];
  return (
    <Field.Root name={name} id={name} error={error} hint={hint} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <Textarea
        ref={area}
        name={name}
        value={text}
        disabled={disabled}
        placeholder={formatMessage({ id: pluginMessageId('string-list.placeholder') })}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => type(event.target.value)}
      />
      {repeated.length > 0 && (
        <Typography role="status" variant="pi" textColor="warning600">
          {formatMessage(
            { id: pluginMessageId('string-list.repeated') },
            { count: repeated.length, lines: repeated.join(', ') }
          )}
        </Typography>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
