import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import type { Usage, UsageResponse } from '../../../server/src/admin-api/contracts';
import { pluginMessageId } from '../messages';

/** Entries that are named; a number says how many more there are. */
const MAX_SHOWN = 8;

/** Returns the address of an entry's form in the Content Manager. */
export const addressOf = ({
  uid,
  documentId,
  locale,
}: Pick<Usage, 'uid' | 'documentId' | 'locale'>): string =>
  `/content-manager/collection-types/${uid}/${documentId}${
    locale ? `?plugins[i18n][locale]=${encodeURIComponent(locale)}` : ''
  }`;

/** Returns a list for each document, with its locales. */
const groupByDocument = (usages: Usage[]): Usage[][] => {
  const documents = new Map<string, Usage[]>();
  for (const usage of usages) {
    const key = `${usage.uid} ${usage.documentId}`;
    documents.set(key, [...(documents.get(key) ?? []), usage]);
  }
  return [...documents.values()];
};

interface Props {
  usage: UsageResponse;
  /** Of the form: the entry in this language is linked, where there is one. */
  locale: string | undefined;
}

/** Names the entries that reference another one, with links to their forms. */
export const UsageList = ({ usage: { data, meta }, locale }: Props) => {
  const { formatMessage } = useIntl();
  const documents = groupByDocument(data);
  const shown = documents.slice(0, MAX_SHOWN);
  const named = shown.reduce((sum, usages) => sum + usages.length, 0);
  const more = meta.total - meta.hidden - named;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {shown.map((usages) => {
        const linked = usages.find((usage) => usage.locale === locale) ?? usages[0]!;
        const languages = usages.map((usage) => usage.locale).filter((code) => code !== null);
        const isDraftOnly = usages.every(({ isPublished }) => !isPublished);
        return (
          <Box key={`${linked.uid} ${linked.documentId}`}>
            <Typography tag={Link} to={addressOf(linked)} variant="omega" textColor="primary600">
              {linked.title}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {languages.length > 0 ? ` ${languages.join(', ')}` : ''}
              {isDraftOnly ? ` · ${formatMessage({ id: pluginMessageId('usage.draft') })}` : ''}
            </Typography>
          </Box>
        );
      })}
      {more > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {formatMessage(
            { id: pluginMessageId(meta.isMore ? 'usage.atLeast' : 'usage.more') },
            { count: more }
          )}
        </Typography>
      )}
      {meta.hidden > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {formatMessage({ id: pluginMessageId('usage.hidden') }, { count: meta.hidden })}
        </Typography>
      )}
    </Flex>
  );
};
