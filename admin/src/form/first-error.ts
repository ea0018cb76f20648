import { openField } from './open-field';

let pending: { card: HTMLElement; path: string } | undefined;

/**
 * Leads to the first error of a rejected save, once all cards with errors have said so. A field above the cards has the
 * cursor already, by Strapi.
 *
 * @param card with the errors
 * @param errors their paths
 */
export const focusFirstError = (card: HTMLElement, errors: string[]): void => {
  const [path] = errors;
  if (path === undefined) return;
  const isFirst = pending === undefined;
  if (isFirst || (pending && card.compareDocumentPosition(pending.card) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    pending = { card, path };
  }
  if (!isFirst) return;
  // After Strapi, which puts the cursor into the first field with an error that is shown.
  setTimeout(() => {
    const first = pending;
    pending = undefined;
    const form = first?.card.closest('form');
    if (!first || !form) return;
    const marked = form.querySelector('[data-strapi-field-error]');
    if (marked && first.card.compareDocumentPosition(marked) & Node.DOCUMENT_POSITION_PRECEDING) return;
    void openField(first.path, form);
  }, 50);
};
