import type { CareerFieldConfig } from '../config';

type SiteOptions = CareerFieldConfig['site'];

/** A lone surrogate, which only a write that bypasses Strapi can store, must not fail the build of a guide. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const filled = (path: string, locale: string, slug: string): string =>
  path.replaceAll('{locale}', encoded(locale)).replaceAll('{slug}', encoded(slug));

/** Returns the absolute URL of a guide, or null unless the site configures `site.url`. */
export const guideUrl = (
  { url, guidePath }: SiteOptions,
  { locale, slug }: { locale: string; slug: string }
): string | null => (url === null ? null : url + filled(guidePath, locale, slug));

/** Returns the absolute URL of a category's page, or null if the portal has no such pages. */
export const categoryUrl = (
  { url, categoryPath }: SiteOptions,
  { locale, slug }: { locale: string; slug: string }
): string | null => (url === null || categoryPath === null ? null : url + filled(categoryPath, locale, slug));

/**
 * Returns the absolute URL of a link to the portal, which its editors write as `/jobs`, for readers outside the portal.
 * Returns the link unchanged unless the site configures `site.url`.
 */
export const portalUrl = ({ url }: Pick<SiteOptions, 'url'>, link: string): string => {
  if (url === null || !link.startsWith('/')) return link;
  try {
    return new URL(link, url).href;
  } catch {
    return link;
  }
};
