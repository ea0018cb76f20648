import type { GuideImage, GuideSeo } from '../types';
import { excerpt } from './excerpt';
import { imageIn } from './image';
import { rowIn, textIn } from '../values';

/** What search engines show of a description. */
const DESCRIPTION_LENGTH = 160;

interface SeoContext {
  locale: string;
  title: string;
  lead: string | null;
  hero: GuideImage | null;
  /** The guide's own absolute address. */
  url: string | null;
}

/**
 * What search engines and shared links show. What the editors have left open comes from the page itself: its title, the
 * start of its lead, its picture, its own address.
 */
export const seoIn = (value: unknown, { locale, title, lead, hero, url }: SeoContext): GuideSeo => {
  const row = rowIn(value);
  return {
    metaTitle: textIn(row?.metaTitle) ?? title,
    metaDescription: textIn(row?.metaDescription) ?? (lead && excerpt(lead, DESCRIPTION_LENGTH, locale)),
    canonicalUrl: textIn(row?.canonicalUrl) ?? url,
    noIndex: row?.noIndex === true,
    shareImage: imageIn(row?.shareImage) ?? hero,
  };
};
