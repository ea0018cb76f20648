import { Typography } from '@strapi/design-system';
import type { Setting } from '../../../../server/src/admin-api/contracts';
import { useText } from '../../use-text';

interface Props {
  name: string;
  setting: Setting<unknown>;
}

/** Says that the config file fixes a setting. */
export const SettingState = ({ name, setting }: Props) => {
  const text = useText();
  if (!setting.isFixed) return null;
  return (
    <Typography variant="pi" textColor="neutral600">
      {text('settings.fixed', { name })}
    </Typography>
  );
};
