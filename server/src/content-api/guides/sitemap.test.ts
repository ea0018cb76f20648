import { createHash } from 'node:crypto';
import { planSitemap, sitemapSource, SITEMAP_LIMITS, writeSitemap, writeSitemapIndex } from './sitemap';
import { listed } from '../../../../tests/support/unit/guide-index';

const site = {
  url: 'https://portal.example',
  name: null,
  guidePath: '/{locale}/{slug}',
  categoryPath: null,
  previewUrl: null,
};

const written = (pieces: Iterable<string>): string => [...pieces].join('');

it('names the other languages of each page, and its own', () => {
  const source = sitemapSource([
    listed(1, { article: 'a', language: 'de', slug: 'backend', changedAt: '2026-02-03T04:05:06.789Z' }),
    listed(2, { article: 'a', language: 'en', slug: 'back-end' }),
    listed(3, { article: 'a', language: 'fr', slug: 'hidden', noIndex: true }),
    listed(4, { language: 'de', slug: 'alone' }),
  ]);
  const [file, ...others] = planSitemap(source, 'de', site);
  expect(others).toEqual([]);
  expect(written(writeSitemap(source, file!.entries, site))).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n',
      '<url><loc>https://portal.example/de/backend</loc><lastmod>2026-02-03T04:05:06.789Z</lastmod>',
      '<xhtml:link rel="alternate" hreflang="de" href="https://portal.example/de/backend"/>',
      '<xhtml:link rel="alternate" hreflang="en" href="https://portal.example/en/back-end"/></url>\n',
      '<url><loc>https://portal.example/de/alone</loc><lastmod>2026-01-01T00:00:00.000Z</lastmod></url>\n',
      '</urlset>\n',
    ].join('')
  );
});

it('escapes what XML gives a meaning to', () => {
  const odd = { ...site, guidePath: `/{slug}?a=1&b='<">` };
  const source = sitemapSource([listed(1)]);
  const text = written(writeSitemap(source, source.guides, odd));
  expect(text).toContain('<loc>https://portal.example/slug-1?a=1&amp;b=&apos;&lt;&quot;&gt;</loc>');
});

it('is a file without pages where there are none', () => {
  const source = sitemapSource([]);
  const files = planSitemap(source, undefined, site);
  expect(files).toHaveLength(1);
  expect(files[0]!.changedAt).toBeUndefined();
  expect(written(writeSitemap(source, files[0]!.entries, site))).toMatch(/<urlset [^>]*>\n<\/urlset>\n$/);
});

it('has as many files as 50,000 pages a file need', () => {
  const entries = Array.from({ length: 50_001 }, (_, id) => listed(id));
  const all = planSitemap(sitemapSource(entries), undefined, site);
  expect(all.map(({ entries: own }) => own.length)).toEqual([50_000, 1]);
  expect(planSitemap(sitemapSource(entries.slice(1)), undefined, site)).toHaveLength(1);
  expect(SITEMAP_LIMITS).toEqual({ urls: 50_000, bytes: 52_428_800 });
});

it('keeps each file below the bytes that it may have, with every page in one of them', () => {
  const entries = Array.from({ length: 100 }, (_, id) => listed(id, { slug: 'ä'.repeat(id % 7) + id }));
  const source = sitemapSource(entries);
  const limits = { urls: 1000, bytes: 1000 };
  const files = planSitemap(source, undefined, site, limits);
  expect(files.flatMap(({ entries: own }) => own)).toEqual(entries);
  const sizes = files.map((file) => Buffer.byteLength(written(writeSitemap(source, file.entries, site))));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  // Filled as far as it goes.
  expect(files.length).toBeLessThan(25);
});

it('knows the hash of a file before the file is written', () => {
  const entries = Array.from({ length: 10 }, (_, id) => listed(id));
  const source = sitemapSource(entries);
  for (const { entries: own, etag } of planSitemap(source, undefined, site, { urls: 4, bytes: 10_000 })) {
    const hash = createHash('sha256').update(written(writeSitemap(source, own, site)));
    expect(etag).toBe(`"${hash.digest('base64url').slice(0, 32)}"`);
  }
});

it('names its files, with the last change in each', () => {
  const entries = [1, 2, 3].map((id) => listed(id, { changedAt: `2026-01-0${id}T00:00:00.000Z` }));
  const files = planSitemap(sitemapSource(entries), undefined, site, { urls: 2, bytes: 10_000 });
  expect(
    written(writeSitemapIndex(files, (page) => `https://api.example/sitemap?locale=de&page=${page}`))
  ).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
      '<sitemap><loc>https://api.example/sitemap?locale=de&amp;page=1</loc><lastmod>2026-01-02T00:00:00.000Z</lastmod></sitemap>\n',
      '<sitemap><loc>https://api.example/sitemap?locale=de&amp;page=2</loc><lastmod>2026-01-03T00:00:00.000Z</lastmod></sitemap>\n',
      '</sitemapindex>\n',
    ].join('')
  );
});
