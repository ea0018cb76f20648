/**
 * Finds the rows of a list of components, or of the dynamic zone, in the edit view, and names them.
 *
 * Relies on each row being an item of the design system's accordion, `h3 > button` with `aria-expanded`, whose label is the
 * innermost element with text in the button, and on rows standing in their order. Strapi writes the text of a row's main
 * field there, and nothing for a row whose main field is empty or no text. Read in Strapi 5.54.0. Without that, rows keep
 * the labels that Strapi gives them, and a link leads to the list.
 */

const TRIGGER = 'h3 > button[aria-expanded]';

/** Marks the plugin's own text in the label of a row. */
const OWN = 'careerName';
const OWN_SELECTOR = '[data-career-name]';

/** The buttons that open the rows of a list, in their order. */
export const rowButtons = (list: HTMLElement): HTMLButtonElement[] => {
  const first = list.querySelector(TRIGGER);
  // The rows of a list are siblings; rows in them are not. In the dynamic zone, each is in an item of an HTML list.
  const zone = list.querySelector('ol > li')?.parentElement;
  const siblings = zone?.contains(first) ? zone : first?.parentElement?.parentElement?.parentElement;
  return [...(siblings?.children ?? [])].flatMap(
    (row) => row.querySelector<HTMLButtonElement>(TRIGGER) ?? []
  );
};

/** The row that a button opens, with the fields in it while it is open. */
export const rowElement = (button: HTMLElement | undefined): HTMLElement | undefined =>
  button?.parentElement?.parentElement ?? undefined;

const isLabel = (element: Element): boolean =>
  element.tagName === 'SPAN' &&
  element.closest('svg') === null &&
  element.querySelector(`span:not(${OWN_SELECTOR}), svg`) === null;

/** The element with the label of a row; the one before it may have an icon. */
const labelOf = (button: HTMLElement): HTMLElement | undefined =>
  [...button.querySelectorAll<HTMLElement>('span')]
    .filter((span) => isLabel(span) && !span.matches(OWN_SELECTOR))
    .at(-1);

/** The text that Strapi has given to a row. */
const ownTextOf = (label: HTMLElement): string =>
  [...label.childNodes]
    .filter((node) => !(node instanceof HTMLElement && OWN in node.dataset))
    .map((node) => node.textContent ?? '')
    .join('');

/**
 * Names a row after the text that Strapi has given to it. Does nothing if it is named so already.
 *
 * @param describe returns the plugin's own text by that of Strapi; undefined for none
 */
export const nameRow = (button: HTMLElement, describe: (given: string) => string | undefined): void => {
  const label = labelOf(button);
  if (!label) return;
  const name = describe(ownTextOf(label));
  const present = label.querySelector<HTMLElement>(OWN_SELECTOR);
  if (present?.textContent === name) return;
  present?.remove();
  if (name === undefined) return;
  const own = document.createElement('span');
  own.dataset[OWN] = '';
  own.textContent = name;
  label.append(own);
};

/** Opens a row if it is closed. */
export const openRow = (button: HTMLElement): void => {
  if (button.getAttribute('aria-expanded') === 'false') button.click();
};
