import { startPanel, type Panel } from '../support/panel';
import { uid } from '../support/site';

/** Languages and review in the panel: the German original changes, English falls behind, and is brought up to date. */

const ARTICLE = uid('article');

let panel: Panel;
let article: string;

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  const articles = panel.running.strapi.documents(ARTICLE);
  article = (await articles.findFirst({ locale: 'de', filters: { slug: 'frontend' } }))!.documentId;
  await panel.running.strapi.plugin('i18n').service('locales').setDefaultLocale({ code: 'en' });
  const save = (locale: string, data: object) =>
    articles.update({ documentId: article, locale, data: data as never });
  await save('en', { lead: 'A new lead of the original.', headline: 'A new headline' });
  await save('de', { title: 'Frontend' });
});

afterAll(() => panel?.stop());

const field = (name: string) => panel.page.locator(`form [name="${name}"]`).first();
const section = (name: string) =>
  panel.page.locator('[data-career-field-panel]').getByRole('region', { name, exact: true });

const screenshots = async (name: string): Promise<void> => {
  await section('Sprachen').scrollIntoViewIfNeeded();
  for (const width of [1280, 1600]) {
    await panel.page.setViewportSize({ width, height: 900 });
    await panel.page.screenshot({ path: `.tmp/screenshots/${name}-${width}.png` });
  }
};

describe('languages in the panel', () => {
  it('say what is behind, and show what has changed in the original', async () => {
    await panel.openEntry(ARTICLE, article, 'de');
    await section('Sprachen').getByRole('button', { name: 'Was ist anders?' }).first().click();
    await section('Sprachen').locator('ins').first().waitFor();
    await screenshots('editorial-behind');
  });

  it('take a part over into the form: at once where it is empty, with a question where it is not', async () => {
    const parts = section('Sprachen').getByRole('listitem');
    const takeOver = (name: string) =>
      parts.filter({ hasText: name }).getByRole('button', { name: 'Übernehmen (Englisch)' });
    await field('headline').fill('Meine Überschrift');
    await takeOver('Überschrift').first().click();
    const dialog = panel.page.getByRole('alertdialog');
    await dialog.waitFor();
    expect(await field('headline').inputValue()).toBe('Meine Überschrift');
    await panel.page.screenshot({ path: '.tmp/screenshots/editorial-question.png' });
    await dialog.getByRole('button', { name: 'Ersetzen' }).click();
    await panel.page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('form [name="headline"]')?.value === 'A new headline'
    );
  });
});

describe('publishing a language that is behind', () => {
  it('asks first, names the parts, and lets her go on', async () => {
    await panel.page.getByRole('button', { name: 'Veröffentlichen', exact: true }).first().click();
    const dialog = panel.page.getByRole('alertdialog');
    await dialog.getByText('Trotz veralteter Teile veröffentlichen?').waitFor();
    // She has changed the other one.
    await dialog.getByText(/übersetzt wurden: Einleitung\. /).waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/editorial-publish.png' });
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  });
});

describe('without the route of Strapi that fills in from another language', () => {
  it('nothing is filled in, and the panel says so', async () => {
    await panel.page.route('**/get-fill-from-locale/**', (route) => route.fulfill({ status: 404, json: {} }));
    await field('headline').fill('Mein Text');
    await section('Sprachen').getByRole('button', { name: 'Übernehmen (Englisch)' }).first().click();
    await panel.page.getByText('Das hat nicht geklappt. Versuche es noch einmal.').first().waitFor();
    expect(await field('headline').inputValue()).toBe('Mein Text');
    await panel.page.unroute('**/get-fill-from-locale/**');
  });
});

describe('the review in the panel', () => {
  it('takes one click, and changes no text', async () => {
    const before = await panel.running.strapi
      .documents(ARTICLE)
      .findOne({ documentId: article, locale: 'de' });
    await section('Prüfung').getByRole('combobox', { name: 'Nächste Prüfung' }).click();
    await panel.page.getByRole('option', { name: 'Wieder in 12 Monaten' }).click();
    await section('Prüfung').getByRole('button', { name: 'Geprüft, wieder in 12 Monaten' }).click();
    await section('Prüfung').getByText('Geprüft am').waitFor();
    const after = await panel.running.strapi
      .documents(ARTICLE)
      .findOne({ documentId: article, locale: 'de' });
    expect(after).toEqual(before);
    await screenshots('editorial-review');
  });
});
