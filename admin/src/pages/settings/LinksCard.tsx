import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import type { LinkStatus } from '../../../../server/src/admin-api/upkeep-contracts';
import { ARTICLE } from '../../uids';
import { addressOf } from '../../usage/UsageList';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { useResource } from '../use-resource';

const ERRORS = ['dns', 'tls', 'timeout', 'connection'] as const;

const BrokenLinks = ({ brokenLinks, broken }: Pick<LinkStatus, 'brokenLinks' | 'broken'>) => {
  const text = useText();
  const { formatDate } = useIntl();
  const inWords = (result: string): string => {
    const error = ERRORS.find((each) => each === result);
    return error
      ? text(`settings.links.result.${error}`)
      : text('settings.links.result.status', { status: result });
  };
  return (
    <Box tag="ul">
      {brokenLinks.map(({ address, result, since, article, locale }) => (
        <li key={address}>
          <Typography
            tag={Link}
            to={addressOf({ uid: ARTICLE, documentId: article, locale })}
            textColor="primary600"
            style={{ overflowWrap: 'anywhere' }}
          >
            {address}
          </Typography>
          <Typography textColor="neutral600">
            {' '}
            {text('settings.links.item', {
              result: inWords(result),
              date: formatDate(since, { dateStyle: 'medium', timeZone: 'UTC' }),
            })}
          </Typography>
        </li>
      ))}
      {broken > brokenLinks.length && (
        <Typography tag="li" textColor="neutral600">
          {text('usage.more', { count: broken - brokenLinks.length })}
        </Typography>
      )}
    </Box>
  );
};

/** How the checks of links go. The config file alone switches them on. */
export const LinksCard = ({ canUpdate }: { canUpdate: boolean }) => {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  const { data, send, isSending } = useResource<LinkStatus>('links/status');
  if (!data) return null;
  return (
    <Card title={text('settings.links.title')} hint={text('settings.links.hint')}>
      {data.isOn ? (
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography>{text('settings.links.on', { days: data.everyDays })}</Typography>
          <Typography>
            {text('settings.links.counted', {
              count: formatNumber(data.links),
              due: formatNumber(data.due),
              date:
                data.lastCheckedAt === null
                  ? '–'
                  : formatDate(data.lastCheckedAt, { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </Typography>
          {data.broken > 0 && (
            <>
              <Typography textColor="danger600">
                {text('settings.links.broken', { count: formatNumber(data.broken) })}
              </Typography>
              <BrokenLinks {...data} />
            </>
          )}
        </Flex>
      ) : (
        <Typography>{text('settings.links.off')}</Typography>
      )}
      {data.isOn && canUpdate && (
        <Flex>
          <Button variant="tertiary" loading={isSending} onClick={() => void send('post', {})}>
            {text('settings.links.request')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};
