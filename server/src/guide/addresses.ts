import type { CareerFieldConfig } from '../config';

type SiteOptions = CareerFieldConfig['site'];

const filled = (path: string, locale: string, slug: string): string =>
  path.replaceAll('{locale}', encodeURIComponent(locale)).replaceAll('{slug}', encodeURIComponent(slug));

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
