import { Field, Flex, Radio, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { ChangeEvent } from 'react';
import { useIntl } from 'react-intl';
import { contentTypes } from '../../../content-types';
import { localeName } from '../locales';
import { useText } from '../use-text';

const { maxLength } = contentTypes.article.attributes.title;

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
}

export const TitleField = ({ value, onChange }: FieldProps) => {
  const text = useText();
  return (
    <Field.Root name="start-title" id="career-field-start-title" hint={text('start.name.hint')} required>
      <Field.Label>{text('start.name')}</Field.Label>
      <Field.Input
        autoFocus
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <Field.Hint />
    </Field.Root>
  );
};

/** Renders nothing where there is only one language to write in. */
export const LanguageField = ({ locales, value, onChange }: FieldProps & { locales: readonly string[] }) => {
  const text = useText();
  const { locale: language } = useIntl();
  if (locales.length < 2) return null;
  return (
    <Field.Root name="start-locale" id="career-field-start-locale">
      <Field.Label>{text('start.language')}</Field.Label>
      <SingleSelect value={value} onChange={(code) => onChange(String(code))}>
        {locales.map((code) => (
          <SingleSelectOption key={code} value={code}>
            {localeName(code, language)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

interface ChoicesProps<Choice extends string> {
  label: string;
  choices: readonly Choice[];
  value: Choice;
  onChange: (choice: Choice) => void;
}

/** Choices with a sentence each. */
export const Choices = <Choice extends string>({ label, choices, value, onChange }: ChoicesProps<Choice>) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Radio.Group aria-label={label} value={value} onValueChange={(chosen) => onChange(chosen as Choice)}>
        {choices.map((choice) => (
          <Radio.Item key={choice} value={choice}>
            {text(`start.${choice}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
};
