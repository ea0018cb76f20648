import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { SuccessorChoice } from '../successor/SuccessorChoice';
import { ARTICLE, isOwnType } from '../uids';
import { pluginMessageId } from '../messages';
import { UsageList } from './UsageList';
import { useUsage } from './use-usage';

interface ActionProps {
  model: string;
  documentId?: string;
  document?: { documentId?: string; locale?: string | null };
}

interface ActionDescription {
  dialog?: { type: string; content?: ReactNode };
}

/** An action of a document, such as publishing or deleting it: a hook that Strapi calls. */
export type DocumentAction = ((props: ActionProps) => ActionDescription | null) & { type?: string };

const DeleteWarning = ({
  model,
  documentId,
  locale,
}: {
  model: string;
  documentId: string;
  locale?: string;
}) => {
  const { formatMessage } = useIntl();
  const usage = useUsage(model, documentId);
  if (!usage || usage.meta.total === 0) return null;
  return (
    <Box role="status" paddingTop={4} width="100%">
      <Typography variant="omega" fontWeight="bold">
        {formatMessage({ id: pluginMessageId('usage.beforeDelete') }, { count: usage.meta.total })}
      </Typography>
      <Box paddingTop={2}>
        <UsageList usage={usage} locale={locale} />
      </Box>
    </Box>
  );
};

/** Adds to the question before deleting an entry of the plugin which entries reference it. */
export const warnBeforeDelete = (action: DocumentAction): DocumentAction => {
  if (action.type !== 'delete') return action;
  const useWarnedAction: DocumentAction = (props) => {
    const description = action(props);
    const documentId = props.documentId ?? props.document?.documentId;
    if (!description?.dialog || !documentId || !isOwnType(props.model)) return description;
    const { dialog } = description;
    const locale = props.document?.locale ?? undefined;
    const content = (
      <>
        {dialog.content}
        <DeleteWarning model={props.model} documentId={documentId} {...(locale ? { locale } : {})} />
        {props.model === ARTICLE && locale && (
          <Box paddingTop={4} width="100%">
            <SuccessorChoice article={documentId} locale={locale} />
          </Box>
        )}
      </>
    );
    return { ...description, dialog: { ...dialog, content } };
  };
  return Object.assign(useWarnedAction, action);
};
