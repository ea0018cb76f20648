import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createClient, type Guide } from '../../client/src';
import { violationsOf } from '../support/axe';
import { launchBrowser } from '../support/browser';
import { freePort, ROOT, startProgram, waitFor, type Program } from '../support/child-process';
import { createSampler } from '../support/sample-documents';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const PORTAL = path.join(ROOT, 'examples/portal');
const ASTRO = path.join(ROOT, 'node_modules/astro/astro.js');
const SCREENSHOTS = path.join(ROOT, '.tmp/screenshots');

/** Ends a script and an attribute, and would run if a page contained a text without escaping. */
const ATTACK = '</script><img src=x onerror="attacked()">';

let site: Site;
let running: RunningSite;
let folder: string;
let preview: Program;
let browser: Browser;
/** The origins of the API and the portal. */
let api: string;
let portal: string;

/** A guide with every kind of section and every attribute, in German only. */
const createSample = async (): Promise<void> => {
  const { strapi } = running;
  const file = await strapi.db.query('plugin::upload.file').findOne({ select: ['id'] });
  const existing: Record<string, string[]> = {};
  for (const type of ['article', 'category', 'skill', 'study-path']) {
    const found = await strapi.documents(uid(type)).findMany({ locale: 'de', status: 'published' } as never);
    existing[uid(type)] = found.map(({ documentId }) => documentId);
  }
  const sample = (type: string) =>
    createSampler(strapi, {
      name: ATTACK,
      slug: 'sample',
      file: Number(file.id),
      targets: (target) => existing[target] ?? [],
    })(uid(type), 'full');
  const employer = await strapi.documents(uid('employer')).create({ locale: 'de', data: sample('employer') });
  existing[uid('employer')] = [employer.documentId];
  await strapi
    .documents(uid('article'))
    .create({ locale: 'de', status: 'published', data: sample('article') });
};

const astro = (command: string, args: string[], env: Record<string, string> = {}): Program =>
  startProgram(process.execPath, [ASTRO, command, '--outDir', path.join(folder, 'pages'), ...args], {
    cwd: PORTAL,
    env: { ASTRO_TELEMETRY_DISABLED: 'true', ...env },
  });

beforeAll(async () => {
  site = await createSite({ seeded: true });
  portal = `http://127.0.0.1:${await freePort()}`;
  running = await site.start({ PORTAL_URL: portal });
  const { httpServer } = running.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  api = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  await createSample();

  mkdirSync(SCREENSHOTS, { recursive: true });
  folder = mkdtempSync(path.join(ROOT, '.tmp', 'portal-'));
  const build = astro('build', [], { CAREER_FIELD_API: api, PORTAL_URL: portal });
  if ((await build.exitCode) !== 0) throw new Error(`The portal could not be built:\n${build.output()}`);
  preview = astro('preview', ['--host', '127.0.0.1', '--port', new URL(portal).port]);
  await waitFor(preview, async () => (await fetch(portal).catch(() => undefined))?.ok === true);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  preview?.child.kill('SIGTERM');
  await preview?.exitCode;
  await running?.stop();
  await site?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A path without a page. */
const MISSING = '/de/unknown';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 } };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

/** The uncaught errors of each page. There must be none, and no text may run as a script. */
const thrownIn = new WeakMap<Page, string[]>();

const open = async (where: string, options: BrowserContextOptions = DESKTOP): Promise<Page> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const thrown: string[] = [];
  thrownIn.set(page, thrown);
  page.on('pageerror', (error) => thrown.push(error.message));
  const response = await page.goto(`${portal}${where}`);
  expect(response?.status()).toBe(where === MISSING ? 404 : 200);
  return page;
};

const close = async (page: Page): Promise<void> => {
  await page.context().close();
  expect(thrownIn.get(page)).toEqual([]);
};

const guideOf = async (slug: string, locale: string): Promise<Guide> => {
  const response = await createClient({ baseUrl: api }).getGuide(slug, { locale });
  return response!.data;
};

/** Attributes that readers do not read: URLs, ids, enumeration values (the portal has its own labels), figures. */
const NOT_READ = new Set([
  ...[
    'documentId',
    'slug',
    'anchor',
    'url',
    'uri',
    'website',
    'sourceUrl',
    'videoUrl',
    'regulationUrl',
    'formats',
    'mime',
    'alt',
  ],
  ...[
    'type',
    'kind',
    'tone',
    'level',
    'requirement',
    'demand',
    'regulation',
    'remote',
    'travel',
    'match',
    'scheme',
    'version',
    'format',
    'style',
  ],
  ...[
    'region',
    'currency',
    'period',
    'asOf',
    'countedAt',
    'locale',
    'updatedAt',
    'publishedAt',
    'reviewedAt',
  ],
  // Short names for the table of contents, which has its own; the attributes of a skill except its name.
  ...['navLabel', 'description.skill', 'codes.skill', 'plural'],
  // The caption of a card's image is on the page of the card.
  ...['image.guides', 'image.related', 'places.notices'],
  // For the head of the page.
  ...['alternates', 'seo', 'jsonLd'],
]);

/** Returns every text of a guide for readers, at any depth. */
const textsIn = (value: unknown, parent = ''): string[] => {
  if (typeof value === 'string') return value.trim() ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, parent));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    NOT_READ.has(key) || NOT_READ.has(`${key}.${parent}`) ? [] : textsIn(inner, key)
  );
};

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Returns the texts of a guide that its page does not contain. */
const missingIn = async (page: Page, guide: Guide): Promise<string[]> => {
  const text = inOneLine((await page.textContent('body')) ?? '');
  return textsIn(guide).filter((part) => !text.includes(inOneLine(part)));
};

const textsOf = async (page: Page, selector: string): Promise<string[]> =>
  (await page.locator(selector).allInnerTexts()).map((text) => text.trim());

describe.each([
  { locale: 'de', other: 'en', language: 'English' },
  { locale: 'en', other: 'de', language: 'Deutsch' },
])('the Backend guide in "$locale"', ({ locale, other, language }) => {
  let page: Page;
  let guide: Guide;

  beforeAll(async () => {
    guide = await guideOf('backend', locale);
    page = await open(`/${locale}/backend`);
  });

  afterAll(() => close(page));

  it('is complete, in the order of the API', async () => {
    expect(await page.getAttribute('html', 'lang')).toBe(locale);
    expect(await textsOf(page, 'h1')).toEqual([guide.title]);
    const headings = guide.sections.flatMap(({ heading }) => (heading ? [heading] : []));
    expect(headings.length).toBeGreaterThan(10);
    expect(await textsOf(page, '.strip h2, .section > h2')).toEqual(expect.arrayContaining(headings));
    expect((await textsOf(page, '.strip h2, .section > h2')).slice(0, headings.length)).toEqual(headings);
  });

  it('contains every text of the API for readers', async () => {
    expect(textsIn(guide).length).toBeGreaterThan(200);
    expect(await missingIn(page, guide)).toEqual([]);
  });

  it('shows the required level of each skill', async () => {
    const { items } = guide.sections.find((section) => section.type === 'skills')!;
    const strings = JSON.parse(readFileSync(path.join(PORTAL, `src/strings/${locale}.json`), 'utf8'));
    const rows = (await textsOf(page, '.skills li')).map(inOneLine);
    expect(rows).toHaveLength(items.length);
    for (const { skill, level, requirement } of items) {
      const row = rows.find((text) => text.startsWith(skill.name))!;
      if (level) expect(row).toContain(strings.skill.level[level]);
      expect(row.includes(strings.skill.optionalMark)).toBe(requirement === 'optional');
    }
  });

  it('states that its image was generated by AI, at the image and at the end of the page', async () => {
    const [notice] = guide.notices;
    expect(notice?.places).toEqual(['hero']);
    await page.locator('.hero .notice').waitFor();
    await expect(page.innerText('footer')).resolves.toContain(notice!.text);
    const width = await page.locator('.hero img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(width).toBeGreaterThan(0);
    expect(await page.getAttribute('.hero img', 'alt')).toBe(guide.hero!.alt);
  });

  it('has a table of contents with links to its parts', async () => {
    const links = page.locator('.toc-wide a');
    const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(targets.slice(0, guide.toc.length)).toEqual(guide.toc.map(({ anchor }) => `#${anchor}`));
    for (const target of targets) expect(await page.locator(`[id="${target!.slice(1)}"]`).count()).toBe(1);
    await page.locator(`.toc-wide a[href="#${guide.toc.at(-1)!.anchor}"]`).click();
    await page.waitForFunction(
      (anchor) => Math.abs(document.getElementById(anchor)!.getBoundingClientRect().top) < innerHeight,
      guide.toc.at(-1)!.anchor
    );
    expect(new URL(page.url()).hash).toBe(`#${guide.toc.at(-1)!.anchor}`);
  });

  it('has unique ids', async () => {
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(20);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('opens and closes its questions with the keyboard', async () => {
    const details = page.locator('.section-faq details').first();
    await details.locator('summary').focus();
    const isOpen = () => details.evaluate((element: HTMLDetailsElement) => element.open);
    expect(await isOpen()).toBe(false);
    await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(true);
    await details.locator('.prose').waitFor({ state: 'visible' });
    await page.keyboard.press('Space');
    expect(await isOpen()).toBe(false);
  });

  it('has structured data and links to its languages for search engines', async () => {
    expect(await page.title()).toBe(guide.seo.metaTitle);
    const metas = await page
      .locator('meta[content]')
      .evaluateAll((all) =>
        Object.fromEntries(
          all.map((meta) => [
            meta.getAttribute('name') ?? meta.getAttribute('property'),
            meta.getAttribute('content'),
          ])
        )
      );
    expect(metas).toMatchObject({
      description: guide.seo.metaDescription,
      'og:title': guide.seo.metaTitle,
      'og:url': `${portal}/${locale}/backend`,
      'og:image': api + guide.seo.shareImage!.url,
    });
    expect(metas).not.toHaveProperty('robots');
    expect(await page.getAttribute('link[rel=canonical]', 'href')).toBe(`${portal}/${locale}/backend`);
    const alternates = await page
      .locator('link[rel=alternate]')
      .evaluateAll((all) =>
        Object.fromEntries(all.map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')]))
      );
    expect(alternates).toEqual({ de: `${portal}/de/backend`, en: `${portal}/en/backend` });
    expect(guide.alternates.map(({ url }) => url).sort()).toEqual(Object.values(alternates).sort());
    const jsonLd = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(jsonLd!)).toEqual(guide.jsonLd);
  });

  it('needs no script', async () => {
    expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);
  });

  it('has a link that skips to the content', async () => {
    await page.goto(`${portal}/${locale}/backend`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'MAIN');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  it('links to related guides, to the list, and to the other language', async () => {
    await page.goto(`${portal}/${locale}/backend`);
    await page.locator('.section-related .card-title a').first().click();
    await page.waitForURL(`${portal}/${locale}/${guide.related[0]!.slug}`);
    await page.goBack();
    await page.locator('.breadcrumbs a').click();
    await page.waitForURL(`${portal}/${locale}`);
    await page.getByRole('link', { name: 'Backend', exact: true }).click();
    await page.getByRole('link', { name: language, exact: true }).click();
    await page.waitForURL(`${portal}/${other}/backend`);
    expect(await page.getAttribute('html', 'lang')).toBe(other);
  });

  it('prints collapsed parts expanded', async () => {
    await page.goto(`${portal}/${locale}/backend`);
    const answer = page.locator('.section-faq details .prose').first();
    await expect(answer.isVisible()).resolves.toBe(false);
    await page.emulateMedia({ media: 'print' });
    await expect(answer.isVisible()).resolves.toBe(true);
    await expect(page.locator('.toc').isVisible()).resolves.toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });
});

describe('a guide with all parts', () => {
  let page: Page;
  let guide: Guide;

  beforeAll(async () => {
    guide = await guideOf('sample', 'de');
    page = await open('/de/sample');
  });

  afterAll(() => close(page));

  it('shows each kind of section', async () => {
    const types = new Set(guide.sections.map(({ type }) => type));
    // All kinds: the fixed ones, such as jobs and FAQ, and those of the dynamic zone.
    expect(types.size).toBe(20);
    for (const { anchor, type } of guide.sections) {
      expect(await page.locator(`.section-${type}[id="${anchor}"]`).count()).toBe(1);
    }
  });

  it('contains every text of the API for readers', async () => {
    expect(textsIn(guide).length).toBeGreaterThan(200);
    expect(await missingIn(page, guide)).toEqual([]);
  });

  it('formats figures for its language, with their source', async () => {
    const outlook = guide.sections.find((section) => section.type === 'outlook')!;
    const [salary] = outlook.salaries;
    const amount = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(
      salary!.median!
    );
    const table = page.locator('.section-outlook table').first();
    expect(await table.innerText()).toContain(amount);
    await expect(page.locator('.section-outlook').innerText()).resolves.toContain(salary!.source!.label);
    await expect(table.locator('caption').innerText()).resolves.toContain('29. Februar 2024');
    const known = outlook.salaries.filter(({ median }) => median !== null);
    expect(known.length).toBeLessThan(outlook.salaries.length);
    expect(await page.locator('.section-outlook tbody tr').count()).toBe(known.length);
  });

  it('shows every text as text', async () => {
    expect(guide.title).toContain('</script><img');
    expect(await page.locator('h1').innerText()).toBe(guide.title);
    expect(await page.locator('[onerror]').count()).toBe(0);
    const jsonLd = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(jsonLd!)).toEqual(guide.jsonLd);
  });

  it('is hidden from search engines with noIndex, and has the canonical URL of its article', async () => {
    expect(guide.seo.noIndex).toBe(true);
    expect(await page.getAttribute('meta[name=robots]', 'content')).toBe('noindex');
    expect(await page.getAttribute('link[rel=canonical]', 'href')).toBe(guide.seo.canonicalUrl);
    expect(await page.locator('link[rel=alternate]').count()).toBe(0);
  });
});

describe('the first page', () => {
  it.each([
    { wanted: 'de-AT', where: '/de' },
    { wanted: 'en-GB', where: '/en' },
    { wanted: 'fr-FR', where: '/' },
  ])('sends a browser with the language "$wanted" to "$where"', async ({ wanted, where }) => {
    const page = await open('/', { ...DESKTOP, locale: wanted });
    await page.waitForURL(portal + where);
    await close(page);
  });

  it('has a list of languages without scripts', async () => {
    const page = await open('/', { ...DESKTOP, javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Deutsch', exact: true }).first().click();
    await page.waitForURL(`${portal}/de`);
    expect(await textsOf(page, '.card-title')).toEqual(
      expect.arrayContaining(['Backend', 'DevOps', 'Frontend'])
    );
    await close(page);
  });

  it('has the sitemap of the API', async () => {
    const response = await fetch(`${portal}/sitemap.xml`);
    expect(response.headers.get('content-type')).toMatch(/xml/);
    expect(await response.text()).toContain(`<loc>${portal}/de/backend</loc>`);
    const page = await open('/de');
    expect(await page.getAttribute('link[rel=sitemap]', 'href')).toBe('/sitemap.xml');
    await close(page);
  });

  it('has no broken link between its own pages', async () => {
    // Pages of a real portal that the guides link to.
    const elsewhere = /^\/(jobs|gutscheinheft|voucher-booklet)(\?|$)/;
    const seen = new Map<string, number>();
    const left = ['/', '/de', '/en'];
    const page = await open('/de');
    for (let where = left.pop(); where !== undefined; where = left.pop()) {
      if (seen.has(where)) continue;
      const response = await page.request.get(portal + where);
      seen.set(where, response.status());
      const links = [...(await response.text()).matchAll(/ href="(\/[^"#]*)/g)].map(([, href]) => href!);
      left.push(...links.filter((href) => !elsewhere.test(href)));
    }
    await close(page);
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['/de/backend', '/en/devops', '/sitemap.xml']));
  });
});

const PAGES = ['/de/backend', '/en/backend', '/de/sample', '/de', '/', MISSING];

/** A French browser, which is not redirected from the first page. */
const FRENCH = { locale: 'fr-FR' };

const unfold = (page: Page): Promise<void> =>
  page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));

it.each(PAGES)('%s is not wider than a phone', async (where) => {
  const page = await open(where, { ...PHONE, ...FRENCH });
  await unfold(page);
  const tooWide = await page.locator('body *').evaluateAll((all) =>
    all
      .filter((element) => element.getBoundingClientRect().right > innerWidth)
      // Tables scroll in a container.
      .filter((element) => !element.parentElement?.closest('.table-frame'))
      .map((element) => element.outerHTML.slice(0, 100))
  );
  expect(tooWide).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await close(page);
});

it.each(PAGES)(
  '%s has nothing that keeps readers out, whatever the device and its colours',
  async (where) => {
    const page = await open(where, FRENCH);
    for (const [device, { viewport }] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      await page.setViewportSize(viewport!);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await unfold(page);
        const name = `portal${where.replaceAll('/', '-')}-${device}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(SCREENSHOTS, name), fullPage: true });
        // The other rules do not depend on colours.
        const violations = await violationsOf(page, colorScheme === 'dark' ? 'color-contrast' : undefined);
        expect({ device, colorScheme, violations }).toEqual({
          device,
          colorScheme,
          violations: [],
        });
      }
    }
    await close(page);
  }
);

it('is dark for a browser that prefers dark', async () => {
  const backgroundOf = async (colorScheme: 'light' | 'dark'): Promise<number> => {
    const page = await open('/de/backend', { ...DESKTOP, colorScheme });
    const color = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await close(page);
    return Number(/\d+/.exec(color));
  };
  expect(await backgroundOf('light')).toBeGreaterThan(200);
  expect(await backgroundOf('dark')).toBeLessThan(50);
});
