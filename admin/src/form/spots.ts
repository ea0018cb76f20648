import { FIELD_SPOT, LIST_NAMES } from './field-types';
import { ownRow, type EditLayout, type LayoutField, type LayoutRow } from './layout-fields';

/** Types whose inputs have no element with the name of the field. */
const UNNAMED = new Set(['blocks', 'media', 'component', 'dynamiczone']);

const isUnnamed = ({ attribute }: LayoutField): boolean =>
  attribute !== undefined && UNNAMED.has(attribute.type);

/** Whether an attribute is a list of components. */
export const isList = ({ attribute }: LayoutField): boolean =>
  attribute?.type === 'dynamiczone' || (attribute?.type === 'component' && attribute.repeatable === true);

/** Returns the row that goes before the row of a field, to find it, and to name the rows in it. */
const spotFor = (layout: EditLayout, owner: string | undefined, field: LayoutField): LayoutRow[] => {
  if (isList(field)) {
    const { component } = field.attribute ?? {};
    return [ownRow(layout, field, LIST_NAMES, { field: field.name, owner, component })];
  }
  return isUnnamed(field) ? [ownRow(layout, field, FIELD_SPOT, { field: field.name })] : [];
};

/** Puts a spot before each row with a field that cannot be found by its name. */
export const withSpots = (layout: EditLayout, owner: string | undefined, rows: LayoutRow[]): LayoutRow[] =>
  rows.flatMap((row) => [...row.flatMap((field) => spotFor(layout, owner, field)), row]);

/** Shows the main field of a row nowhere, where the row has a better name. */
export const withoutMainField = (field: LayoutField, hasOwnNames: (uid: string) => boolean): LayoutField => {
  const { component } = field.attribute ?? {};
  return isList(field) && component !== undefined && hasOwnNames(component)
    ? { ...field, mainField: { name: '', type: 'string' } }
    : field;
};
