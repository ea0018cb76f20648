/** The entry whose form is open; the documentId is empty while it is new. */
interface Owner {
  model: string;
  documentId: string;
}

let owner: Owner = { model: '', documentId: '' };
let parts = new Set<string>();

/** Whether two forms are of the same entry: one that was new is stored now, or the language was changed. */
const isSame = (before: Owner, now: Owner): boolean =>
  before.model === now.model && (before.documentId === now.documentId || before.documentId === '');

/** The parts that are open in the form of an entry, also when Strapi renders that from scratch, as after the first save. */
export const openPartsOf = (now: Owner): Set<string> => {
  if (!isSame(owner, now)) parts = new Set();
  owner = now;
  return parts;
};

/** The cards of all open forms. */
const cards = new Map<HTMLElement, (isOpen: boolean) => void>();

/** Registers a card, until the returned function is called. */
export const registerCard = (element: HTMLElement, setOpen: (isOpen: boolean) => void): (() => void) => {
  cards.set(element, setOpen);
  return () => {
    cards.delete(element);
  };
};

/** Opens or closes all cards of the form that an element is in. */
export const setAllParts = (within: HTMLElement, isOpen: boolean): void => {
  const form = within.closest('form');
  for (const [element, setOpen] of cards) if (form?.contains(element)) setOpen(isOpen);
};
