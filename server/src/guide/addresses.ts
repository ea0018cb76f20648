import type { CareerFieldConfig } from '../config';

type SiteOptions = CareerFieldConfig['site'];

/** Half a character, which only a database that was written past Strapi can hold, must not end a guide. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const filled = (path: string, locale: string, slug: string): string =>
  path.replaceAll('{locale}', encoded(locale)).replaceAll('{slug}', encoded(slug));

/** The absolute address of a guide, or null as long as the site has not said where its portal is. */
export const guideUrl = (
  { url, guidePath }: SiteOptions,
  { locale, slug }: { locale: string; slug: string }
): string | null => (url === null ? null : url + filled(guidePath, locale, slug));

/** The absolute address of a category's page, or null if the portal has none. */
export const categoryUrl = (
  { url, categoryPath }: SiteOptions,
  { locale, slug }: { locale: string; slug: string }
): string | null => (url === null || categoryPath === null ? null : url + filled(categoryPath, locale, slug));

/**
 * A link as it is on a page of the portal, where its editors write `/jobs`, for readers who are elsewhere. As long as
 * the site has not said where its portal is, it stays as it is.
 */
export const portalUrl = ({ url }: Pick<SiteOptions, 'url'>, link: string): string => {
  if (url === null || !link.startsWith('/')) return link;
  try {
    return new URL(link, url).href;
  } catch {
    return link;
  }
};
