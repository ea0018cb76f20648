import { Button, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useAPIErrorHandler, useFetchClient, useRBAC } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { PublishResult, ReviewRequest } from '../../../../server/src/admin-api/contracts';
import { fieldName } from '../../messages';
import { PERMISSIONS } from '../../permissions';
import { PLUGIN_ID } from '../../plugin';
import { ARTICLE } from '../../uids';
import { useText } from '../../use-text';
import type { BulkItem } from './bulk';
import { BulkDialog } from './BulkDialog';
import type { GuideRow } from './GuideTable';
import { useExport } from './use-export';

/** Months until the next review, and what the articles or the site have for it. */
const INTERVALS = ['default', '3', '6', '12', '24', 'none'];

const monthsOf = (interval: string): ReviewRequest['months'] => {
  if (interval === 'default') return undefined;
  return interval === 'none' ? null : Number(interval);
};

/** Returns what sends a request about one guide, and what is wrong with the guide. */
const useActions = (interval: string) => {
  const { post } = useFetchClient();
  const { locale: language } = useIntl();
  const { formatAPIError } = useAPIErrorHandler();
  const send = async <Data,>(path: string, body: object): Promise<Data | string[]> => {
    try {
      return (await post<{ data: Data }>(`/${PLUGIN_ID}/${path}`, body)).data.data;
    } catch (error) {
      return [formatAPIError(error as Parameters<typeof formatAPIError>[0])];
    }
  };
  return {
    review: async ({ article, locale }: BulkItem): Promise<string[]> => {
      const months = monthsOf(interval);
      const request = { articles: [{ article, locale }], ...(months === undefined ? {} : { months }) };
      const result = await send('reviews', request satisfies ReviewRequest);
      return Array.isArray(result) ? (result as string[]) : [];
    },
    publish: async ({ article, locale }: BulkItem): Promise<string[]> => {
      const results = await send<PublishResult[]>('publications', { articles: [{ article, locale }] });
      return (results as (PublishResult | string)[]).flatMap((result) =>
        typeof result === 'string'
          ? result
          : result.errors.map(({ path, message }) =>
              path.length > 0 ? `${fieldName(ARTICLE, path, language)}: ${message}` : message
            )
      );
    },
  };
};

interface Props {
  rows: GuideRow[];
  onChanged: () => void;
}

/** What can be done with the selected guides. */
export const BulkActions = ({ rows, onChanged }: Props) => {
  const text = useText();
  const [dialog, setDialog] = useState<'review' | 'publish'>();
  const [interval, setInterval] = useState('default');
  const { allowedActions } = useRBAC({
    review: PERMISSIONS.review,
    publish: PERMISSIONS.publishArticles,
    export: PERMISSIONS.export,
  });
  const { isExporting, download } = useExport();
  const actions = useActions(interval);
  const close = (isChanged: boolean): void => {
    setDialog(undefined);
    if (isChanged) onChanged();
  };
  return (
    <>
      {allowedActions.canReview && (
        <Button variant="secondary" size="S" onClick={() => setDialog('review')}>
          {text('guides.review')}
        </Button>
      )}
      {allowedActions.canPublish && (
        <Button variant="secondary" size="S" onClick={() => setDialog('publish')}>
          {text('guides.publish')}
        </Button>
      )}
      {allowedActions.canExport && (
        <Button
          variant="secondary"
          size="S"
          loading={isExporting}
          onClick={() => void download({ articles: rows.map(({ documentId }) => documentId).join(',') })}
        >
          {text('guides.export.selected')}
        </Button>
      )}
      {dialog && (
        <BulkDialog key={dialog} kind={dialog} rows={rows} act={actions[dialog]} onClose={close}>
          {dialog === 'review' && (
            <SingleSelect
              aria-label={text('guides.review.next')}
              value={interval}
              onChange={(value) => setInterval(String(value))}
            >
              {INTERVALS.map((each) => (
                <SingleSelectOption key={each} value={each}>
                  {each === 'default' || each === 'none'
                    ? text(`guides.review.${each}`)
                    : text('guides.review.months', { count: Number(each) })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          )}
        </BulkDialog>
      )}
    </>
  );
};
