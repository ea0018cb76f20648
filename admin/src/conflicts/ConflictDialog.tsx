import { Button, Flex, Loader, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState, useSyncExternalStore } from 'react';
import { useIntl, type IntlShape } from 'react-intl';
import { choiceText } from '../../../texts';
import type { Choices, Difference, Side } from './merge';
import { onReport, reportConflict, reportedConflict, type Conflict } from './open-forms';
import { describePath, textOfSide, type Words } from './readable';
import { isContent } from './schema';
import { NO_VERSION, useComparison, type Comparison } from './use-comparison';
import { pluginMessageId } from '../messages';
import { ConflictPart } from './ConflictPart';

const wordsFor = (
  { formatMessage, formatDate, locale }: IntlShape,
  { schemas, find }: Comparison
): Words => ({
  schemas,
  field: (uid, name) => {
    const kind = uid === schemas.uid ? 'content-types' : 'components';
    return formatMessage({ id: `content-manager.${kind}.${uid}.${name}`, defaultMessage: name });
  },
  choice: (uid, name, stored) => choiceText(uid, name, stored, locale) ?? stored,
  entry: (documentId) => find(documentId).label,
  date: (value, type) =>
    type === 'date'
      ? formatDate(value, { dateStyle: 'long', timeZone: 'UTC' })
      : formatDate(value, { dateStyle: 'long', timeStyle: 'short' }),
  yes: formatMessage({ id: pluginMessageId('conflict.yes') }),
  no: formatMessage({ id: pluginMessageId('conflict.no') }),
  entries: formatMessage({ id: pluginMessageId('conflict.entries') }),
});

/** Who saved last, and when. */
const describeSave = ({ formatMessage, formatDate }: IntlShape, { stored }: Comparison): string => {
  const { updatedAt, updatedBy } = stored.data;
  const { firstname, lastname, username } = isContent(updatedBy) ? updatedBy : {};
  const name = [firstname, lastname].filter(Boolean).join(' ') || String(username ?? '');
  const time = formatDate(String(updatedAt), { dateStyle: 'long', timeStyle: 'short' });
  return formatMessage({ id: pluginMessageId(`conflict.${name ? 'who' : 'when'}`) }, { name, time });
};

const choiceOf = ({ key, by }: Difference, choices: Choices): Side | undefined =>
  choices.get(key) ?? (by === 'both' ? undefined : by);

const introOf = (conflict: Conflict, { differences }: Comparison): string => {
  if (conflict.version === NO_VERSION) return 'conflict.deleted';
  return differences.length > 0 ? 'conflict.intro' : 'conflict.same';
};

interface ComparedProps {
  conflict: Conflict;
  comparison: Comparison;
  choices: Choices;
  onChoose: (key: string, side: Side) => void;
}

const Compared = ({ conflict, comparison, choices, onChoose }: ComparedProps) => {
  const intl = useIntl();
  const words = wordsFor(intl, comparison);
  const isDeleted = conflict.version === NO_VERSION;
  return (
    <>
      <Flex direction="column" alignItems="stretch" gap={2} paddingBottom={6}>
        {!isDeleted && (
          <Typography variant="omega" fontWeight="semiBold">
            {describeSave(intl, comparison)}
          </Typography>
        )}
        <Typography variant="omega">
          {intl.formatMessage({ id: pluginMessageId(introOf(conflict, comparison)) })}
        </Typography>
      </Flex>
      {!isDeleted &&
        comparison.differences.map((difference) => {
          const { key, by } = difference;
          return (
            <ConflictPart
              key={key}
              by={by}
              path={describePath(words, difference)}
              texts={{
                mine: textOfSide(words, difference, 'mine'),
                theirs: textOfSide(words, difference, 'theirs'),
              }}
              choice={choiceOf(difference, choices)}
              onChoose={(side) => onChoose(key, side)}
            />
          );
        })}
    </>
  );
};

const close = (): void => reportConflict(undefined);

const Dialog = ({ conflict }: { conflict: Conflict }) => {
  const { formatMessage } = useIntl();
  const { toggleNotification } = useNotification();
  const [choices, setChoices] = useState<Choices>(new Map());
  const { comparison, hasFailed } = useComparison(conflict, choices);
  const text = (name: string, values?: Record<string, number>): string =>
    formatMessage({ id: pluginMessageId(`conflict.${name}`) }, values);
  const open = (comparison?.differences ?? []).filter((difference) => !choiceOf(difference, choices)).length;

  const apply = (): void => {
    comparison?.apply();
    close();
    toggleNotification({ type: 'info', message: text('applied') });
  };
  return (
    <Modal.Root open onOpenChange={close}>
      <Modal.Content
        style={{ maxWidth: '120rem' }}
        aria-describedby={undefined}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text(conflict.isRestored ? 'changedSince' : 'title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {comparison ? (
            <Compared
              conflict={conflict}
              comparison={comparison}
              choices={choices}
              onChoose={(key, side) => setChoices(new Map(choices).set(key, side))}
            />
          ) : hasFailed ? (
            <Typography variant="omega">{text('failed')}</Typography>
          ) : (
            <Loader />
          )}
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={close}>
            {text('cancel')}
          </Button>
          <Flex gap={4}>
            {open > 0 && (
              <Typography role="status" variant="pi" textColor="danger600">
                {text('open', { count: open })}
              </Typography>
            )}
            <Button disabled={!comparison || open > 0} onClick={apply}>
              {text('apply')}
            </Button>
          </Flex>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

/** Shows a conflict, as soon as a save was refused because of one. */
export const ConflictDialog = () => {
  const conflict = useSyncExternalStore(onReport, reportedConflict);
  return conflict ? <Dialog key={conflict.version} conflict={conflict} /> : null;
};
