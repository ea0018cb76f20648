/**
 * Leads to a field of an open form, whatever hides it: a closed card, a closed row of a list, fields behind *More*.
 *
 * What hides fields registers itself as a `Cover`; what shows a field that has no element with its name, such as a text
 * with formats, as a `Spot`.
 */

/** Something in a form that hides fields while it is closed. */
export interface Cover {
  element: HTMLElement;
  /** Whether it hides the field of a path, such as `skills.items.3.level`. */
  covers: (path: string) => boolean;
  /** Shows that field. Does nothing if it is shown. */
  open: (path: string) => void;
}

/** Where a field, or a part with fields in it, is shown. */
export interface Spot {
  path: string;
  /** Undefined while it is not rendered. */
  find: () => HTMLElement | undefined;
}

const covers = new Set<Cover>();
const spots = new Set<Spot>();

const register =
  <Entry>(entries: Set<Entry>) =>
  (entry: Entry): (() => void) => {
    entries.add(entry);
    return () => {
      entries.delete(entry);
    };
  };

/** Registers a cover, until the returned function is called. */
export const registerCover = register(covers);

/** Registers where a field is shown, until the returned function is called. */
export const registerSpot = register(spots);

/** How long a field may take to be rendered, in milliseconds. */
const PATIENCE = 2000;

/** How long a part may take to render the fields in it once it is there itself, before one of its buttons is focused. */
const FIELD_PATIENCE = 500;

/** What a person writes into, before what she chooses from: the tools of a text with formats stand above it. */
const TEXTS = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), [contenteditable="true"]';
const FIELDS = [TEXTS, '[role="combobox"]:not([data-disabled])'];
const BUTTONS = 'button:not(:disabled)';

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** Whether a path is that of a field or leads to a field in it. */
export const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`);

const firstIn = (element: HTMLElement, selector: string): HTMLElement | undefined =>
  element.matches(selector)
    ? element
    : [...element.querySelectorAll<HTMLElement>(selector)].find((each) => isShown(each));

const fieldIn = (element: HTMLElement): HTMLElement | undefined =>
  FIELDS.map((selector) => firstIn(element, selector)).find((field) => field !== undefined);

/** The element of a field, and of a path that leads to none, that of the innermost part around it. */
const findElement = (form: Element, path: string): HTMLElement | undefined => {
  const named = [...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(path)}"]`)].find(isShown);
  // In a text with formats, the tool that chooses the kind of a block has its name.
  if (named && (named.matches(TEXTS) || ![...spots].some((spot) => spot.path === path))) return named;
  const around = [...spots]
    .filter((spot) => isWithin(path, spot.path))
    .sort((one, other) => other.path.length - one.path.length);
  for (const spot of around) {
    const element = spot.find();
    if (element && form.contains(element) && isShown(element)) return element;
  }
  return undefined;
};

const isExact = (path: string, element: HTMLElement): boolean =>
  element.getAttribute('name') === path || [...spots].some((spot) => spot.path === path);

/** The form that the side panels of the edit view belong to; another one may be open in a dialog before it. */
const pageForm = (): Element | undefined =>
  [...covers]
    .map(({ element }) => element.closest('form'))
    .find((form) => form !== null && form.isConnected) ??
  document.querySelector('form') ??
  undefined;

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/**
 * Opens what hides a field, scrolls to it and puts the cursor into it. It never changes the address of the page.
 *
 * @param path of the field as in the errors of the server: `definition.body`, `faq.2.answer`, `sections.0`, or a part
 *   as a whole: `outlook`. Of a path that leads to no field, what is around it is focused.
 * @param form where several are open
 * @returns whether something was focused
 */
export const openField = async (path: string, form = pageForm()): Promise<boolean> => {
  if (!form) return false;
  const start = Date.now();
  let foundAt: number | undefined;
  let element: HTMLElement | undefined;
  let target: HTMLElement | undefined;
  const isOver = (): boolean => {
    const now = Date.now();
    return now - start > PATIENCE || (foundAt !== undefined && now - foundAt > FIELD_PATIENCE);
  };
  do {
    for (const cover of covers) {
      if (form.contains(cover.element) && cover.covers(path)) cover.open(path);
    }
    await nextFrame();
    element = findElement(form, path);
    if (!element || !isExact(path, element)) continue;
    foundAt ??= Date.now();
    target = fieldIn(element);
  } while (!target && !isOver());
  target ??= element && (fieldIn(element) ?? firstIn(element, BUTTONS));
  if (!element || !target) return false;
  element.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  return true;
};
