import { Box, Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useAPIErrorHandler, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import type { SuccessorDetails } from '../../../server/src/admin-api/upkeep-contracts';
import { PLUGIN_ID } from '../plugin';
import { SourcePicker } from '../start/SourcePicker';
import { useText } from '../use-text';

const KINDS: readonly SuccessorDetails['kind'][] = ['missing', 'successor', 'gone'];

interface Props {
  article: string;
  locale: string;
}

/** Reads and stores what readers get where an article was. */
const useSuccessor = ({ article, locale }: Props) => {
  const client = useFetchClient();
  const latestClient = useRef(client);
  latestClient.current = client;
  const { toggleNotification } = useNotification();
  const { formatAPIError } = useAPIErrorHandler();
  const [details, setDetails] = useState<SuccessorDetails>();
  useEffect(() => {
    let isCancelled = false;
    setDetails(undefined);
    latestClient.current
      .get<{ data: SuccessorDetails }>(`/${PLUGIN_ID}/successors`, { params: { article, locale } })
      .then(({ data }) => {
        if (!isCancelled) setDetails(data.data);
      })
      // The form works without it.
      .catch(() => {});
    return () => {
      isCancelled = true;
    };
  }, [article, locale]);

  const choose = async (then: { kind: string; documentId?: string }): Promise<void> => {
    try {
      const { data } = await latestClient.current.put<{ data: SuccessorDetails }>(
        `/${PLUGIN_ID}/successors`,
        { article, locale, then }
      );
      setDetails(data.data);
    } catch (error) {
      const message = formatAPIError(error as Parameters<typeof formatAPIError>[0]);
      toggleNotification({ type: 'danger', message });
    }
  };
  return { details, choose };
};

/** Chooses what readers get at the addresses of an article once it is unpublished or deleted. It is stored at once. */
export const SuccessorChoice = ({ article, locale }: Props) => {
  const text = useText();
  const { details, choose } = useSuccessor({ article, locale });
  const [isPicking, setPicking] = useState(false);
  if (!details) return null;
  const kind = isPicking ? 'successor' : details.kind;
  const onChange = (next: string | number): void => {
    setPicking(next === 'successor');
    if (next !== 'successor') void choose({ kind: String(next) });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <Field.Root name="successor">
        <Field.Label>{text('successor.label')}</Field.Label>
        <SingleSelect value={kind} onChange={onChange}>
          {KINDS.map((each) => (
            <SingleSelectOption key={each} value={each}>
              {text(`successor.${each}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {kind === 'successor' && details.successor && (
        <Typography variant="pi" role="status">
          {text('successor.chosen', { title: details.successor.title ?? details.successor.documentId })}
        </Typography>
      )}
      {kind === 'successor' && (
        <Box>
          <SourcePicker
            kind="article"
            locale={locale}
            without={article}
            picked={details.successor ? { ...details.successor, locale, title: '' } : undefined}
            onPick={({ documentId }) => void choose({ kind: 'successor', documentId })}
          />
        </Box>
      )}
    </Flex>
  );
};
