import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp } from '@strapi/icons';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../plugin';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { SettingState } from './SettingState';
import type { SettingProps } from './settings-page';

const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns what words a part: by its label in the form; the two that the jobs yield have texts of their own. */
const usePartLabel = () => {
  const text = useText();
  const { formatMessage } = useIntl();
  return (part: string): string =>
    part.startsWith('jobs-')
      ? text(`settings.part.${part}`)
      : formatMessage({
          id: `content-manager.content-types.plugin::${PLUGIN_ID}.article.${camelCase(part)}`,
        });
};

/** Exchanges an entry with the one before or after it. */
const moved = (parts: string[], at: number, by: -1 | 1): string[] => {
  const next = [...parts];
  [next[at], next[at + by]] = [parts[at + by]!, parts[at]!];
  return next;
};

/** The order of the parts of every guide. */
export const PartOrderCard = ({
  settings: { partOrder },
  parts,
  canUpdate,
  save,
}: SettingProps & { parts: string[] }) => {
  const text = useText();
  const labelOf = usePartLabel();
  const stored = [...partOrder.value, ...parts.filter((part) => !partOrder.value.includes(part))];
  const [draft, setDraft] = useState<string[]>();
  const shown = draft ?? stored;
  const isReadOnly = partOrder.isFixed || !canUpdate;
  const store = async (value: string[] | null): Promise<void> => {
    if (await save({ partOrder: value })) setDraft(undefined);
  };
  return (
    <Card title={text('settings.partOrder.title')} hint={text('settings.partOrder.hint')}>
      <Box tag="ol" maxWidth="48rem">
        {shown.map((part, at) => (
          <Flex key={part} tag="li" gap={2} paddingTop={1} paddingBottom={1} alignItems="center">
            <Box minWidth="2.4rem">
              <Typography textColor="neutral600">{at + 1}.</Typography>
            </Box>
            <Box flex="1">
              <Typography>{labelOf(part)}</Typography>
            </Box>
            {!isReadOnly && (
              <>
                <IconButton
                  label={text('settings.partOrder.up', { part: labelOf(part) })}
                  disabled={at === 0}
                  onClick={() => setDraft(moved(shown, at, -1))}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={text('settings.partOrder.down', { part: labelOf(part) })}
                  disabled={at === shown.length - 1}
                  onClick={() => setDraft(moved(shown, at, 1))}
                >
                  <ArrowDown />
                </IconButton>
              </>
            )}
          </Flex>
        ))}
      </Box>
      <SettingState name="partOrder" setting={partOrder} />
      {!isReadOnly && (
        <Flex gap={2}>
          <Button disabled={!draft} onClick={() => void store(shown)}>
            {text('settings.partOrder.save')}
          </Button>
          <Button
            variant="tertiary"
            disabled={!draft && !partOrder.isChosen}
            onClick={() => void store(null)}
          >
            {text('settings.partOrder.reset')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
