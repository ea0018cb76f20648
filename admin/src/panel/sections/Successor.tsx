import { Flex, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { SuccessorDetails } from '../../../../server/src/admin-api/upkeep-contracts';
import { SuccessorChoice } from '../../successor/SuccessorChoice';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useArticleData } from './use-article-data';
import { useText } from '../../use-text';

/** What readers get at the address of an article once it is not published any more. */
export const Successor: Section = ({ entry, locale }) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { data } = useArticleData<SuccessorDetails>('successors', entry);
  const article = entry.document?.documentId;
  const { status } = entry.document ?? {};
  // Readers do not know a draft, so nothing is missing when it goes.
  const isKnown = status === 'published' || status === 'modified';
  if (!data || !article || locale === undefined || (!isKnown && data.kind === 'missing')) return null;
  const title = data.successor?.title ?? data.successor?.documentId ?? '';
  return (
    <PanelSection title={text('successor.title')}>
      {isOpen ? (
        <SuccessorChoice article={article} locale={locale} />
      ) : (
        <Flex gap={2} wrap="wrap">
          <Typography variant="pi" textColor="neutral600">
            {data.kind === 'successor' ? text('successor.chosen', { title }) : text(`successor.${data.kind}`)}
          </Typography>
          <TextButton type="button" onClick={() => setOpen(true)}>
            {text('successor.change')}
          </TextButton>
        </Flex>
      )}
    </PanelSection>
  );
};
