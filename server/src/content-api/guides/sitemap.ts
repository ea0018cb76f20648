import { createHash } from 'node:crypto';
import type { CareerFieldConfig } from '../../config';
import type { ListedGuide } from '../../guide';
import { guideUrl } from '../../guide/addresses';
import { groupBy } from '../../utils/group-by';

/**
 * Sitemaps for the pages of a portal, with the other languages of each page. Formats: https://www.sitemaps.org/protocol.html
 * and https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
 */

/** The limits of the protocol for one file. */
export interface SitemapLimits {
  urls: number;
  bytes: number;
}

export const SITEMAP_LIMITS: SitemapLimits = { urls: 50_000, bytes: 50 * 2 ** 20 };

/** The guides that may be in a sitemap. */
export interface SitemapSource {
  guides: ListedGuide[];
  /** Returns the guides of an article, one a language. */
  ofArticle(article: string): ListedGuide[];
}

/** @param guides of all languages, whatever the language of the sitemap */
export const sitemapSource = (guides: ListedGuide[]): SitemapSource => {
  const byArticle = groupBy(guides, ({ article }) => article);
  return { guides, ofArticle: (article) => byArticle.get(article) ?? [] };
};

/** One file: its pages and its validators. */
export interface SitemapFile {
  entries: ListedGuide[];
  /** When the last of its pages changed, ISO 8601. */
  changedAt: string | undefined;
  etag: string;
}

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n';
const TAIL = '</urlset>\n';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

type Site = CareerFieldConfig['site'] & { url: string };

const isIndexed = ({ noIndex }: ListedGuide): boolean => !noIndex;

const urlElement = (source: SitemapSource, entry: ListedGuide, site: Site): string => {
  const address = ({ language: locale, slug }: ListedGuide): string =>
    escape(guideUrl(site, { locale, slug }) ?? '');
  const alternates = source.ofArticle(entry.article).filter(isIndexed);
  // Each page lists all languages, its own among them, where it has several.
  const links = alternates.length > 1 ? alternates : [];
  return [
    `<url><loc>${address(entry)}</loc><lastmod>${escape(entry.changedAt)}</lastmod>`,
    ...links.map(
      (other) => `<xhtml:link rel="alternate" hreflang="${escape(other.language)}" href="${address(other)}"/>`
    ),
    '</url>\n',
  ].join('');
};

/** Yields a file in pieces, one for each page of the portal. */
export function* writeSitemap(source: SitemapSource, entries: ListedGuide[], site: Site): Generator<string> {
  yield HEAD;
  for (const entry of entries) yield urlElement(source, entry, site);
  yield TAIL;
}

/** Distributes the pages over as many files as they need, at least one, and computes the hash of each file. */
export const planSitemap = (
  source: SitemapSource,
  locale: string | undefined,
  site: Site,
  limits: SitemapLimits = SITEMAP_LIMITS
): SitemapFile[] => {
  const entries = source.guides.filter(
    (guide) => isIndexed(guide) && (locale === undefined || guide.language === locale)
  );
  const files: SitemapFile[] = [];
  let first = 0;
  let bytes = 0;
  let hash = createHash('sha256').update(HEAD);
  const closeFile = (at: number): void => {
    const own = entries.slice(first, at);
    const changes = own.map(({ changedAt }) => changedAt).sort();
    files.push({
      entries: own,
      changedAt: changes.at(-1),
      etag: `"${hash.update(TAIL).digest('base64url').slice(0, 32)}"`,
    });
    first = at;
    bytes = 0;
    hash = createHash('sha256').update(HEAD);
  };
  for (const [at, entry] of entries.entries()) {
    const element = urlElement(source, entry, site);
    const size = Buffer.byteLength(element);
    if (
      at - first === limits.urls ||
      (at > first && HEAD.length + bytes + size + TAIL.length > limits.bytes)
    ) {
      closeFile(at);
    }
    bytes += size;
    hash.update(element);
  }
  closeFile(entries.length);
  return files;
};

/** Yields the index of several files. */
export function* writeSitemapIndex(
  files: SitemapFile[],
  addressOf: (page: number) => string
): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n';
  for (const [at, { changedAt }] of files.entries()) {
    const lastmod = changedAt ? `<lastmod>${escape(changedAt)}</lastmod>` : '';
    yield `<sitemap><loc>${escape(addressOf(at + 1))}</loc>${lastmod}</sitemap>\n`;
  }
  yield '</sitemapindex>\n';
}
