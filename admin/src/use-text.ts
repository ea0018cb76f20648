import { useIntl } from 'react-intl';
import { pluginMessageId } from './messages';

/** Returns what words a text of the plugin in the language of the panel. @param name as in `panel` of `texts/` */
export const useText = () => {
  const { formatMessage } = useIntl();
  return (name: string, values?: Record<string, string | number>): string =>
    formatMessage({ id: pluginMessageId(name) }, values);
};
