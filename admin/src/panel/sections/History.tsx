import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import type { HistoryEntry, HistoryPage } from '../../../../server/src/admin-api/upkeep-contracts';
import { useHistoryWords } from '../../history/use-history-words';
import { PLUGIN_ID } from '../../plugin';
import { useText } from '../../use-text';
import { PanelSection } from '../PanelSection';
import type { Section } from '../section';
import { useArticleData } from './use-article-data';

/** Entries that are shown at first, and in one response. */
const FIRST = 3;
const PAGE = 25;

const Entry = ({ entry }: { entry: HistoryEntry }) => {
  const { sentence, behind, ago, moment } = useHistoryWords();
  const person = behind(entry);
  return (
    <Box tag="li">
      <Typography tag="p" variant="pi">
        {sentence(entry)}
        <Typography variant="pi" textColor="neutral600">
          {' · '}
          <time dateTime={entry.at} title={moment(entry.at)}>
            {ago(entry.at)}
          </time>
          {person && ` · ${person}`}
        </Typography>
      </Typography>
    </Box>
  );
};

/** What happened to the article in the language of the form, and who did it. */
export const History: Section = ({ entry, locale }) => {
  const text = useText();
  const { get } = useFetchClient();
  const { data } = useArticleData<HistoryPage>('history', entry);
  const [older, setOlder] = useState<HistoryEntry[]>([]);
  const [isOpen, setOpen] = useState(false);
  const article = entry.document?.documentId;
  useEffect(() => setOlder([]), [data]);
  useEffect(() => setOpen(false), [article, locale]);
  if (!data?.isOn || data.total === 0 || !article || locale === undefined) return null;
  // An entry that was added since the first page was read is on both.
  const known = new Set(data.entries.map(({ id }) => id));
  const all = [...data.entries, ...older.filter(({ id }) => !known.has(id))];
  const loadOlder = async (): Promise<void> => {
    const page = Math.floor(all.length / PAGE) + 1;
    const { data: response } = await get<{ data: HistoryPage }>(`/${PLUGIN_ID}/history`, {
      params: { article, locale, page, pageSize: PAGE },
    });
    setOlder((before) => [...before, ...response.data.entries]);
  };
  return (
    <PanelSection title={text('history.title')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {(isOpen ? all : all.slice(0, FIRST)).map((each) => (
          <Entry key={each.id} entry={each} />
        ))}
      </Flex>
      {data.total > FIRST && (
        <Flex gap={4} paddingTop={2}>
          {isOpen && all.length < data.total && (
            <TextButton type="button" onClick={() => void loadOlder()}>
              {text('history.older')}
            </TextButton>
          )}
          <TextButton type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {text(isOpen ? 'history.fewer' : 'history.all')}
          </TextButton>
        </Flex>
      )}
    </PanelSection>
  );
};
