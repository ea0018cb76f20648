import { Flex, Typography } from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import type { SidePanelProps } from '../side-panel';
import { useText } from '../../use-text';

/** See `server/src/admin-api/guide-issues.ts`. */
type Issue = 'stale' | 'missing';

/** The request is sent when the entry is opened, saved or published. */
const useGuideIssue = ({ model, document, meta }: SidePanelProps): Issue | null => {
  const { get } = useFetchClient();
  const [issue, setIssue] = useState<Issue | null>(null);
  const latestGet = useRef(get);
  latestGet.current = get;

  const article = model === ARTICLE ? document?.documentId : undefined;
  const locale = document?.locale;
  useEffect(() => setIssue(null), [article, locale]);
  useEffect(() => {
    if (!article || !locale) return;
    let isCancelled = false;
    latestGet
      .current<{ data: { issue: Issue | null } }>(`/${PLUGIN_ID}/guide-issues`, {
        params: { article, locale },
      })
      .then(({ data }) => {
        if (!isCancelled) setIssue(data.data.issue);
      })
      // The form works without it.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
  }, [article, locale, document, meta]);
  return issue;
};

/** Reports that the published guide of an article could not be built from its content. */
export const GuideIssue: Section = ({ entry }) => {
  const text = useText();
  const issue = useGuideIssue(entry);
  if (!issue) return null;
  return (
    <PanelSection title={text('guide-issue.title')}>
      <Flex role="status" direction="column" alignItems="stretch" gap={2}>
        <Typography variant="omega" textColor="danger600">
          {text(`guide-issue.${issue}`)}
        </Typography>
        <Typography variant="omega" textColor="neutral800">
          {text('guide-issue.advice')}
        </Typography>
      </Flex>
    </PanelSection>
  );
};
