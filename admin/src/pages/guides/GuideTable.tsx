import { Flex, Link, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import type { OverviewRow } from '../../../../server/src/admin-api/contracts';
import { useHistoryWords } from '../../history/use-history-words';
import { localeName } from '../../locales';
import { useText } from '../../use-text';
import { editorAddress } from './address';
import { LanguageCell } from './LanguageCell';

/** What Strapi's table takes as a row. */
export type GuideRow = OverviewRow & { id: string };

interface Props {
  rows: GuideRow[];
  /** The shown languages. */
  locales: string[];
  /** The language of the titles, as far as an article has it. */
  titleLocale: string;
  isLoading: boolean;
  selected: GuideRow[];
  onSelect: (rows: GuideRow[]) => void;
  /** What can be done with the selected guides. */
  actions: ReactNode;
}

const People = ({ row: { cells } }: { row: GuideRow }) => {
  const names = new Set(cells.flatMap(({ responsible }) => responsible?.name ?? []));
  return (
    <Flex direction="column" alignItems="flex-start">
      {[...names].map((name) => (
        <Typography key={name}>{name}</Typography>
      ))}
    </Flex>
  );
};

const Row = ({ row, locales, titleLocale }: Pick<Props, 'locales' | 'titleLocale'> & { row: GuideRow }) => {
  const { formatDate } = useIntl();
  const { who } = useHistoryWords();
  const shown = row.cells.find(({ locale }) => locale === titleLocale) ?? row.cells[0];
  return (
    <Table.Row>
      <Table.CheckboxCell id={row.id} />
      <Table.Cell>
        <Link tag={NavLink} to={editorAddress(row.documentId, shown?.locale ?? titleLocale)}>
          {row.title}
        </Link>
      </Table.Cell>
      {locales.map((locale) => (
        <Table.Cell key={locale}>
          <LanguageCell
            documentId={row.documentId}
            title={row.title}
            locale={locale}
            cell={row.cells.find((cell) => cell.locale === locale)}
          />
        </Table.Cell>
      ))}
      <Table.Cell>
        <People row={row} />
      </Table.Cell>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start">
          <Typography>{formatDate(row.modifiedAt, { dateStyle: 'medium' })}</Typography>
          {row.modifiedBy && (
            <Typography variant="pi" textColor="neutral600">
              {who(row.modifiedBy)}
            </Typography>
          )}
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};

/** All guides of a page with their languages. */
export const GuideTable = ({ rows, locales, titleLocale, isLoading, selected, onSelect, actions }: Props) => {
  const text = useText();
  const { locale: language } = useIntl();
  const headers = [
    { name: 'title', label: text('guides.column.title'), sortable: true },
    ...locales.map((locale) => ({ name: `language ${locale}`, label: localeName(locale, language) })),
    { name: 'responsible', label: text('guides.column.responsible') },
    { name: 'modified', label: text('guides.column.modified'), sortable: true },
  ];
  return (
    <Table.Root
      rows={rows}
      headers={headers}
      isLoading={isLoading}
      selectedRows={selected}
      onSelectedRowsChange={onSelect}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Table.ActionBar>{actions}</Table.ActionBar>
        <Table.Content>
          <Table.Head>
            <Table.HeaderCheckboxCell />
            {headers.map((header) => (
              <Table.HeaderCell key={header.name} {...header} />
            ))}
          </Table.Head>
          <Table.Loading />
          <Table.Empty content={text('guides.none')} />
          <Table.Body>
            {rows.map((row) => (
              <Row key={row.id} row={row} locales={locales} titleLocale={titleLocale} />
            ))}
          </Table.Body>
        </Table.Content>
      </Flex>
    </Table.Root>
  );
};
