import { Box, Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { ReviewDetails } from '../../../../server/src/admin-api/contracts';
import { useResource } from '../../editorial/use-resource';
import { pluginMessageId } from '../../messages';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';

const NOBODY = 'nobody';

/** Months until the next review that are offered beside the usual ones. */
const INTERVALS = [3, 6, 12];

/** When the article was reviewed, when it is due again, and who sees to it. */
export const Review: Section = ({ entry, locale }) => {
  const { formatMessage, formatDate } = useIntl();
  const { toggleNotification } = useNotification();
  const [chosen, setChosen] = useState<number>();
  const article = entry.document?.documentId;
  const { data, send } = useResource<ReviewDetails>('reviews', article, locale, entry.document?.updatedAt);
  if (!article || !locale || !data) return null;
  const message = (name: string, values?: Record<string, string | number>): string =>
    formatMessage({ id: pluginMessageId(`review.${name}`) }, values);
  // A day has no time zone.
  const day = (value: string): string => formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' });
  const isDue = data.dueAt !== null && data.dueAt <= new Date().toISOString().slice(0, 10);
  const months = chosen ?? data.intervalMonths;
  const intervals = [...new Set([...INTERVALS, data.intervalMonths])].sort((one, other) => one - other);
  const articles = [{ article, locale }];
  const change = (path: string, body: object): void =>
    void send(path, { articles, ...body }).catch(() =>
      toggleNotification({ type: 'danger', message: message('failed') })
    );
  return (
    <PanelSection title={message('title')}>
      <Typography variant="pi" tag="p">
        {data.reviewedAt === null
          ? message('never')
          : data.reviewer
            ? message('lastBy', { day: day(data.reviewedAt), person: data.reviewer })
            : message('last', { day: day(data.reviewedAt) })}
      </Typography>
      {data.dueAt !== null && (
        <Typography variant="pi" tag="p" textColor={isDue ? 'danger600' : 'neutral600'}>
          {message(isDue ? 'overdue' : 'due', { day: day(data.dueAt) })}
        </Typography>
      )}
      {!data.mayReview && data.responsible && (
        <Typography variant="pi" tag="p">
          {message('responsible.is', { person: data.responsible.name })}
        </Typography>
      )}
      {data.mayReview && (
        <Flex direction="column" alignItems="stretch" gap={2} paddingTop={2}>
          <Button type="button" size="S" variant="secondary" onClick={() => change('reviews', { months })}>
            {message('action', { count: months })}
          </Button>
          <SingleSelect
            aria-label={message('interval')}
            size="S"
            value={String(months)}
            onChange={(value) => setChosen(Number(value))}
          >
            {intervals.map((count) => (
              <SingleSelectOption key={count} value={String(count)}>
                {message('interval.months', { count })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Box>
            <SingleSelect
              aria-label={message('responsible')}
              size="S"
              value={data.responsible ? String(data.responsible.id) : NOBODY}
              onChange={(id) => change('reviews/responsible', { person: id === NOBODY ? null : Number(id) })}
            >
              <SingleSelectOption value={NOBODY}>{message('responsible.none')}</SingleSelectOption>
              {data.people.map(({ id, name }) => (
                <SingleSelectOption key={id} value={String(id)}>
                  {message('responsible.is', { person: name })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Box>
        </Flex>
      )}
    </PanelSection>
  );
};
