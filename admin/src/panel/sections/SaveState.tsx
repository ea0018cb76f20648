import { Box, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { ARTICLE } from '../../uids';
import type { Section } from '../section';
import type { SidePanelProps } from '../side-panel';
import { useText } from '../../use-text';

/** The name of the text that says what readers see. */
const stateOf = ({ model, activeTab, document }: SidePanelProps): string | undefined => {
  if (model !== ARTICLE) return document?.documentId ? 'live' : undefined;
  if (activeTab === 'published') return 'shown';
  return document?.documentId ? (document.status ?? 'draft') : undefined;
};

/** Whether the form is saved, and whether readers see what is saved. */
export const SaveState: Section = ({ entry }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const isModified = useForm('SaveState', ({ modified }) => modified);
  const isSaving = useForm('SaveState', ({ isSubmitting }) => isSubmitting);
  const { documentId, updatedAt } = entry.document ?? {};
  const time = updatedAt && formatDate(updatedAt, { dateStyle: 'short', timeStyle: 'short' });
  const state = stateOf(entry);
  const [words, color] = isSaving
    ? [text('panel.save.saving'), 'neutral800']
    : isModified
      ? [text('panel.save.unsaved'), 'warning700']
      : documentId
        ? [text('panel.save.saved', { time: time ?? '' }), 'success700']
        : [text('panel.save.new'), 'neutral800'];
  return (
    <Box>
      <Typography role="status" tag="p" variant="omega" fontWeight="bold" textColor={color}>
        {words}
      </Typography>
      {state && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text(`panel.state.${state}`)}
        </Typography>
      )}
    </Box>
  );
};
