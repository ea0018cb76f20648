import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useState, type ChangeEvent } from 'react';
import { useIntl } from 'react-intl';
import { localeName } from '../locales';
import { useCandidates, type Candidate } from './use-candidates';
import { useText } from '../use-text';

interface Props {
  kind: 'article' | 'occupation';
  locale: string;
  /** The documentId of an article that is not offered. */
  without?: string;
  picked: Candidate | undefined;
  onPick: (candidate: Candidate) => void;
}

/** Searches the articles or occupations that a guide can start from. */
export const SourcePicker = ({ kind, locale, without, picked, onPick }: Props) => {
  const text = useText();
  const { locale: language } = useIntl();
  const [search, setSearch] = useState('');
  const found = useCandidates(kind, locale, search.trim());
  const candidates = found?.filter(({ documentId }) => documentId !== without);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name="search" id="career-field-start-search">
        <Field.Label>{text(`start.search.${kind}`)}</Field.Label>
        <Field.Input
          type="search"
          value={search}
          autoComplete="off"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setSearch(event.target.value)}
        />
      </Field.Root>
      {candidates?.length === 0 && (
        <Typography role="status" variant="omega" textColor="neutral600">
          {text('start.search.none')}
        </Typography>
      )}
      {candidates && candidates.length > 0 && (
        <Box maxHeight="20rem" overflow="auto" padding={1}>
          <Radio.Group
            aria-label={text(`start.search.${kind}`)}
            value={picked?.documentId ?? ''}
            onValueChange={(documentId) => {
              const candidate = candidates.find((each) => each.documentId === documentId);
              if (candidate) onPick(candidate);
            }}
          >
            {candidates.map((candidate) => (
              <Radio.Item key={candidate.documentId} value={candidate.documentId}>
                {candidate.locale === locale
                  ? candidate.title
                  : `${candidate.title} (${localeName(candidate.locale, language)})`}
              </Radio.Item>
            ))}
          </Radio.Group>
        </Box>
      )}
    </Flex>
  );
};
