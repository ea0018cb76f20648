import type { Page } from 'playwright-core';
import { entryForm } from '../support/entry-form';
import { startPanel, type Panel } from '../support/panel';
import { uid } from '../support/site';

/** Text that was typed and not saved, after a closed tab or an expired login. */

const SKILL = uid('skill');

let panel: Panel;
let documentId: string;

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
});

afterAll(async () => {
  await panel?.stop();
});

beforeEach(async () => {
  const { strapi } = panel.running;
  ({ documentId } = await strapi
    .documents(SKILL)
    .create({ locale: 'de', data: { name: 'Löten', slug: `loeten-${Date.now()}` } }));
});

const name = (page: Page) => page.locator('form [name="name"]').first();
const button = (text: string) => panel.page.getByRole('button', { name: text, exact: true });
const stored = async () =>
  (await panel.running.strapi.documents(SKILL).findOne({ documentId, locale: 'de' }))!.name as string;

/** Types into the form in a tab of its own, and closes that without saving. */
const typeAndClose = async (text: string, id: string): Promise<void> => {
  const tab = await panel.page.context().newPage();
  await tab.goto(
    `${panel.address}/admin/content-manager/collection-types/${SKILL}/${id}?plugins[i18n][locale]=de`
  );
  await name(tab).fill(text);
  await tab.waitForFunction(
    (typed) =>
      Object.entries(localStorage).some(
        ([key, value]) => key.startsWith('career-field.unsaved') && String(value).includes(typed)
      ),
    text
  );
  await tab.close();
};

const save = (): Promise<void> => entryForm(panel.page).passes('Speichern');

/** Opens the form, and waits until an offer would be there. */
const openAgain = async (): Promise<void> => {
  const user = panel.page.waitForResponse(/\/admin\/users\/me$/);
  await panel.openEntry(SKILL, documentId, 'de');
  await user;
};

describe('unsaved text', () => {
  it('is offered after a closed tab, restored, saved, and then no longer offered', async () => {
    await typeAndClose('Weichlöten', documentId);
    await openAgain();
    expect(await name(panel.page).inputValue()).toBe('Löten');
    await panel.screenshot('unsaved');
    await button('Wiederherstellen').click();
    expect(await name(panel.page).inputValue()).toBe('Weichlöten');
    await save();
    expect(await stored()).toBe('Weichlöten');
    await openAgain();
    await panel.page.waitForTimeout(500);
    expect(await button('Wiederherstellen').count()).toBe(0);
    expect(panel.pageErrors).toEqual([]);
  });

  it('is kept while somebody types something else', async () => {
    await typeAndClose('Weichlöten', documentId);
    await openAgain();
    await name(panel.page).fill('Hartlöten');
    await save();
    await openAgain();
    await button('Wiederherstellen').waitFor();
    await button('Verwerfen').click();
    await openAgain();
    await panel.page.waitForTimeout(500);
    expect(await button('Wiederherstellen').count()).toBe(0);
    expect(await stored()).toBe('Hartlöten');
  });

  it('is offered after the login has expired while it was typed', async () => {
    const { page } = panel;
    await openAgain();
    await name(page).fill('Weichlöten');
    await panel.running.strapi.db.query('admin::session').deleteMany({ where: {} });
    await button('Speichern').click();
    // Strapi's dialog says that the text will be lost.
    await button('Bestätigen').click();
    await page.waitForURL(/\/admin\/auth\/login/);
    expect(await stored()).toBe('Löten');
    await panel.logIn();
    await openAgain();
    await button('Wiederherstellen').click();
    expect(await name(page).inputValue()).toBe('Weichlöten');
    await save();
    expect(await stored()).toBe('Weichlöten');
  });

  it('is compared with what was saved since', async () => {
    await typeAndClose('Weichlöten', documentId);
    await panel.running.strapi
      .documents(SKILL)
      .update({ documentId, locale: 'de', data: { name: 'Hartlöten' } });
    await openAgain();
    await button('Wiederherstellen').click();
    const dialog = panel.page.getByRole('dialog');
    await dialog.getByText('Der Eintrag wurde seither geändert').waitFor();
    await dialog.getByText('Weichlöten').first().waitFor();
    await dialog.getByText('Hartlöten').first().waitFor();
    await dialog.getByRole('radio').first().click();
    await dialog.getByRole('button', { name: 'Ins Formular übernehmen' }).click();
    expect(await name(panel.page).inputValue()).toBe('Weichlöten');
    await save();
    expect(await stored()).toBe('Weichlöten');
  });

  it('of a new entry is offered with the next new one', async () => {
    await typeAndClose('Fräsen', 'create');
    await panel.openEntry(SKILL, 'create', 'de');
    await button('Wiederherstellen').click();
    expect(await name(panel.page).inputValue()).toBe('Fräsen');
    expect(await entryForm(panel.page).press('Speichern')).toBe(201);
    const found = await panel.running.strapi
      .documents(SKILL)
      .findMany({ locale: 'de', filters: { name: 'Fräsen' } });
    expect(found).toHaveLength(1);
  });

  it('of a new entry is not offered any more once that was saved', async () => {
    const { page } = panel;
    await panel.openEntry(SKILL, 'create', 'de');
    await name(page).fill('Drehen');
    await page.waitForFunction(() =>
      Object.values(localStorage).some((value) => String(value).includes('Drehen'))
    );
    expect(await entryForm(page).press('Speichern')).toBe(201);
    await page.waitForURL((url) => !url.pathname.endsWith('/create'));
    const user = page.waitForResponse(/\/admin\/users\/me$/);
    await panel.openEntry(SKILL, 'create', 'de');
    await user;
    await page.waitForFunction(
      () => !Object.values(localStorage).some((value) => String(value).includes('Drehen'))
    );
    expect(await button('Wiederherstellen').count()).toBe(0);
  });

  it('is nobody else’s', async () => {
    await typeAndClose('Weichlöten', documentId);
    const person = await panel.logInAsAnother('Otto', 'Andersen');
    const copies = await panel.page.evaluate(() => JSON.stringify(localStorage));
    await person.page.evaluate((text) => {
      for (const [key, value] of Object.entries(JSON.parse(text) as Record<string, string>)) {
        if (key.startsWith('career-field')) localStorage.setItem(key, value);
      }
    }, copies);
    const user = person.page.waitForResponse(/\/admin\/users\/me$/);
    await person.openEntry(SKILL, documentId, 'de');
    await user;
    await person.page.waitForTimeout(500);
    expect(await person.page.getByRole('button', { name: 'Wiederherstellen' }).count()).toBe(0);
  });
});
