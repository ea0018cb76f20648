import { PLUGIN_ID } from '../plugin';
import { MARK_ROWS } from '../strapi-internals/form-rows';

/**
 * Rules for what Strapi renders around and after the plugin's own inputs, which have no colours of their own. Everything
 * else is styled by the design system.
 */
const RULES = `
  /* The panel of cards: they stand close, and one that is closed has no row after it. */
  form div:has(> div > div > [data-career-part]) { gap: 0; }
  form [data-career-more='closed'],
  form [data-career-body='closed'] { display: none !important; }
  ${MARK_ROWS.map((row) => `form ${row}`).join()} { display: none; }
  form [data-career-body='open'] { padding-bottom: 16px; }
`;

/** Adds the rules to the page once. */
export const addFormStyles = (): void => {
  const id = `${PLUGIN_ID}-form`;
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = RULES;
  document.head.append(style);
};
