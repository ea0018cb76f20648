import { attributesOf } from '../../messages';
import { MORE_FIELDS } from '../field-types';
import { ownRow, type EditLayout, type LayoutField, type LayoutRow } from '../layout-fields';

/** Fields of a section that fill themselves, or that hardly anybody needs. */
const TECHNICAL = ['navLabel', 'anchor', 'hideInToc'];

/** Where a free section stands is decided once it is written. */
const LAST = ['after'];

const FULL_WIDTH = 12;
const HALF_WIDTH = 6;

const isSection = (uid: string): boolean => 'heading' in attributesOf(uid) && 'anchor' in attributesOf(uid);

/** Puts the fields of a section that readers see first, and the technical ones behind *More*. */
export const withMoreFields = (layout: EditLayout, uid: string, rows: LayoutRow[]): LayoutRow[] => {
  if (!isSection(uid)) return rows;
  const fields = rows.flat();
  const take = (names: string[]): LayoutField[] =>
    names.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const technical = take(TECHNICAL);
  const moved = new Set([...TECHNICAL, ...LAST]);
  const own = rows
    .map((row) => row.filter(({ name }) => !moved.has(name)))
    .filter((row) => row.length > 0)
    // The heading had the short title beside it.
    .map((row) => (row.length === 1 && row[0]?.name === 'heading' ? [{ ...row[0], size: FULL_WIDTH }] : row));
  const last = take(LAST).map((field) => [{ ...field, size: HALF_WIDTH }]);
  const [first] = technical;
  if (!first) return [...own, ...last];
  return [
    ...own,
    ...last,
    ownRow(layout, first, MORE_FIELDS, { fields: technical.map(({ name }) => name) }),
    technical.filter(({ name }) => name !== 'hideInToc').map((field) => ({ ...field, size: HALF_WIDTH })),
    technical.filter(({ name }) => name === 'hideInToc').map((field) => ({ ...field, size: HALF_WIDTH })),
  ].filter((row) => row.length > 0);
};
