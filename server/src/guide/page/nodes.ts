import type { BlockContent, Heading, List, Paragraph, PhrasingContent, Root, Table } from 'mdast';
import type { GuideImage } from '../shape/image';
import { cleanText, oneLine, safeImageUrl, safeLinkUrl } from '../../rich-text';
import type { Words } from './words';

export type Nodes = Root['children'];
export type Line = PhrasingContent[];

/** Texts of the page are on one line, so that none of them can begin anything. */
export const text = (value: string | null): Line => {
  const line = oneLine(value);
  return line ? [{ type: 'text', value: line }] : [];
};

/** A text as it is, spaces at its ends too: what stands between two others. */
const separator = (value: string): Line => [{ type: 'text', value }];

export const strong = (children: Line): Line => (children.length > 0 ? [{ type: 'strong', children }] : []);

const emphasis = (children: Line): Line => (children.length > 0 ? [{ type: 'emphasis', children }] : []);

/** A link, or its label alone where the address is none that may be linked to. */
export const link = (label: string, url: string | null): Line => {
  const safeUrl = safeLinkUrl(url);
  const children = text(label);
  if (safeUrl === undefined) return children;
  return [{ type: 'link', url: safeUrl, children: children.length > 0 ? children : text(safeUrl) }];
};

/** The lines that have something in them, with something between them. */
export const joined = (between: string, lines: readonly Line[]): Line =>
  lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => (index > 0 ? [...separator(between), ...line] : line));

export const paragraph = (line: Line): Paragraph[] =>
  line.length > 0 ? [{ type: 'paragraph', children: line }] : [];

/** A longer text without formats: a blank line in it parts paragraphs. */
export const paragraphs = (value: string | null): Paragraph[] =>
  cleanText(value)
    .split(/\n\s*\n/)
    .flatMap((part) => paragraph(text(part)));

export const heading = (depth: Heading['depth'], line: Line): Heading[] =>
  line.length > 0 ? [{ type: 'heading', depth, children: line }] : [];

export const list = (lines: readonly Line[]): List[] => {
  const children = lines
    .filter((line) => line.length > 0)
    .map((line) => ({ type: 'listItem' as const, spread: false, children: paragraph(line) }));
  return children.length > 0 ? [{ type: 'list', ordered: false, spread: false, children }] : [];
};

/** `**Label:** value`, or nothing where the value is missing. */
export const labelled = (label: string, value: Line): Line =>
  value.length > 0 ? [...strong(text(`${label}:`)), ...separator(' '), ...value] : [];

/** `**Title:** what it is`, or the title alone. */
export const titled = (title: string, value: Line): Line =>
  value.length > 0 ? labelled(title, value) : strong(text(title));

/** The same, the title linked where there is an address. */
export const titledLink = (title: string, url: string | null, value: string | null): Line =>
  joined(': ', [strong(link(title, url)), text(value)]);

/** Where another guide is on the portal, or null as long as the site has not said where that is. */
export type GuideAddress = (guide: { slug: string }) => string | null;

export const quote = (children: BlockContent[]): BlockContent[] =>
  children.length > 0 ? [{ type: 'blockquote', children }] : [];

export interface Column<Row> {
  heading: string;
  cell: (row: Row) => Line;
}

/** A table without the columns that have nothing in any row. */
export const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table[] => {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const filled = columns.map((_, index) => cells.some((row) => row[index]!.length > 0));
  const rowOf = (lines: readonly Line[]) => ({
    type: 'tableRow' as const,
    children: lines
      .filter((_, index) => filled[index])
      .map((children) => ({ type: 'tableCell' as const, children })),
  });
  if (!filled.includes(true)) return [];
  const head = rowOf(columns.map((column) => text(column.heading)));
  return [{ type: 'table', children: [head, ...cells.map(rowOf)] }];
};

/** An image with what is said of it: caption, whose it is, and that a machine has made it. */
export const image = (given: GuideImage | null, words: Words): Nodes => {
  if (!given) return [];
  const url = safeImageUrl(given.url);
  const origin = joined(', ', [
    given.credit ? text(words.label('image.credit', { credit: oneLine(given.credit) })) : [],
    given.aiGenerated ? text(words.label('image.ai')) : [],
  ]);
  const said = joined(' ', [
    text(given.caption),
    origin.length > 0 ? [...separator('('), ...origin, ...separator(')')] : [],
  ]);
  return [
    ...(url === undefined
      ? paragraph(text(given.alt))
      : paragraph([{ type: 'image', url, alt: oneLine(given.alt) }])),
    ...paragraph(emphasis(said)),
  ];
};
