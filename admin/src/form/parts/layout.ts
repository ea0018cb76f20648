import { PART_CARD } from '../field-types';
import { isList } from '../spots';
import { ownRow, type EditLayout, type LayoutPanel, type LayoutRow } from '../layout-fields';

/** Types of attributes that are parts of an article. The category is one of its fields, related articles are a part. */
const PARTS = new Set(['component', 'dynamiczone']);
const RELATIONS = new Set(['related']);

/** Returns the name of the part that a row is, or undefined for a row of fields. */
const partOf = ([field, ...others]: LayoutRow): string | undefined => {
  if (!field || others.length > 0) return undefined;
  return PARTS.has(field.attribute?.type ?? '') || RELATIONS.has(field.name) ? field.name : undefined;
};

const isZone = (panel: LayoutPanel): boolean =>
  panel.some((row) => row.some(({ attribute }) => attribute?.type === 'dynamiczone'));

/**
 * Puts a card before each part, in the order of the layout. Cards have panels of their own; Strapi renders nothing but the
 * dynamic zone in the panel that has it, so the card for that stands in the panel before.
 */
export const withPartCards = (layout: EditLayout, owner: string, panels: LayoutPanel[]): LayoutPanel[] => {
  const result: LayoutPanel[] = [];
  /** The panel to which rows are added, if one is open. */
  let current: { isOfCards: boolean; rows: LayoutPanel } | undefined;
  const rowsFor = (isOfCards: boolean): LayoutPanel => {
    if (!current || (isOfCards && !current.isOfCards)) {
      current = { isOfCards, rows: [] };
      result.push(current.rows);
    }
    return current.rows;
  };
  let isFirst = true;
  for (const panel of panels) {
    for (const row of panel) {
      const part = partOf(row);
      const [field] = row;
      if (part !== undefined && field) {
        const list = isList(field) ? { component: field.attribute?.component } : undefined;
        rowsFor(true).push(ownRow(layout, field, PART_CARD, { owner, part, isFirst, list }));
        isFirst = false;
      }
      if (isZone(panel)) {
        result.push([row]);
        current = undefined;
      } else {
        rowsFor(part !== undefined).push(row);
      }
    }
  }
  return result;
};
