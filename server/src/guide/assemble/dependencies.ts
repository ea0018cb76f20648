import { shippedAttributes, type Attribute } from '../../model/attributes';
import { typeNameOf, uidOf, type TypeName } from '../../plugin';
import { rowIn, rowsIn, type Row } from '../values';

const listOf = (value: unknown): Row[] => rowsIn(value).concat(rowIn(value) ?? []);

const dependenciesIn = ({ type, component, target }: Attribute, rows: Row[]): string[] => {
  switch (type) {
    case 'media':
      return rows.flatMap(({ id }) => (typeof id === 'number' ? [`file:${id}`] : []));
    case 'component':
      return rows.flatMap((row) => below(String(component), row));
    case 'dynamiczone':
      return rows.flatMap((row) => below(String(row.__component ?? row.__type), row));
    case 'relation': {
      const name = typeNameOf(String(target));
      return rows.flatMap((row) => [
        ...(name && typeof row.documentId === 'string' ? [`${name}:${row.documentId}`] : []),
        ...below(String(target), row),
      ]);
    }
    default:
      return [];
  }
};

const below = (uid: string, row: Row): string[] =>
  Object.entries(shippedAttributes(uid)).flatMap(([name, attribute]) =>
    dependenciesIn(attribute, listOf(row[name]))
  );

/**
 * Everything that documents reference, as `<type>:<documentId>` and `file:<id>`, by the targets of the relations of the
 * model. Other articles also count where they are not published, since a guide shows them from their publication on.
 *
 * @param type of the documents
 * @param rows populated as far as they are shown
 */
export const dependenciesOf = (type: TypeName, rows: Row[]): string[] => [
  ...new Set(rows.flatMap((row) => below(uidOf(type), row))),
];
