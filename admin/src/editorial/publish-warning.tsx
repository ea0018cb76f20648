import { Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useLocation } from 'react-router-dom';
import type { PartBehind, Translations } from '../../../server/src/admin-api/contracts';
import { fieldName, pluginMessageId } from '../messages';
import { panelLanguage } from '../panel-language';
import { ARTICLE } from '../uids';
import { valueAt } from './taken-over';
import { useResource } from './use-resource';

interface ActionProps {
  model: string;
  documentId?: string;
  document?: { documentId?: string; locale?: string | null; updatedAt?: string };
}

interface ActionDescription {
  disabled?: boolean;
  /** Opens the dialog unless it returns true. */
  onClick?: (event?: unknown) => unknown;
  dialog?: {
    type: string;
    title?: ReactNode;
    content?: ReactNode;
    onConfirm?: () => unknown;
    [option: string]: unknown;
  };
}

/** An action of a document: a hook that Strapi calls, in lists, too. */
type DocumentAction = ((props: ActionProps) => ActionDescription | null) & { type?: string };

interface FormState {
  values?: unknown;
  initialValues?: unknown;
}

/** Whether an editor has changed a part in the form: it counts as brought up to date by the same save. */
const isEdited = ({ path }: PartBehind, { values, initialValues }: FormState): boolean =>
  path !== null && JSON.stringify(valueAt(values, path)) !== JSON.stringify(valueAt(initialValues, path));

/**
 * Asks before a language is published of which parts are behind their original, and names them. The keyboard shortcut
 * publishes without the question.
 */
export const warnBeforePublish = (action: DocumentAction): DocumentAction => {
  if (action.type !== 'publish') return action;
  const useWarnedAction: DocumentAction = (props) => {
    const description = action(props);
    const { formatMessage } = useIntl();
    const { pathname } = useLocation();
    const [isConfirmed, setConfirmed] = useState(false);
    const { document } = props;
    const article = document?.documentId;
    // A list asks for the actions of each of its rows.
    const isForm = props.model === ARTICLE && article !== undefined && pathname.includes(article);
    const { data } = useResource<Translations>(
      'translations',
      isForm ? article : undefined,
      document?.locale ?? undefined,
      document?.updatedAt
    );
    const values = useForm('CareerFieldPublish', (state: FormState) => state.values);
    const initialValues = useForm('CareerFieldPublish', (state: FormState) => state.initialValues);
    if (!description?.onClick || data?.onPublish !== 'warn' || isConfirmed) return description;
    const behind = data.behind.filter((part) => !isEdited(part, { values, initialValues }));
    if (behind.length === 0) return description;
    const { onClick } = description;
    const name = ({ path, sourcePath, part }: PartBehind): string =>
      fieldName(ARTICLE, (path ?? sourcePath ?? part.split('#')[0]!).split('.'), panelLanguage());
    const message = (id: string, given?: Record<string, string>): string =>
      formatMessage({ id: pluginMessageId(`languages.publish.${id}`) }, given);
    return {
      ...description,
      onClick: () => undefined,
      dialog: {
        type: 'dialog',
        variant: 'secondary',
        title: message('title'),
        content: (
          <Typography tag="p">
            {message('text', { parts: [...new Set(behind.map(name))].join(', ') })}
          </Typography>
        ),
        confirmLabel: message('confirm'),
        onConfirm: async () => {
          // Otherwise Strapi has a question of its own, about drafts that this one references: at the next click.
          if ((await onClick()) !== true) setConfirmed(true);
        },
      },
    };
  };
  return Object.assign(useWarnedAction, action);
};
