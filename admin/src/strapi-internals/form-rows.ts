/**
 * Finds what the edit view renders after a field of the plugin's own.
 *
 * Relies on the edit view rendering the rows of a layout one after another, each in an element of its own that contains
 * nothing else, in forms as well as in components and in the dynamic zone, and a dynamic zone after the panel before it.
 * Read in Strapi 5.54.0. Without that, nothing is found: cards stay open, and a link leads to the part around a field.
 */

/** Elements around a field up to its panel: cell, row, rows, panel. */
const MAX_DEPTH = 5;

/** A row with nothing but a mark of a place, in a component or in one of the dynamic zone. */
export const MARK_ROWS = [
  '> div > [data-career-mark]',
  '> div:only-child > div:only-child > [data-career-mark]',
].map((inner) => `div:has(${inner})`);

const isMarkRow = (row: HTMLElement): boolean => row.matches(MARK_ROWS.join());

/** The row that follows the one of a field, without those that show nothing. */
export const rowAfter = (field: HTMLElement): HTMLElement | undefined => {
  let element: HTMLElement | null = field;
  for (let depth = 0; element && depth < MAX_DEPTH; depth += 1) {
    const next = element.nextElementSibling;
    if (next instanceof HTMLElement) return isMarkRow(next) ? rowAfter(next) : next;
    element = element.parentElement;
  }
  return undefined;
};

/** All rows that follow the one of a field. */
export const rowsAfter = (field: HTMLElement): HTMLElement[] => {
  const rows: HTMLElement[] = [];
  let row = rowAfter(field);
  while (row) {
    rows.push(row);
    row = row.nextElementSibling instanceof HTMLElement ? row.nextElementSibling : undefined;
  }
  return rows;
};
