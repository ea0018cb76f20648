import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** The production build of the playground's panel, which `npm test` makes. */
const PANEL = path.resolve(__dirname, '../../playground/dist/build');
const SCREENSHOTS = path.resolve(__dirname, '../../.tmp/screenshots');

const ADMIN = { email: 'editor@example.com', password: 'Editor-Password-1' };
const ARTICLES = '/admin/content-manager/collection-types/plugin::career-field.article';

let site: Site;
let running: RunningSite;
let browser: Browser;
let page: Page;
let address: string;
const pageErrors: string[] = [];

beforeAll(async () => {
  if (!existsSync(PANEL)) throw new Error('The panel is not built. Run the suite by "npm test -- browser".');
  site = await createSite({ seeded: true });
  symlinkSync(PANEL, path.join(site.folder, 'build'));
  running = await site.start({ NODE_ENV: 'production' });
  const { strapi } = running;
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({
    ...ADMIN,
    firstname: 'Erika',
    lastname: 'Editor',
    isActive: true,
    registrationToken: null,
    roles: [role.id],
    preferedLanguage: 'de',
  });
  await new Promise<void>((resolve) => {
    strapi.server.httpServer.listen(0, '127.0.0.1', () => resolve());
  });
  address = `http://127.0.0.1:${(strapi.server.httpServer.address() as AddressInfo).port}`;
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => pageErrors.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await site?.remove();
});

const guide = async (locale: string, status: 'draft' | 'published') =>
  running.strapi.documents(uid('article')).findFirst({ locale, status, filters: { slug: 'backend' } });

const openBackend = async (): Promise<void> => {
  const { documentId } = (await guide('de', 'draft'))!;
  await page.goto(`${address}${ARTICLES}/${documentId}?plugins[i18n][locale]=de`);
  await page.getByLabel('Titel', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Alle öffnen' }).click();
};

const field = (name: string) => page.locator(`[name="${name}"]`).first();
const button = (name: string) => page.getByRole('button', { name, exact: true });

it('mounts', async () => {
  await page.goto(`${address}/admin`);
  await field('email').fill(ADMIN.email);
  await field('password').fill(ADMIN.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
  await page.goto(`${address}${ARTICLES}?plugins[i18n][locale]=de`);
  await page.getByRole('gridcell', { name: 'Backend', exact: true }).waitFor();
  await page.screenshot({ path: path.join(SCREENSHOTS, 'list.png') });
  expect(pageErrors).toEqual([]);
});

it('lists the types for editors by their German names, and no internal type', async () => {
  const navigation = page.getByRole('navigation');
  for (const name of ['Artikel', 'Kategorie', 'Kompetenz', 'Bildungsweg', 'Arbeitgeber']) {
    await expect(navigation.getByText(`Berufsfeld-${name}`, { exact: true }).count()).resolves.toBe(1);
  }
  expect(await page.content()).not.toContain('seed-record');
});

it('opens the Backend guide, explained in German', async () => {
  await openBackend();
  expect(await field('title').inputValue()).toBe('Backend');
  await page.getByText('zum Veröffentlichen nötig', { exact: false }).first().waitFor();
  await page.screenshot({ path: path.join(SCREENSHOTS, 'article.png'), fullPage: true });
});

it('shows lists as lines of text, and saves them as a list', async () => {
  const names = page.locator('textarea[name="occupation.altNames"]');
  expect((await names.inputValue()).split('\n')).toContain('Backend Developer');
  await names.press('Control+End');
  await names.pressSequentially('\nServerentwickler/in');
  await button('Speichern').click();
  await page.getByText('Gespeichert', { exact: true }).first().waitFor();
  const saved = await running.strapi.documents(uid('article')).findFirst({
    locale: 'de',
    filters: { slug: 'backend' },
    populate: ['occupation'],
  } as never);
  const { occupation } = saved as unknown as { occupation: { altNames: string[] } };
  expect(occupation.altNames).toContain('Serverentwickler/in');
  expect(occupation.altNames).toContain('Backend Developer');
});

it('saves a changed field as a draft', async () => {
  await openBackend();
  await field('headline').fill('Geändert im Browser');
  await button('Speichern').click();
  await page.getByText('Gespeichert', { exact: true }).first().waitFor();
  expect((await guide('de', 'draft'))?.headline).toBe('Geändert im Browser');
  expect((await guide('de', 'published'))?.headline).not.toBe('Geändert im Browser');
});

it('refuses a wrong value at its field, in German', async () => {
  await openBackend();
  await field('jobs.listingUrl').fill('javascript:alert(1)');
  await button('Speichern').click();
  const message = page.getByText('Dieser Link ist nicht sicher', { exact: false });
  await message.first().waitFor();
  const input = field('jobs.listingUrl');
  await expect(input.getAttribute('aria-invalid')).resolves.toBe('true');
  await page.screenshot({ path: path.join(SCREENSHOTS, 'refused.png'), fullPage: true });
  await input.fill('/jobs?q=backend+entwicklung');
  await button('Speichern').click();
  await message.first().waitFor({ state: 'detached' });
});

it('publishes, and readers see it', async () => {
  await openBackend();
  await button('Veröffentlichen').click();
  await page.getByText('Veröffentlicht', { exact: false }).first().waitFor();
  const seen = async (): Promise<string> =>
    (await running.request.get('/api/career-field/articles?locale=de&filters[slug]=backend')).body.data[0]
      .headline;
  await expect(seen()).resolves.toBe('Geändert im Browser');
  expect(pageErrors).toEqual([]);
});
