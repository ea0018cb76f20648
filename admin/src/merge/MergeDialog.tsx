import { Box, Button, Field, Flex, Modal, Radio, Typography } from '@strapi/design-system';
import { useAPIErrorHandler, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import type { MergeCandidate, MergePreview } from '../../../server/src/admin-api/upkeep-contracts';
import { PLUGIN_ID } from '../plugin';
import { addressOf, UsageList } from '../usage/UsageList';
import { useText } from '../use-text';

interface Props {
  /** The uid, and the name of the type. */
  model: string;
  type: string;
  from: string;
  locale: string;
  onClose: () => void;
}

/** How long typing pauses before a search, in milliseconds. */
const PAUSE = 300;

/** Returns what a route of the plugin responds with; undefined while it is loaded, and without parameters. */
const useQuery = <Data,>(path: string, params: Record<string, string> | undefined, pause = 0) => {
  const { get } = useFetchClient();
  const latestGet = useRef(get);
  latestGet.current = get;
  const [data, setData] = useState<Data>();
  const key = JSON.stringify(params);
  useEffect(() => {
    setData(undefined);
    if (key === undefined) return;
    let isCancelled = false;
    const timer = setTimeout(() => {
      latestGet
        .current<{ data: Data }>(`/${PLUGIN_ID}/${path}`, { params: JSON.parse(key) as object })
        .then((response) => {
          if (!isCancelled) setData(response.data.data);
        })
        .catch(() => {});
    }, pause);
    return () => {
      isCancelled = true;
      clearTimeout(timer);
    };
  }, [path, key, pause]);
  return data;
};

const Changes = ({ preview, locale }: { preview: MergePreview; locale: string }) => {
  const text = useText();
  if (preview.issue !== null) {
    return (
      <Typography role="alert" textColor="danger600">
        {text(`merge.issue.${preview.issue}`)}
      </Typography>
    );
  }
  return (
    <Box role="status">
      <Typography tag="p" fontWeight="bold" paddingBottom={2}>
        {preview.usage.meta.total > 0
          ? text('merge.changes', { count: preview.usage.meta.total })
          : text('usage.nowhere')}
      </Typography>
      {preview.usage.meta.total > 0 && <UsageList usage={preview.usage} locale={locale} />}
      {preview.takenOver.length > 0 && (
        <Typography tag="p" paddingTop={2}>
          {text('merge.takenOver', { locales: preview.takenOver.join(', ') })}
        </Typography>
      )}
    </Box>
  );
};

interface CandidatesProps extends Pick<Props, 'type' | 'from' | 'locale'> {
  picked: MergeCandidate | undefined;
  onPick: (candidate: MergeCandidate | undefined) => void;
}

/** Searches the entry that stays. */
const Candidates = ({ type, from, locale, picked, onPick }: CandidatesProps) => {
  const text = useText();
  const [search, setSearch] = useState('');
  const candidates = useQuery<MergeCandidate[]>(
    'merges/candidates',
    { type, from, locale, search: search.trim() },
    PAUSE
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root name="merge-search">
        <Field.Label>{text('merge.search')}</Field.Label>
        <Field.Input
          type="search"
          value={search}
          autoComplete="off"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setSearch(event.target.value)}
        />
      </Field.Root>
      {candidates?.length === 0 && <Typography role="status">{text('start.search.none')}</Typography>}
      {candidates && candidates.length > 0 && (
        <Box maxHeight="20rem" overflow="auto" padding={1}>
          <Radio.Group
            aria-label={text('merge.search')}
            value={picked?.documentId ?? ''}
            onValueChange={(documentId: string) =>
              onPick(candidates.find((each) => each.documentId === documentId))
            }
          >
            {candidates.map(({ documentId, title }) => (
              <Radio.Item key={documentId} value={documentId}>
                {title}
              </Radio.Item>
            ))}
          </Radio.Group>
        </Box>
      )}
    </Flex>
  );
};

/** Merges the opened entry into another one, and shows first what changes. */
export const MergeDialog = ({ model, type, from, locale, onClose }: Props) => {
  const text = useText();
  const navigate = useNavigate();
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const { formatAPIError } = useAPIErrorHandler();
  const [into, setInto] = useState<MergeCandidate>();
  const [isMerging, setMerging] = useState(false);
  const preview = useQuery<MergePreview>('merges', into && { type, from, into: into.documentId });

  const merge = async (): Promise<void> => {
    if (!into) return;
    setMerging(true);
    try {
      await post(`/${PLUGIN_ID}/merges`, { type, from, into: into.documentId });
      toggleNotification({ type: 'success', message: text('merge.done', { title: into.title }) });
      onClose();
      navigate(addressOf({ uid: model, documentId: into.documentId, locale }));
    } catch (error) {
      const message = formatAPIError(error as Parameters<typeof formatAPIError>[0]);
      toggleNotification({ type: 'danger', message });
    } finally {
      setMerging(false);
    }
  };

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{text('merge.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{text('merge.hint')}</Typography>
            <Candidates type={type} from={from} locale={locale} picked={into} onPick={setInto} />
            {preview && <Changes preview={preview} locale={locale} />}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {text('merge.cancel')}
          </Button>
          <Button
            variant="danger"
            loading={isMerging}
            disabled={!preview || preview.issue !== null}
            onClick={() => void merge()}
          >
            {text('merge.confirm')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
