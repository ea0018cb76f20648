import { Box, Button, Dialog, Flex, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { PartBehind } from '../../../server/src/admin-api/contracts';
import { fieldName, pluginMessageId } from '../messages';
import { FieldLink } from '../panel/FieldLink';
import { panelLanguage } from '../panel-language';
import { ARTICLE } from '../uids';

interface Props {
  part: PartBehind;
  /** The name of the language of the original. */
  original: string;
  canWrite: boolean;
  /** Fills the part into the form. @returns whether written text stands in the way, which nothing was changed for */
  onTakeOver: (part: PartBehind, isComplete: boolean) => Promise<boolean>;
  onUpToDate: (part: PartBehind) => void;
}

const COLOURS = { same: 'neutral600', removed: 'danger600', added: 'success600' } as const;
const TAGS = { same: 'span', removed: 'del', added: 'ins' } as const;

/** A part that is behind its original, with what has changed there. */
export const BehindPart = ({ part, original, canWrite, onTakeOver, onUpToDate }: Props) => {
  const { formatMessage } = useIntl();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const message = (name: string, values?: Record<string, string>): string =>
    formatMessage({ id: pluginMessageId(`languages.${name}`) }, values);
  const path = part.path ?? part.sourcePath ?? '';
  const name = fieldName(ARTICLE, path.split('.'), panelLanguage());
  return (
    <Box tag="li" paddingTop={2}>
      <Flex justifyContent="space-between" alignItems="baseline" gap={2}>
        {part.path === null ? (
          <Typography variant="pi">{name}</Typography>
        ) : (
          <FieldLink field={path}>{name}</FieldLink>
        )}
        <TextButton type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {message(`kind.${part.kind}`)}
        </TextButton>
      </Flex>
      {isOpen && (
        <Box padding={2} marginTop={1} background="neutral100" hasRadius style={{ whiteSpace: 'pre-wrap' }}>
          {part.changes.map(({ kind, text }, index) => (
            <Typography key={index} tag={TAGS[kind]} variant="pi" textColor={COLOURS[kind]}>
              {text}
            </Typography>
          ))}
        </Box>
      )}
      {canWrite && (
        <Flex gap={2} paddingTop={1} wrap="wrap">
          {part.sourcePath !== null && (
            <Button
              type="button"
              size="S"
              variant="tertiary"
              onClick={() => void onTakeOver(part, false).then(setAsking)}
            >
              {message('takeOver', { language: original })}
            </Button>
          )}
          <Button type="button" size="S" variant="tertiary" onClick={() => onUpToDate(part)}>
            {message('upToDate')}
          </Button>
        </Flex>
      )}
      <Dialog.Root open={isAsking} onOpenChange={setAsking}>
        <Dialog.Content>
          <Dialog.Header>{message('replace.title', { part: name })}</Dialog.Header>
          <Dialog.Body>{message('replace.text', { language: original })}</Dialog.Body>
          <Dialog.Footer>
            <Dialog.Cancel>
              <Button type="button" variant="tertiary" fullWidth>
                {message('replace.keep')}
              </Button>
            </Dialog.Cancel>
            <Dialog.Action>
              <Button
                type="button"
                variant="danger-light"
                fullWidth
                onClick={() => void onTakeOver(part, true)}
              >
                {message('replace.replace')}
              </Button>
            </Dialog.Action>
          </Dialog.Footer>
        </Dialog.Content>
      </Dialog.Root>
    </Box>
  );
};
