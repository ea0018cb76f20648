import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { createRole } from '../support/administrator';
import { violationsOf } from '../support/axe';
import { startPanel, type Panel } from '../support/panel';
import { uid } from '../support/site';

/** The page "Berufsfelder" in the main menu, as an editor with a stock role sees it. */

const ARTICLE = uid('article');

let panel: Panel;
/** Of the editor. */
let page: Page;

const articles = () => panel.running.strapi.documents(ARTICLE);

const idOf = async (slug: string): Promise<string> =>
  (await articles().findFirst({ locale: 'de', filters: { slug } }))!.documentId;

const logInWith = async (firstname: string, role: number): Promise<Page> => {
  const person = await panel.logInAsAnother(firstname, 'Test');
  const { strapi } = panel.running;
  const user = await strapi.db.query('admin::user').findOne({ where: { firstname } });
  await strapi.service('admin::user').updateById(user.id, { roles: [role] });
  return person.page;
};

/** What "Let editors in" does, which its own test clicks. */
const letEditorsIn = async (): Promise<number> => {
  await panel.page.goto(`${panel.address}/admin/settings/career-field`);
  const card = panel.page.getByRole('region', { name: 'Bearbeiten erlauben', exact: true });
  const editor = card.getByRole('listitem').filter({ hasText: 'Editor' }).first();
  await editor.getByRole('checkbox').click();
  await card.getByRole('button', { name: 'Ausgewählten Rollen das Bearbeiten erlauben' }).click();
  await editor.getByText('Darf bearbeiten').waitFor();
  const role = (await panel.running.strapi.db
    .query('admin::role')
    .findOne({ where: { code: 'strapi-editor' } })) as { id: number };
  return role.id;
};

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  page = await logInWith('Erna', await letEditorsIn());
  const backend = await idOf('backend');
  await articles().unpublish({ documentId: await idOf('frontend'), locale: 'de' });
  // English is the original.
  await articles().update({ documentId: backend, locale: 'en', data: { lead: 'A new lead.' } as never });
});

afterAll(() => panel?.stop());

const open = async (query = ''): Promise<void> => {
  await page.goto(`${panel.address}/admin/plugins/career-field${query}`);
  await page.getByRole('heading', { name: 'Berufsfelder', level: 1 }).waitFor();
};
const row = (title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
const titles = async (): Promise<string[]> => {
  await page.getByText(/^\d+ Artikel$/).waitFor();
  return page.locator('tbody tr td:nth-child(2)').allTextContents();
};
/** Takes screenshots in both themes, narrow and wide. */
const look = async (name: string): Promise<void> => {
  for (const [colorScheme, width] of [
    ['dark', 1600],
    ['light', 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `.tmp/screenshots/${name}-${colorScheme}-${width}.png` });
  }
};

describe('the page of all guides', () => {
  it('is in the main menu and shows each language with its state, parity and completeness', async () => {
    await page.goto(`${panel.address}/admin`);
    await page.getByRole('link', { name: 'Berufsfelder', exact: true }).click();
    expect(await titles()).toEqual(['Backend', 'DevOps', 'Frontend']);
    await row('Backend').getByText('15 von 17 Teilen').first().waitFor();
    const german = row('Backend').getByRole('gridcell').nth(2);
    expect(await german.textContent()).toMatch(/Veröffentlicht.*1 Teil veraltet.*15 von 17 Teilen/);
    expect(await row('Backend').getByRole('gridcell').nth(3).textContent()).toMatch(/Geändert.*aktuell/);
    expect(await row('Frontend').getByRole('gridcell').nth(2).textContent()).toMatch(/Entwurf/);
    await look('career-fields');
    expect(await violationsOf(page, undefined, 'main')).toEqual([]);
    expect(panel.pageErrors).toEqual([]);
  });

  it('searches, sorts, and has views, all by its address', async () => {
    await open('?view=behind');
    expect(await titles()).toEqual(['Backend']);
    await page.getByRole('tab', { name: 'Entwürfe', exact: true }).click();
    await page.waitForURL(/view=drafts/);
    expect(await titles()).toEqual(['Frontend']);
    await page.getByRole('tab', { name: 'Fertige Entwürfe' }).click();
    await page.waitForURL(/view=complete/);
    expect(await titles()).toEqual(['Frontend']);
    await open('?_q=devops');
    expect(await titles()).toEqual(['DevOps']);
    await open();
    await page.locator('thead').getByText('Titel').click();
    await page.locator('thead').getByText('Titel').click();
    await page.waitForURL(/sort=title:DESC/);
    await row('Frontend').first().waitFor();
    expect(await titles()).toEqual(['Frontend', 'DevOps', 'Backend']);
  });

  it('leads into the form, in the language of the cell', async () => {
    await open();
    await page.getByRole('link', { name: '„Backend“ auf Englisch öffnen' }).click();
    await page.waitForURL(/locale(\]|%5D)=en/);
    expect(page.url()).toContain(await idOf('backend'));
  });

  it('starts a new guide', async () => {
    await open();
    await page.getByRole('button', { name: 'Neuer Artikel' }).click();
    await page.getByRole('dialog').getByText('Neuen Artikel anlegen').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('records reviews of several guides, which change no text', async () => {
    const where = { documentId: await idOf('devops') };
    const rows = () =>
      panel.running.strapi.db.query(ARTICLE).findMany({ where, orderBy: 'id' }) as Promise<object[]>;
    const before = await rows();
    await open();
    await row('DevOps').getByRole('checkbox').click();
    await row('Frontend').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Geprüft', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '4 Fassungen geprüft' }).waitFor();
    await look('career-fields-review');
    expect(await violationsOf(page, undefined, '[role=dialog]')).toEqual([]);
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Englisch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '2 Fassungen geprüft' }).click();
    await page.getByRole('dialog').getByText('2 von 2 als geprüft festgehalten.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).last().click();
    const states = await panel.running.strapi.db
      .query(uid('editorial-state'))
      .findMany({ where: { reviewer: 'Erna Test' }, orderBy: 'article' });
    expect(states.map(({ language }) => language as string)).toEqual(['de', 'de']);
    expect(await rows()).toEqual(before);
    expect(await row('DevOps').getByRole('gridcell').nth(2).textContent()).toMatch(/Prüfung am/);
  });

  it('publishes several guides, and names the one that lacks something', async () => {
    const frontend = await idOf('frontend');
    const faulty = await articles().create({
      locale: 'de',
      data: { title: 'Ohne Kategorie', slug: 'ohne-kategorie' } as never,
    });
    await open('?view=drafts');
    await row('Ohne Kategorie').getByRole('checkbox').click();
    await row('Frontend').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Englisch' }).click();
    await dialog.getByRole('button', { name: '2 Fassungen veröffentlichen' }).click();
    await dialog.getByText('1 von 2 veröffentlicht.').waitFor();
    await dialog.getByRole('link', { name: 'Ohne Kategorie (Deutsch)' }).waitFor();
    await dialog.getByText(/Kategorie: /).waitFor();
    await look('career-fields-publish');
    await dialog.getByRole('button', { name: 'Schließen' }).last().click();
    expect(await titles()).toEqual(['Ohne Kategorie']);
    const published = await articles().findOne({
      documentId: frontend,
      locale: 'de',
      status: 'published',
    });
    expect(published).not.toBeNull();
    await articles().delete({ documentId: faulty.documentId, locale: 'de' });
  });

  it('downloads what was chosen', async () => {
    await open('?_q=devops');
    await row('DevOps').getByRole('checkbox').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Exportieren', exact: true }).click(),
    ]);
    const files = unzipSync(readFileSync(await download.path()));
    expect(Object.keys(files).filter((name) => name.endsWith('.yaml'))).toEqual(['articles/devops.yaml']);
  });

  it('is a clear sentence without its permission, and not in the menu', async () => {
    const role = await createRole(panel.running.strapi, 'Reader', []);
    const reader = await logInWith('Gustav', role);
    await reader.goto(`${panel.address}/admin/plugins/career-field`);
    await reader.getByText('keine ausreichenden Berechtigungen').waitFor();
    expect(await reader.getByRole('link', { name: 'Berufsfelder', exact: true }).count()).toBe(0);
    await reader.context().close();
  });
});

describe('an import', () => {
  const skill = (key: string, name: string) => ({
    name: `${key}.yaml`,
    mimeType: 'application/yaml',
    buffer: Buffer.from(
      `type: skill\nkey: ${key}\nshared:\n  kind: tool\nlocales:\n  de:\n    name: ${name}\n    slug: ${key}\n`
    ),
  });
  const skills = () => panel.running.strapi.documents(uid('skill'));
  const nameOf = async (slug: string): Promise<string> =>
    ((await skills().findFirst({ locale: 'de', filters: { slug } })) as unknown as { name: string }).name;
  const choose = async (...files: ReturnType<typeof skill>[]): Promise<void> => {
    await open();
    await page.getByRole('link', { name: 'Importieren' }).click();
    await page.getByRole('heading', { name: 'Dateien importieren' }).waitFor();
    await page.locator('input[type=file]').setInputFiles(files);
    await page.getByText(/\d+ neu · /).waitFor();
  };

  it('shows the file and line of what is wrong, and writes nothing', async () => {
    await choose(skill('gut', 'Gut'), {
      ...skill('kaputt', ''),
      buffer: Buffer.from('type: skill\nkey: kaputt\nlocales:\n  de:\n    name: [\n'),
    });
    await page.getByText(/kaputt\.yaml, Zeile \d/).waitFor();
    expect(await page.getByRole('button', { name: 'So importieren' }).isDisabled()).toBe(true);
    await look('import-faulty');
    expect(await skills().findFirst({ locale: 'de', filters: { slug: 'gut' } })).toBeNull();
  });

  it('keeps what an editor has changed until she decides otherwise', async () => {
    await choose(skill('weben', 'Weben'), skill('spinnen', 'Spinnen'));
    await page.getByRole('button', { name: 'So importieren' }).click();
    await page.getByText('Der Import ist fertig').waitFor();
    for (const slug of ['weben', 'spinnen']) {
      const { documentId } = (await skills().findFirst({ locale: 'de', filters: { slug } }))!;
      await skills().update({ documentId, locale: 'de', data: { name: `Unser ${slug}` } as never });
    }
    await choose(skill('weben', 'Weben II'), skill('spinnen', 'Spinnen II'), skill('neu', 'Neu'));
    const entry = page.getByRole('listitem').filter({ hasText: 'weben' }).first();
    await entry.getByText('1 Unterschied').click();
    await entry.getByText('Unser weben').waitFor();
    await entry.getByText('Weben II').waitFor();
    await look('import-plan');
    expect(await violationsOf(page, undefined, 'main')).toEqual([]);
    await entry.getByRole('radio', { name: 'Die der Datei nehmen' }).click();
    await page.getByRole('button', { name: 'So importieren' }).click();
    await page.getByText('Der Import ist fertig').waitFor();
    expect([await nameOf('weben'), await nameOf('spinnen'), await nameOf('neu')]).toEqual([
      'Weben II',
      'Unser spinnen',
      'Neu',
    ]);
  });

  it('plans the shipped guides, and says what state they have', async () => {
    await page.goto(`${panel.address}/admin/plugins/career-field/import`);
    await page.getByText(/\d+ auf dem Stand des Plugins/).waitFor();
    await page.getByText('1 von euch geändert').waitFor();
    const runs = page.getByRole('region', { name: 'Letzte Importe' }).getByRole('listitem');
    await runs.first().getByText('weben.yaml, spinnen.yaml, neu.yaml').waitFor();
    await runs.first().getByText('Erna Test').waitFor();
    await runs.first().getByText('1 neu · 1 geändert').waitFor();
    await look('import');
    await page.getByRole('button', { name: 'Import der mitgelieferten Artikel planen' }).click();
    await page.getByText('0 neu · 0 geändert', { exact: false }).waitFor();
    expect(panel.pageErrors).toEqual([]);
  });
});

describe('the widget of the home page', () => {
  it('counts what is to be done, and leads to it', async () => {
    await page.goto(`${panel.address}/admin`);
    const link = page.getByRole('link', { name: '1 Artikel mit veralteter Übersetzung' });
    await link.scrollIntoViewIfNeeded();
    await look('home-widget');
    await link.click();
    await page.waitForURL(/plugins\/career-field\?view=behind/);
    expect(await titles()).toEqual(['Backend']);
  });
});

describe('a link that does not answer', () => {
  const ADDRESS = 'https://weg.example/seite';

  /** Stores what two checks would; nothing is requested. */
  const breakLink = async (): Promise<void> => {
    const { strapi } = panel.running;
    strapi.cron.remove('career-field links');
    strapi.config.set('plugin::career-field.links', { check: true, everyDays: 7 });
    const category = await panel.running.strapi.documents(uid('category')).findFirst({ locale: 'de' });
    await articles().create({
      locale: 'de',
      status: 'published',
      data: {
        title: 'Weben',
        slug: 'weben',
        lead: 'Stoffe.',
        category: category!.documentId,
        sources: [{ label: 'Amt', url: ADDRESS }],
      } as never,
    });
    const plugin = strapi.plugin('career-field');
    await plugin.service('guides').settled();
    const network = { resolve: async () => ['127.0.0.1'], isAllowed: () => false };
    await plugin.service('links').check({ network, pauseMs: 0 });
    await strapi.db.query('plugin::career-field.checked-link' as never).update({
      where: { address: ADDRESS },
      data: { result: '404', failedOn: '2026-11-20', brokenOn: '2026-11-21' },
    });
  };

  it('is counted on the home page, and leads through the table and the panel to its field', async () => {
    await breakLink();
    await page.goto(`${panel.address}/admin`);
    await page.getByRole('link', { name: '1 Artikel mit Links, die nicht antworten' }).click();
    await page.waitForURL(/view=links/);
    await page.getByRole('tab', { name: 'Defekte Links' }).waitFor();
    expect(await titles()).toEqual(['Weben']);
    await look('career-fields-links');
    await page.getByRole('link', { name: '„Weben“ auf Deutsch öffnen' }).click();
    const point = page
      .locator('[data-career-field-panel]')
      .getByRole('listitem')
      .filter({ hasText: `Link antwortet nicht: ${ADDRESS}` });
    await point.getByText('Fehler 404), seit 20.11.2026').waitFor();
    await point.scrollIntoViewIfNeeded();
    await look('panel-link');
    await point.getByRole('button').click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'sources.0.url');
  });

  it('is listed in the settings, where an administrator has all links checked', async () => {
    await panel.page.goto(`${panel.address}/admin/settings/career-field`);
    const card = panel.page.getByRole('region', { name: 'Links prüfen', exact: true });
    await card.getByRole('link', { name: ADDRESS }).waitFor();
    await card.getByText('Davon warten auf die Prüfung: 0.').waitFor();
    await card.getByRole('button', { name: 'Alle jetzt prüfen' }).click();
    await card.getByText(/Davon warten auf die Prüfung: [1-9]/).waitFor();
    await card.scrollIntoViewIfNeeded();
    await panel.page.screenshot({ path: '.tmp/screenshots/settings-links.png' });
    expect(panel.pageErrors).toEqual([]);
  });
});
