import { Box, Button, Checkbox, Flex, Link, Modal, ProgressBar, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import { localeName } from '../../locales';
import { useText } from '../../use-text';
import { editorAddress } from './address';
import { itemsOf, type BulkIssue, type BulkItem } from './bulk';
import type { GuideRow } from './GuideTable';
import { useBulk, type BulkRun } from './use-bulk';

interface Props {
  /** Of its texts. */
  kind: 'review' | 'publish';
  rows: GuideRow[];
  /** @returns what is wrong with the guide; nothing if it succeeded */
  act: (item: BulkItem) => Promise<string[]>;
  /** What else can be chosen. */
  children?: ReactNode;
  /** @param isChanged whether something was done */
  onClose: (isChanged: boolean) => void;
}

const Issues = ({ issues }: { issues: BulkIssue[] }) => {
  const text = useText();
  const { locale: language } = useIntl();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography role="alert" fontWeight="bold" textColor="danger600">
        {text('guides.bulk.issues', { count: issues.length })}
      </Typography>
      <Box tag="ul" maxHeight="24rem" overflow="auto">
        {issues.map(({ item: { article, locale, title }, messages }) => (
          <Box key={`${article} ${locale}`} tag="li" paddingBottom={2}>
            <Link tag={NavLink} to={editorAddress(article, locale)}>
              {`${title} (${localeName(locale, language)})`}
            </Link>
            {messages.map((message) => (
              <Typography key={message} tag="p" variant="pi">
                {message}
              </Typography>
            ))}
          </Box>
        ))}
      </Box>
    </Flex>
  );
};

const Progress = ({ kind, run }: Pick<Props, 'kind'> & { run: BulkRun }) => {
  const text = useText();
  const { state, done, total, issues } = run;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {state === 'running' && (
        <ProgressBar aria-label={text(`guides.${kind}.title`)} value={(100 * done) / Math.max(total, 1)} />
      )}
      <Typography role="status">
        {text(`guides.${kind}.${state}`, { done: state === 'running' ? done : done - issues.length, total })}
      </Typography>
      {issues.length > 0 && <Issues issues={issues} />}
    </Flex>
  );
};

/** Asks in which languages something is to be done with the selected guides, does it, and says what became of each. */
export const BulkDialog = ({ kind, rows, act, children, onClose }: Props) => {
  const text = useText();
  const { locale: language } = useIntl();
  const locales = [...new Set(rows.flatMap(({ cells }) => cells.map(({ locale }) => locale)))].sort();
  const [chosen, setChosen] = useState(locales);
  const { run, start, stop } = useBulk(act);
  const items = itemsOf(rows, chosen);
  const isRunning = run.state === 'running';
  const close = (): void => {
    stop();
    onClose(run.done > 0);
  };
  return (
    <Modal.Root open onOpenChange={close}>
      <Modal.Content>
        <Modal.Header closeLabel={text('guides.close')}>
          <Modal.Title>{text(`guides.${kind}.title`)}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {run.state === 'idle' ? (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Typography>{text(`guides.${kind}.hint`)}</Typography>
              <Flex role="group" aria-label={text('guides.languages')} gap={4} wrap="wrap">
                {locales.map((locale) => (
                  <Checkbox
                    key={locale}
                    checked={chosen.includes(locale)}
                    onCheckedChange={(isChosen) =>
                      setChosen((before) => [
                        ...before.filter((each) => each !== locale),
                        ...(isChosen === true ? [locale] : []),
                      ])
                    }
                  >
                    {localeName(locale, language)}
                  </Checkbox>
                ))}
              </Flex>
              {children}
            </Flex>
          ) : (
            <Progress kind={kind} run={run} />
          )}
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={isRunning ? stop : close}>
            {text(isRunning ? 'guides.stop' : run.state === 'idle' ? 'guides.cancel' : 'guides.close')}
          </Button>
          {run.state !== 'finished' && (
            <Button loading={isRunning} disabled={items.length === 0} onClick={() => void start(items)}>
              {text(`guides.${kind}.submit`, { count: items.length })}
            </Button>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
