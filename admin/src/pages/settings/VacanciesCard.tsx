import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import type { VacancyStatus } from '../../../../server/src/admin-api/contracts';
import { ARTICLE } from '../../uids';
import { addressOf } from '../../usage/UsageList';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { useResource } from '../use-resource';

const Failures = ({ failures, failed }: Pick<VacancyStatus, 'failures' | 'failed'>) => {
  const text = useText();
  return (
    <Box tag="ul">
      {failures.map(({ article, locale, message }) => (
        <li key={`${article} ${locale}`}>
          <Typography
            tag={Link}
            to={addressOf({ uid: ARTICLE, documentId: article, locale })}
            textColor="primary600"
          >
            {text('settings.vacancies.article', { locale })}
          </Typography>
          <Typography textColor="neutral600"> {message}</Typography>
        </li>
      ))}
      {failed > failures.length && (
        <Typography tag="li" textColor="neutral600">
          {text('usage.more', { count: failed - failures.length })}
        </Typography>
      )}
    </Box>
  );
};

/** How the site's own counting of vacancies goes. */
export const VacanciesCard = ({ canUpdate }: { canUpdate: boolean }) => {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  const { data, send, isSending } = useResource<VacancyStatus>('vacancies/status');
  if (!data) return null;
  const moment = (iso: string | null): string =>
    iso === null ? '–' : formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Card title={text('settings.vacancies.title')} hint={text('settings.vacancies.hint')}>
      {data.isOn ? (
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography>
            {text('settings.vacancies.counted', {
              count: formatNumber(data.counted),
              date: moment(data.lastRunAt),
            })}
          </Typography>
          {data.isPaused && (
            <Typography textColor="danger600">
              {text('settings.vacancies.paused', { date: moment(data.nextRunAt) })}
            </Typography>
          )}
          {data.failed > 0 && (
            <>
              <Typography textColor="danger600">
                {text('settings.vacancies.failed', { count: formatNumber(data.failed) })}
              </Typography>
              <Failures failures={data.failures} failed={data.failed} />
            </>
          )}
        </Flex>
      ) : (
        <Typography>{text('settings.vacancies.off')}</Typography>
      )}
      {data.isOn && canUpdate && (
        <Flex>
          <Button variant="tertiary" loading={isSending} onClick={() => void send('post', {})}>
            {text('settings.vacancies.request')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
