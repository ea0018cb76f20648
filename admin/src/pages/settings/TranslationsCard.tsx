import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { SettingState } from './SettingState';
import type { SettingProps } from './settings-page';

const RULES = ['warn', 'block', 'off'] as const;

/** What happens when a language is published of which parts are behind their original. */
export const TranslationsCard = ({ settings: { translations }, canUpdate, save }: SettingProps) => {
  const text = useText();
  const isReadOnly = translations.isFixed || !canUpdate;
  return (
    <Card title={text('settings.translations.title')} hint={text('settings.translations.hint')}>
      <Box maxWidth="36rem">
        <Field.Root name="translations">
          <Field.Label>{text('settings.translations.label')}</Field.Label>
          <SingleSelect
            value={translations.value}
            disabled={isReadOnly}
            onChange={(value) => void save({ translations: value })}
          >
            {RULES.map((rule) => (
              <SingleSelectOption key={rule} value={rule}>
                {text(`settings.translations.${rule}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <SettingState name="translations" setting={translations} />
      {!isReadOnly && (
        <Flex>
          <Button
            variant="tertiary"
            disabled={!translations.isChosen}
            onClick={() => void save({ translations: null })}
          >
            {text('settings.default')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
