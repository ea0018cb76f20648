import { languageTag } from './language-tag';

/**
 * The text of the link to all vacancies, with their number in the place of `{count}`, written as the language writes
 * numbers. Where the number is not known, the text stands without it: "View {count} jobs" is "View jobs".
 *
 * @param count null for unknown; 0 is a number
 */
export const jobLabel = (label: string | null, count: number | null, locale: string): string | null => {
  if (label === null) return null;
  const tag = languageTag(locale);
  if (count !== null) return label.replaceAll('{count}', new Intl.NumberFormat(tag).format(count));
  if (!label.includes('{count}')) return label;
  const rest = label.replaceAll('{count}', ' ').replace(/\s+/g, ' ').trim();
  const [first = ''] = rest;
  return rest === '' ? null : first.toLocaleUpperCase(tag) + rest.slice(first.length);
};
