import { Flex } from '@strapi/design-system';
import { memo } from 'react';
import { useInspection } from '../preview/use-inspection';
import { ARTICLE, isOwnType } from '../uids';
import { ARTICLE_SECTIONS, ENTRY_SECTIONS } from './sections';
import type { Section, SectionProps } from './section';
import type { SidePanel, SidePanelProps } from './side-panel';
import { useFormLocale } from './use-locale';
import { useText } from '../use-text';

/**
 * Keeps the column of the panels in view, and in it the buttons that save and publish. Strapi has no place for that, so the
 * rule finds the column by what is in it.
 */
const STICKY = `
  @media (min-width: 1080px) {
    div:has(> aside [data-career-field-panel]) {
      position: sticky; top: 16px; max-height: calc(100vh - 80px); overflow-y: auto;
    }
    div:has(> aside [data-career-field-panel]) > aside { flex: none; }
    div:has(> aside [data-career-field-panel]) > aside:first-of-type { position: sticky; top: 0; z-index: 1; }
  }
`;

/** Typing renders the panel, and most of its sections depend on the overview only. */
const Sections = memo(({ sections, ...props }: SectionProps & { sections: readonly Section[] }) => (
  <Flex
    data-career-field-panel=""
    direction="column"
    alignItems="stretch"
    gap={4}
    width="100%"
    // A long word wraps instead of widening the column.
    style={{ overflowWrap: 'anywhere' }}
  >
    <style>{STICKY}</style>
    {sections.map((Each, index) => (
      <Each key={index} {...props} />
    ))}
  </Flex>
));

const OfArticle = ({ entry, locale }: { entry: SidePanelProps; locale: string }) => {
  const inspection = useInspection({ documentId: entry.document?.documentId, locale }, 'overview');
  return (
    <Sections sections={ARTICLE_SECTIONS} entry={entry} locale={locale} overview={inspection?.overview} />
  );
};

const Content = ({ entry }: { entry: SidePanelProps }) => {
  const locale = useFormLocale(entry);
  // What is published cannot be changed here, so nothing in it is left to do.
  return entry.model === ARTICLE && entry.activeTab !== 'published' && locale !== undefined ? (
    <OfArticle key={locale} entry={entry} locale={locale} />
  ) : (
    <Sections sections={ENTRY_SECTIONS} entry={entry} locale={locale} overview={undefined} />
  );
};

/** The panel beside the form of one of the plugin's entries. */
export const useEditPanel: SidePanel = (entry) => {
  const text = useText();
  if (!isOwnType(entry.model)) return null;
  return { title: text('panel.title'), content: <Content entry={entry} /> };
};
