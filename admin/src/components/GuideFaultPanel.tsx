import { Flex, Typography } from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../plugin';
import { pluginMessageId } from '../messages';

/** What Strapi hands to a side panel of the edit view, as far as it is used here. */
interface SidePanelProps {
  model: string;
  /** Empty or missing while there is no entry in the chosen language. */
  document?: { documentId?: string; locale?: string | null };
  /** Changes with whatever is known of the published version. */
  meta?: object;
}

/** A panel that is not shown is null. */
export type SidePanel = (props: SidePanelProps) => { title: string; content: ReactNode } | null;

/** See `server/src/admin-api/guide-faults.ts`. */
type GuideFault = 'outdated' | 'missing';

const ARTICLE = `plugin::${PLUGIN_ID}.article`;

/**
 * The side panel of an article whose published guide could not be built from its content; there is none otherwise. The
 * server is asked when the entry is opened, and again whenever it was saved or published.
 */
export const useGuideFaultPanel: SidePanel = ({ model, document, meta }) => {
  const { formatMessage } = useIntl();
  const { get } = useFetchClient();
  const [fault, setFault] = useState<GuideFault | null>(null);
  const getting = useRef(get);
  getting.current = get;

  const article = model === ARTICLE ? document?.documentId : undefined;
  const locale = document?.locale;
  useEffect(() => setFault(null), [article, locale]);
  useEffect(() => {
    if (!article || !locale) return;
    let isLate = false;
    getting
      .current<{ data: { fault: GuideFault | null } }>(`/${PLUGIN_ID}/guide-faults`, {
        params: { article, locale },
      })
      .then(({ data }) => {
        if (!isLate) setFault(data.data.fault);
      })
      // Nothing is known then; the form works without the panel.
      .catch(() => {});
    return () => {
      isLate = true;
    };
  }, [article, locale, document, meta]);

  if (!fault) return null;
  return {
    title: formatMessage({ id: pluginMessageId('guide-fault.title') }),
    content: (
      <Flex role="status" direction="column" alignItems="stretch" gap={2}>
        <Typography variant="omega" textColor="danger600">
          {formatMessage({ id: pluginMessageId(`guide-fault.${fault}`) })}
        </Typography>
        <Typography variant="omega" textColor="neutral800">
          {formatMessage({ id: pluginMessageId('guide-fault.advice') })}
        </Typography>
      </Flex>
    ),
  };
};
