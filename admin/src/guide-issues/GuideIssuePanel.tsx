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
type GuideIssue = 'outdated' | 'missing';

const ARTICLE = `plugin::${PLUGIN_ID}.article`;

/**
 * The side panel of an article whose published guide could not be built from its content; there is none otherwise. The
 * request is sent when the entry is opened, saved or published.
 */
export const useGuideIssuePanel: SidePanel = ({ model, document, meta }) => {
  const { formatMessage } = useIntl();
  const { get } = useFetchClient();
  const [issue, setIssue] = useState<GuideIssue | null>(null);
  const latestGet = useRef(get);
  latestGet.current = get;

  const article = model === ARTICLE ? document?.documentId : undefined;
  const locale = document?.locale;
  useEffect(() => setIssue(null), [article, locale]);
  useEffect(() => {
    if (!article || !locale) return;
    let isCancelled = false;
    latestGet
      .current<{ data: { fault: GuideIssue | null } }>(`/${PLUGIN_ID}/guide-faults`, {
        params: { article, locale },
      })
      .then(({ data }) => {
        if (!isCancelled) setIssue(data.data.fault);
      })
      // The form works without the panel.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
  }, [article, locale, document, meta]);

  if (!issue) return null;
  return {
    title: formatMessage({ id: pluginMessageId('guide-issue.title') }),
    content: (
      <Flex role="status" direction="column" alignItems="stretch" gap={2}>
        <Typography variant="omega" textColor="danger600">
          {formatMessage({ id: pluginMessageId(`guide-issue.${issue}`) })}
        </Typography>
        <Typography variant="omega" textColor="neutral800">
          {formatMessage({ id: pluginMessageId('guide-issue.advice') })}
        </Typography>
      </Flex>
    ),
  };
};
