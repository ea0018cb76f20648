import { Box, Checkbox, Flex, MultiSelect, MultiSelectOption, Typography } from '@strapi/design-system';
import { Page, Pagination, SearchInput, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { localeName, ownLocale } from '../../locales';
import { useText } from '../../use-text';
import { BulkActions } from './BulkActions';
import { GuideTable, type GuideRow } from './GuideTable';
import { useCompleteness } from './use-completeness';
import { useGuides } from './use-guides';
import { queryOf, type PageAddress } from './views';

/** Languages that are shown at first, and up to which there is no choice of them. */
const MANY = 4;

interface LanguagesProps {
  locales: string[];
  shown: string[];
  onChange: (shown: string[]) => void;
}

/** Chooses the shown languages, where there are many. */
const Languages = ({ locales, shown, onChange }: LanguagesProps) => {
  const text = useText();
  const { locale: language } = useIntl();
  if (locales.length <= MANY) return null;
  return (
    <Box minWidth="22rem">
      <MultiSelect
        aria-label={text('guides.languages')}
        placeholder={text('guides.languages')}
        value={shown}
        withTags
        onChange={onChange}
      >
        {locales.map((locale) => (
          <MultiSelectOption key={locale} value={locale}>
            {localeName(locale, language)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </Box>
  );
};

/** The guides of a view, with search, order and pages, all of which stand in the address. */
export const GuideList = ({ onChecksLinks }: { onChecksLinks: (checksLinks: boolean) => void }) => {
  const text = useText();
  const { locale: language } = useIntl();
  const [{ query: address }, setAddress] = useQueryParams<PageAddress>();
  const [selected, setSelected] = useState<GuideRow[]>([]);
  const [known, setKnown] = useState<string[]>([]);
  const titleLocale = known.length > 0 ? ownLocale(known, language, undefined) : language;
  const own = [titleLocale, ...known.filter((locale) => locale !== titleLocale)].filter((locale) =>
    known.includes(locale)
  );
  const wanted = address.languages?.split(',').filter((locale) => known.includes(locale));
  const locales = wanted?.length ? wanted : own.slice(0, MANY);
  const { response, isLoading, failure, reload } = useGuides({
    ...queryOf(address),
    titleLocale,
  });
  const rows = useCompleteness(response?.data, locales);
  useEffect(() => setSelected([]), [response]);
  useEffect(() => {
    if (!response) return;
    setKnown(response.meta.locales);
    onChecksLinks(response.meta.checksLinks);
  }, [response, onChecksLinks]);
  if (failure === 403) return <Page.NoPermissions />;
  if (failure !== undefined) return <Page.Error />;
  const { total = 0, pageSize = 25 } = response?.meta ?? {};
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={4} wrap="wrap">
        <SearchInput label={text('guides.search')} placeholder={text('guides.search')} trackedEvent={null} />
        <Checkbox
          checked={address.mine === 'true'}
          onCheckedChange={(isMine) => setAddress({ mine: isMine === true ? 'true' : 'false', page: '1' })}
        >
          {text('guides.mine')}
        </Checkbox>
        <Languages
          locales={own}
          shown={locales}
          onChange={(shown) => setAddress({ languages: shown.join(',') })}
        />
        <Box flex="1" />
        <Typography role="status" variant="pi" textColor="neutral600">
          {isLoading ? '' : text('guides.count', { count: total })}
        </Typography>
      </Flex>
      <GuideTable
        rows={rows.map((row) => ({ ...row, id: row.documentId }))}
        locales={locales}
        titleLocale={titleLocale}
        isLoading={isLoading && !response}
        selected={selected}
        onSelect={setSelected}
        actions={<BulkActions rows={selected} onChanged={reload} />}
      />
      <Pagination.Root pageCount={Math.ceil(total / pageSize)} total={total} defaultPageSize={25}>
        <Pagination.PageSize options={['25', '50', '100']} />
        <Pagination.Links />
      </Pagination.Root>
    </Flex>
  );
};
