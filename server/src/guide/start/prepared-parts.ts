import { isLanguage, textsFor } from '../../../../texts';
import { isList, isZone, registeredAttributes, type Attributes } from '../../model/attributes';
import { toSlug } from '../../model/slugs';
import { uidOf, type Strapi } from '../../plugin';
import type { MayAccess } from '../drafts/rights';
import { rowIn, textIn, type Row } from '../values';

/** The headings that parts start with in a language; none where the plugin has no texts in it. */
const headingsIn = (locale: string): Partial<Record<string, string>> =>
  isLanguage(locale.toLowerCase().split(/[-_]/)[0] ?? '') ? textsFor(locale).start : {};

/** Fills what is empty of a part: its heading, and the anchor that the heading yields. */
const prepared = (
  name: string,
  part: Row,
  { attributes, locale, mayWrite }: { attributes: Attributes; locale: string; mayWrite: MayAccess }
): Row => {
  const result = { ...part };
  const fill = (field: string, value: string | null | undefined): void => {
    if (value && attributes[field] && textIn(part[field]) === null && mayWrite(`${name}.${field}`)) {
      result[field] = value;
    }
  };
  fill('heading', headingsIn(locale)[name]);
  const heading = textIn(result.heading);
  fill('anchor', heading && toSlug(heading, locale));
  return result;
};

/**
 * Returns every part of an article that is one component, with its heading and anchor. What is given of a part stays.
 *
 * @param given what there is of the article in this language
 */
export const preparedParts = (strapi: Strapi, given: Row, locale: string, mayWrite: MayAccess): Row => {
  const attributesOf = registeredAttributes(strapi);
  const parts: Row = {};
  for (const [name, attribute] of Object.entries(attributesOf(uidOf('article')))) {
    if (attribute.type !== 'component' || isList(attribute) || isZone(attribute)) continue;
    const attributes = attributesOf(String(attribute.component));
    if (!Object.keys(attributes).some((field) => mayWrite(`${name}.${field}`))) continue;
    parts[name] = prepared(name, rowIn(given[name]) ?? {}, { attributes, locale, mayWrite });
  }
  return parts;
};
