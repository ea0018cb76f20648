import { seo } from '../guide-shape';
import { readObject } from '../shape/fields';
import type { GuideImage, GuideSeo } from '../types';
import { rowIn } from '../values';
import { excerpt } from './excerpt';

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
 * start of its lead, its hero, its own address.
 */
export const seoIn = (value: unknown, { locale, title, lead, hero, url }: SeoContext): GuideSeo => {
  const stored = readObject(seo, rowIn(value) ?? {}, { locale })!;
  return {
    ...stored,
    metaTitle: stored.metaTitle || title,
    metaDescription: stored.metaDescription ?? (lead && excerpt(lead, DESCRIPTION_LENGTH, locale)),
    canonicalUrl: stored.canonicalUrl ?? url,
    shareImage: stored.shareImage ?? hero,
  };
};
