import { z } from '../../strapi-internals/host-utils';
import { paragraph, table as writeTable, text } from '../page/nodes';
import { field, optionalProse, proseList } from '../shape/fields';
import { rowsIn } from '../values';
import { sectionKind } from './kind';

const cellsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((cell) => (typeof cell === 'string' ? cell : '')) : [];

const rows = field(
  z.array(z.array(z.string())),
  (value) => rowsIn(value).map(({ cells }) => cellsIn(cells)),
  { role: 'prose', model: 'table-row', covers: ['cells'] }
);

export const table = sectionKind({
  type: 'table',
  attribute: 'sections',
  component: 'table-section',
  shape: () => ({ caption: optionalProse, columns: proseList, rows }),
  markdown(section) {
    const width = Math.max(section.columns.length, ...section.rows.map(({ length }) => length));
    return [
      ...paragraph(text(section.caption)),
      ...writeTable(
        Array.from({ length: width }, (_, index) => ({
          heading: section.columns[index] ?? '',
          cell: (row: string[]) => text(row[index] ?? null),
        })),
        section.rows
      ),
    ];
  },
});
