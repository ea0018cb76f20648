import { Button, Flex, Typography } from '@strapi/design-system';
import { useFetchClient, useNotification, useRBAC } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { DeliveryStats } from '../../../../server/src/admin-api/contracts';
import { PERMISSIONS } from '../../permissions';
import { PLUGIN_ID } from '../../plugin';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { useResource } from '../use-resource';

const Figures = ({ stats: { guides, responses } }: { stats: DeliveryStats }) => {
  const text = useText();
  const { formatNumber } = useIntl();
  const figures = {
    guides: formatNumber(guides.guides),
    rebuilds: formatNumber(guides.rebuilds),
    entries: formatNumber(guides.entries),
    megabytes: formatNumber(guides.bytes / 2 ** 20, { maximumFractionDigits: 1 }),
    hits: formatNumber(responses.hits),
    misses: formatNumber(responses.misses),
  };
  return (
    <ul>
      {Object.entries(figures).map(([name, value]) => (
        <Typography key={name} tag="li" display="block">
          {text(`settings.cache.${name}`, { value })}
        </Typography>
      ))}
    </ul>
  );
};

/** What this process has cached, and emptying the caches. */
export const CacheCard = ({ canUpdate }: { canUpdate: boolean }) => {
  const text = useText();
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC({ read: PERMISSIONS.readStats });
  const { data, reload } = useResource<DeliveryStats>('delivery-stats');
  const purge = async (): Promise<void> => {
    try {
      await post(`/${PLUGIN_ID}/settings/purge`);
      toggleNotification({ type: 'success', message: text('settings.cache.purged') });
    } catch {
      toggleNotification({ type: 'danger', message: text('settings.failed') });
    }
    await reload();
  };
  return (
    <Card title={text('settings.cache.title')} hint={text('settings.cache.hint')}>
      {allowedActions.canRead && data && <Figures stats={data} />}
      {!allowedActions.canRead && <Typography>{text('settings.cache.forbidden')}</Typography>}
      <Flex gap={2}>
        {allowedActions.canRead && (
          <Button variant="tertiary" onClick={() => void reload()}>
            {text('settings.cache.reload')}
          </Button>
        )}
        {canUpdate && (
          <Button variant="danger-light" onClick={() => void purge()}>
            {text('settings.cache.purge')}
          </Button>
        )}
      </Flex>
    </Card>
  );
};
