import {
  Box,
  Button,
  DateTimePicker,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { useAPIErrorHandler, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { PlannedPublication, ScheduleDetails } from '../../../../server/src/admin-api/upkeep-contracts';
import { fieldName } from '../../messages';
import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';
import { FieldLink } from '../FieldLink';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useArticleData } from './use-article-data';
import { useText } from '../../use-text';

type Action = PlannedPublication['action'];

const ACTIONS: readonly Action[] = ['publish', 'unpublish'];

const Failure = ({ failure }: { failure: NonNullable<PlannedPublication['failure']> }) => {
  const text = useText();
  const { locale } = useIntl();
  return (
    <Box tag="ul">
      {failure.kind === 'rights' && (
        <Typography tag="li" variant="pi" textColor="danger600">
          {text('schedule.rights')}
        </Typography>
      )}
      {failure.issues.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path !== '' && <FieldLink field={path}>{fieldName(ARTICLE, path.split('.'), locale)}</FieldLink>}
          <Typography tag="p" variant="pi" textColor="danger600">
            {message}
          </Typography>
        </li>
      ))}
    </Box>
  );
};

interface PlannedProps {
  planned: PlannedPublication;
  onCancel: (() => void) | undefined;
}

const Planned = ({ planned: { action, dueAt, scheduler, failedAt, failure }, onCancel }: PlannedProps) => {
  const text = useText();
  const { formatDate } = useIntl();
  const date = formatDate(dueAt, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <Box tag="li" role={failedAt === null ? undefined : 'alert'}>
      <Typography tag="p" variant="omega" textColor={failedAt === null ? 'neutral800' : 'danger600'}>
        {text(failedAt === null ? `schedule.${action}.planned` : `schedule.${action}.failed`, { date })}
      </Typography>
      {failure && <Failure failure={failure} />}
      <Flex gap={2} wrap="wrap">
        {scheduler !== null && (
          <Typography variant="pi" textColor="neutral600">
            {text('schedule.by', { name: scheduler })}
          </Typography>
        )}
        {onCancel && (
          <TextButton type="button" onClick={onCancel}>
            {text(failedAt === null ? 'schedule.cancel' : 'schedule.dismiss')}
          </TextButton>
        )}
      </Flex>
    </Box>
  );
};

const Form = ({ onPlan, onClose }: { onPlan: (action: Action, due: Date) => void; onClose: () => void }) => {
  const text = useText();
  const [action, setAction] = useState<Action>('publish');
  const [due, setDue] = useState<Date>();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name="schedule-action">
        <Field.Label>{text('schedule.what')}</Field.Label>
        <SingleSelect value={action} onChange={(value) => setAction(value as Action)}>
          {ACTIONS.map((each) => (
            <SingleSelectOption key={each} value={each}>
              {text(`schedule.${each}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root name="schedule-due">
        <Field.Label>{text('schedule.when')}</Field.Label>
        <DateTimePicker
          dateLabel={text('schedule.date')}
          timeLabel={text('schedule.time')}
          value={due ?? null}
          onChange={(value) => setDue(value)}
        />
      </Field.Root>
      <Flex gap={2}>
        <Button size="S" disabled={!due} onClick={() => due && onPlan(action, due)}>
          {text('schedule.plan')}
        </Button>
        <Button size="S" variant="tertiary" onClick={onClose}>
          {text('schedule.close')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** When the article is published or unpublished by itself, in the language of the form. */
export const Schedule: Section = ({ entry, locale }) => {
  const text = useText();
  const client = useFetchClient();
  const { toggleNotification } = useNotification();
  const { formatAPIError } = useAPIErrorHandler();
  const { data, reload } = useArticleData<ScheduleDetails>('schedules', entry);
  const [isOpen, setOpen] = useState(false);
  const article = entry.document?.documentId;
  if (!data || !article || locale === undefined) return null;
  if (data.planned.length === 0 && !data.maySchedule) return null;
  const send = async (method: 'put' | 'post', path: string, body: object): Promise<void> => {
    try {
      await client[method](`/${PLUGIN_ID}/${path}`, { article, locale, ...body });
      setOpen(false);
    } catch (error) {
      const message = formatAPIError(error as Parameters<typeof formatAPIError>[0]);
      toggleNotification({ type: 'danger', message });
    }
    reload();
  };
  return (
    <PanelSection title={text('schedule.title')}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        {data.planned.length > 0 && (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
            {data.planned.map((planned) => (
              <Planned
                key={planned.action}
                planned={planned}
                onCancel={
                  data.maySchedule
                    ? () => void send('post', 'schedules/cancel', { action: planned.action })
                    : undefined
                }
              />
            ))}
          </Flex>
        )}
        {isOpen && (
          <Form
            onPlan={(action, due) => void send('put', 'schedules', { action, dueAt: due.toISOString() })}
            onClose={() => setOpen(false)}
          />
        )}
        {!isOpen && data.maySchedule && (
          <TextButton type="button" onClick={() => setOpen(true)}>
            {text('schedule.open')}
          </TextButton>
        )}
      </Flex>
    </PanelSection>
  );
};
