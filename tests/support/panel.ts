import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { reportPages } from './page-report';
import { createSite, uid as uidOf, type RunningSite, type SiteOptions } from './site';

/** The production build of the playground's admin panel, which `npm test` builds. */
const BUILD = path.resolve(__dirname, '../../playground/dist/build');
const SCREENSHOTS = path.resolve(__dirname, '../../.tmp/screenshots');

interface Person {
  email: string;
  password: string;
  firstname: string;
  lastname: string;
}

const ADMIN: Person = {
  email: 'editor@example.com',
  password: 'Editor-Password-1',
  firstname: 'Erika',
  lastname: 'Editor',
};

/** The admin panel of a running site, in a browser. */
export interface Panel {
  running: RunningSite;
  browser: Browser;
  page: Page;
  /** The origin of the site. */
  address: string;
  /** Uncaught errors of the page. */
  pageErrors: string[];
  logIn: () => Promise<void>;
  /** Opens the form of an entry with all of its parts; `create` as documentId opens an empty one. */
  openEntry: (uid: string, documentId: string, locale: string) => Promise<void>;
  /** Opens the admin panel as another, new administrator in a separate browser context. */
  logInAsAnother: (firstname: string, lastname: string) => Promise<Pick<Panel, 'page' | 'openEntry'>>;
  screenshot: (name: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts a seeded site with a German-speaking administrator, and a browser. */
export const startPanel = async (options: SiteOptions = {}): Promise<Panel> => {
  if (!existsSync(BUILD)) throw new Error('The panel is not built. Run the suite by "npm test -- browser".');
  const site = await createSite({ seeded: true, ...options });
  symlinkSync(BUILD, path.join(site.folder, 'build'));
  const running = await site.start({ NODE_ENV: 'production' });
  const { strapi } = running;
  const register = async (person: Person): Promise<void> => {
    const role = await strapi.service('admin::role').getSuperAdmin();
    await strapi.service('admin::user').create({
      ...person,
      isActive: true,
      registrationToken: null,
      roles: [role.id],
      preferedLanguage: 'de',
    });
  };
  await register(ADMIN);
  await new Promise<void>((resolve) => {
    strapi.server.httpServer.listen(0, '127.0.0.1', () => resolve());
  });
  const address = `http://127.0.0.1:${(strapi.server.httpServer.address() as AddressInfo).port}`;
  mkdirSync(SCREENSHOTS, { recursive: true });
  const browser = await launchBrowser();
  const pageErrors: string[] = [];
  reportPages(() => browser.contexts().flatMap((context) => context.pages()));
  /** Each has its own cookies. */
  const openPage = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    // A busy machine takes ten times as long as a quiet one.
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => pageErrors.push(error.message));
    return page;
  };
  const logIn = async (page: Page, { email, password }: Person): Promise<void> => {
    await page.goto(`${address}/admin`);
    await page.locator('[name="email"]').fill(email);
    await page.locator('[name="password"]').fill(password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => !url.pathname.includes('/auth/'));
  };
  const openEntryIn =
    (page: Page): Panel['openEntry'] =>
    async (uid, documentId, locale) => {
      await page.goto(
        `${address}/admin/content-manager/collection-types/${uid}/${documentId}?plugins[i18n][locale]=${locale}`
      );
      await page.locator('form [name="title"], form [name="name"]').first().waitFor();
      if (documentId === 'create' && uid === uidOf('article')) {
        await page.getByRole('dialog').getByRole('button', { name: 'Leeres Formular öffnen' }).last().click();
      }
      if (uid === uidOf('article')) await page.getByRole('button', { name: 'Alle öffnen' }).click();
    };
  const page = await openPage();

  return {
    running,
    browser,
    page,
    address,
    pageErrors,
    logIn: () => logIn(page, ADMIN),
    openEntry: openEntryIn(page),
    logInAsAnother: async (firstname, lastname) => {
      const person = { ...ADMIN, email: `${firstname.toLowerCase()}@example.com`, firstname, lastname };
      await register(person);
      const another = await openPage();
      await logIn(another, person);
      return { page: another, openEntry: openEntryIn(another) };
    },
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
    },
    stop: async () => {
      await browser.close();
      await running.stop();
      await site.remove();
    },
  };
};
