import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useState } from 'react';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { SettingState } from './SettingState';
import type { SettingProps } from './settings-page';

const OLD_FIGURES = ['mark', 'hide'] as const;

/** When texts are to be looked at again, and what happens to figures that are too old. */
export const FreshnessCard = ({ settings: { freshness }, canUpdate, save }: SettingProps) => {
  const text = useText();
  const [draft, setDraft] = useState<Partial<typeof freshness.value>>({});
  const shown = { ...freshness.value, ...draft };
  const isReadOnly = freshness.isFixed || !canUpdate;
  const store = async (value: object | null): Promise<void> => {
    if (await save({ freshness: value })) setDraft({});
  };
  const months = (name: 'review' | 'figures') => (
    <Field.Root name={name}>
      <Field.Label>{text(`settings.freshness.${name}`)}</Field.Label>
      <NumberInput
        value={shown[name]}
        disabled={isReadOnly}
        onValueChange={(value) => setDraft({ ...draft, ...(value === undefined ? {} : { [name]: value }) })}
      />
    </Field.Root>
  );
  return (
    <Card title={text('settings.freshness.title')} hint={text('settings.freshness.hint')}>
      <Box maxWidth="36rem">
        <Flex direction="column" alignItems="stretch" gap={4}>
          {months('review')}
          {months('figures')}
          <Field.Root name="oldFigures">
            <Field.Label>{text('settings.freshness.oldFigures')}</Field.Label>
            <SingleSelect
              value={shown.oldFigures}
              disabled={isReadOnly}
              onChange={(value) =>
                setDraft({ ...draft, oldFigures: OLD_FIGURES.find((each) => each === value) ?? 'mark' })
              }
            >
              {OLD_FIGURES.map((each) => (
                <SingleSelectOption key={each} value={each}>
                  {text(`settings.freshness.oldFigures.${each}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
          <Checkbox
            checked={shown.mail}
            disabled={isReadOnly}
            onCheckedChange={(value) => setDraft({ ...draft, mail: value === true })}
          >
            {text('settings.freshness.mail')}
          </Checkbox>
        </Flex>
      </Box>
      <SettingState name="freshness" setting={freshness} />
      {!isReadOnly && (
        <Flex gap={2}>
          <Button disabled={Object.keys(draft).length === 0} onClick={() => void store(shown)}>
            {text('settings.save')}
          </Button>
          <Button
            variant="tertiary"
            disabled={!freshness.isChosen && Object.keys(draft).length === 0}
            onClick={() => void store(null)}
          >
            {text('settings.default')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
