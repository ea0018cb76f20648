import { Toggle, Typography } from '@strapi/design-system';
import type { SettingsResponse } from '../../../../server/src/admin-api/contracts';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { SettingState } from './SettingState';
import type { SettingProps } from './settings-page';

/** Whether everybody may read what is published. */
export const PublicReadCard = ({
  settings,
  hasPublicRole,
  canUpdate,
  save,
}: SettingProps & Pick<SettingsResponse, 'hasPublicRole'>) => {
  const text = useText();
  const { publicRead } = settings;
  return (
    <Card title={text('settings.publicRead.title')} hint={text('settings.publicRead.hint')}>
      {hasPublicRole ? (
        <div style={{ maxWidth: '24rem' }}>
          <Toggle
            aria-label={text('settings.publicRead.title')}
            checked={publicRead.value}
            disabled={publicRead.isFixed || !canUpdate}
            onLabel={text('settings.on')}
            offLabel={text('settings.off')}
            onChange={({ target }) => void save({ publicRead: target.checked })}
          />
        </div>
      ) : (
        <Typography>{text('settings.publicRead.without')}</Typography>
      )}
      <SettingState name="publicRead" setting={publicRead} />
    </Card>
  );
};
