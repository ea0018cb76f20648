import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator } from 'playwright-core';
import { startPanel, type Panel } from '../support/panel';
import { createSmallGuide } from '../support/small-guide';
import { uid } from '../support/site';

const ARTICLE = uid('article');

let panel: Panel;
let documentId: string;
let portal: Server;

/** A portal as small as one can be: it shows the address that it was opened with, and the titles that it receives. */
const PORTAL = `<!doctype html><h1 id="title"></h1><p id="address"></p><script>
  document.querySelector('#address').textContent = location.search;
  addEventListener('message', ({ data }) => {
    if (data.type === 'career-field:draft') document.querySelector('#title').textContent = data.guide.title;
  });
  parent.postMessage({ type: 'career-field:ready', format: 'html' }, '*');
</script>`;

const portalUrl = (): string => `http://127.0.0.1:${(portal.address() as AddressInfo).port}/preview`;

const setPortal = (previewUrl: string | null): void => {
  const { config } = panel.running.strapi;
  config.set('plugin::career-field.site', {
    ...(config.get('plugin::career-field.site') as object),
    previewUrl,
  });
};

beforeAll(async () => {
  portal = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(PORTAL);
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  // Named on bootstrap, when the policy of frames is made.
  panel = await startPanel({ env: { PORTAL_PREVIEW_URL: portalUrl() } });
  setPortal(null);
  await panel.logIn();
  documentId = await createSmallGuide(panel.running.strapi, 'Beispiel');
});

afterAll(async () => {
  await panel?.stop();
  portal?.close();
});

const field = (name: string) => panel.page.locator(`form [name="${name}"]`).first();
const button = (name: string) => panel.page.getByRole('button', { name, exact: true }).first();
const drawer = () => panel.page.getByRole('region', { name: 'Live-Vorschau' });
const page = (): FrameLocator => drawer().frameLocator('iframe');

const open = async (id = documentId): Promise<void> => {
  await panel.openEntry(ARTICLE, id, 'de');
  await button('Live-Vorschau zeigen').click();
};

describe('the live preview', () => {
  it('shows an unsaved change after a pause, and stores nothing', async () => {
    await open();
    await page().getByRole('heading', { name: 'Beispiel', level: 1 }).waitFor();
    await field('headline').fill('Gerade getippt');
    await page().getByText('Gerade getippt').waitFor();
    await field('lead').fill('<img src=x onerror="parent.attacked=1">');
    await page().getByText('onerror').waitFor();
    const { strapi } = panel.running;
    const stored = await strapi.documents(ARTICLE).findOne({ documentId, locale: 'de' });
    expect(JSON.stringify(stored)).not.toContain('Gerade getippt');
    expect(await panel.page.evaluate(() => 'attacked' in window)).toBe(false);
    expect(panel.pageErrors).toEqual([]);
  });

  it('keeps the reader where she is, shows phone and desktop, and closes by keyboard', async () => {
    await open();
    const scrolled = () =>
      page()
        .locator('html')
        .evaluate((html) => Math.round(html.scrollTop));
    await page().getByRole('heading', { level: 2 }).nth(4).scrollIntoViewIfNeeded();
    const before = await scrolled();
    expect(before).toBeGreaterThan(300);
    await field('headline').fill('Noch einmal getippt');
    await page().getByText('Noch einmal getippt').waitFor();
    expect(Math.abs((await scrolled()) - before)).toBeLessThan(200);

    const width = () =>
      page()
        .locator('html')
        .evaluate((html) => html.clientWidth);
    expect(await width()).toBeLessThanOrEqual(390);
    await panel.screenshot('preview-phone');
    await drawer().getByRole('button', { name: 'Computer' }).click();
    await panel.page.waitForFunction(
      () =>
        document.querySelector<HTMLIFrameElement>('iframe')!.contentDocument!.documentElement.clientWidth >
        1000
    );
    for (const size of [1280, 1600]) {
      await panel.page.setViewportSize({ width: size, height: 1000 });
      await panel.screenshot(`preview-desktop-${size}`);
    }
    await panel.page.setViewportSize({ width: 1400, height: 1000 });
    await drawer().getByRole('button', { name: 'Computer' }).focus();
    await panel.page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
  });

  it('shows a new article, and one whose values cannot be saved', async () => {
    await open('create');
    await page().getByRole('heading', { name: 'Ohne Titel' }).waitFor();
    await field('title').fill('Ganz neu');
    await page().getByRole('heading', { name: 'Ganz neu' }).waitFor();
    await field('slug').fill('Keine Adresse!');
    await field('headline').fill('Trotzdem da');
    await page().getByText('Trotzdem da').waitFor();
  });

  it('says when it could not be updated, and follows again', async () => {
    await open();
    await page().getByRole('heading', { name: 'Beispiel', level: 1 }).waitFor();
    await panel.page.route('**/drafts/inspect', (route) => route.abort());
    await field('headline').fill('Ohne Netz');
    await drawer().getByRole('status').getByText('ließ sich nicht aktualisieren').waitFor();
    await panel.page.unroute('**/drafts/inspect');
    await field('headline').fill('Mit Netz');
    await page().getByText('Mit Netz').waitFor();
    await expect(drawer().getByRole('status').count()).resolves.toBe(0);
  });
});

describe('the opened preview of a draft', () => {
  const frame = (): FrameLocator => panel.page.frameLocator('[data-testid="preview-iframe"]');

  it('shows what is saved, and reloads after a publication', async () => {
    const { page: browserPage, running } = panel;
    await running.strapi
      .documents(ARTICLE)
      .update({ documentId, locale: 'de', data: { headline: 'Als Entwurf gespeichert' } as never });
    await panel.openEntry(ARTICLE, documentId, 'de');
    await expect(browserPage.getByText('Vorschau einrichten').count()).resolves.toBe(0);
    await browserPage.getByRole('link', { name: 'Vorschau öffnen' }).click();
    await frame().getByText('Als Entwurf gespeichert').waitFor();
    await panel.screenshot('opened-preview');
    const loaded = browserPage.waitForResponse((response) =>
      response.url().includes('/career-field/preview?')
    );
    await browserPage.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    expect((await loaded).status()).toBe(200);
    expect(panel.pageErrors).toEqual([]);
  });
});

describe('with a portal', () => {
  it('the portal’s page follows what is typed', async () => {
    setPortal(portalUrl());
    try {
      await open();
      await page().getByText(`documentId=${documentId}`).waitFor();
      await page().getByRole('heading', { name: 'Beispiel' }).waitFor();
      await field('title').fill('Auf dem Portal');
      await page().getByRole('heading', { name: 'Auf dem Portal' }).waitFor();
      await panel.screenshot('preview-portal');
    } finally {
      setPortal(null);
    }
  });
});
