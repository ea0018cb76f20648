import { startPanel, type Panel } from '../support/panel';
import { uid } from '../support/site';

const ARTICLE = uid('article');
const OCCUPATION = 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1';

let panel: Panel;

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  await panel.running.strapi.documents(ARTICLE).create({
    locale: 'de',
    data: {
      title: 'Bäcker/in',
      occupation: { name: 'Bäcker/in', codes: [{ scheme: 'esco', uri: OCCUPATION, match: 'exact' }] },
    } as never,
  });
});

afterAll(() => panel?.stop());

const articles = () => panel.running.strapi.documents(ARTICLE);
const field = (name: string) => panel.page.locator(`form [name="${name}"]`).first();
const dialog = () => panel.page.getByRole('dialog');
const overview = () => panel.page.locator('[data-career-field-panel]');
const steps = () => overview().getByRole('region', { name: 'Was nun?' });

/** As an editor comes there: from the list, which shows the default language of the site. */
const openNew = async (): Promise<void> => {
  await panel.page.goto(`${panel.address}/admin/content-manager/collection-types/${ARTICLE}`);
  await panel.page.locator('main a[href*="/create"]').first().click();
  await dialog().getByText('Neuen Artikel anlegen').waitFor();
};

const isOpened = (title: string) =>
  panel.page.waitForFunction(
    (expected) =>
      !location.pathname.endsWith('/create') &&
      document.querySelector<HTMLInputElement>('form [name="title"]')?.value === expected,
    title
  );

const stored = async (title: string) => {
  const found = await articles().findFirst({
    locale: 'de',
    filters: { title },
    populate: ['definition', 'tasks', 'sources', 'occupation.codes'],
  } as never);
  return found as unknown as {
    documentId: string;
    definition: { heading: string; anchor: string; body: unknown };
    occupation: { codes: unknown[] };
    sources: unknown[];
  };
};

describe('a new article', () => {
  it('starts empty with all its parts, in the language of the editor, by keyboard', async () => {
    const { page } = panel;
    await openNew();
    for (const width of [1280, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      // The dialog fades in.
      await page.waitForTimeout(500);
      await page.screenshot({ path: `.tmp/screenshots/new-guide-${width}.png` });
    }
    await dialog().getByRole('combobox', { name: 'Sprache' }).getByText('Deutsch').waitFor();
    await page.keyboard.type('Backstube');
    await page.keyboard.press('Enter');
    await isOpened('Backstube');
    expect(new URL(page.url()).searchParams.get('plugins[i18n][locale]')).toBe('de');
    expect(await field('definition.heading').inputValue()).toBe('Worum geht es?');
    expect(await field('tasks.anchor').inputValue()).toBe('aufgaben-im-alltag');
    expect(await stored('Backstube')).toMatchObject({ definition: { anchor: 'worum-geht-es' } });
    expect(panel.pageErrors).toEqual([]);
  });

  it('starts like another one', async () => {
    await openNew();
    await field('start-title')
      .or(dialog().getByRole('textbox', { name: 'Titel' }))
      .first()
      .fill('Wie Frontend');
    await dialog().getByRole('radio', { name: 'Wie ein anderer Artikel' }).click();
    await dialog().getByRole('searchbox').fill('fronten');
    await dialog().getByRole('radio', { name: 'Frontend', exact: true }).click();
    await dialog()
      .getByRole('radio', { name: /allen Texten/ })
      .click();
    await panel.page.screenshot({ path: '.tmp/screenshots/new-guide-like.png' });
    await dialog().getByRole('button', { name: 'Artikel anlegen' }).click();
    await isOpened('Wie Frontend');
    const article = await stored('Wie Frontend');
    expect(article.definition.body).not.toBeNull();
    expect([article.sources.length > 0, article.occupation.codes]).toEqual([true, []]);
  });

  it('starts with an imported occupation, whose name it takes', async () => {
    await openNew();
    await dialog().getByRole('radio', { name: 'Mit einem importierten Beruf' }).click();
    await dialog().getByRole('radio', { name: 'Bäcker/in' }).click();
    await dialog().getByRole('button', { name: 'Artikel anlegen' }).click();
    await isOpened('Bäcker/in');
    expect(await field('definition.heading').inputValue()).toBe('Worum geht es?');
    expect((await articles().findMany({ locale: 'de', filters: { title: 'Bäcker/in' } })).length).toBe(1);
  });

  it('can do without, then with an empty form in that language', async () => {
    const { page } = panel;
    await openNew();
    await dialog().getByRole('button', { name: 'Leeres Formular öffnen' }).last().click();
    await dialog().waitFor({ state: 'detached' });
    await page.waitForURL(/locale(\]|%5D)=de/);
    await field('title').fill('Von Hand');
    await page.waitForTimeout(2000);
    await expect(dialog().count()).resolves.toBe(0);
    expect(await field('title').inputValue()).toBe('Von Hand');
  });

  it('says why it could not be created, and keeps what was chosen', async () => {
    await panel.page.route('**/guide-starts', (route) => route.abort());
    await panel.page.goto(`${panel.address}/admin/content-manager/collection-types/${ARTICLE}`);
    panel.page.once('dialog', (question) => void question.accept());
    await openNew();
    await panel.page.keyboard.type('Ohne Netz');
    await dialog().getByRole('button', { name: 'Artikel anlegen' }).click();
    await dialog().getByRole('alert').getByText('ließ sich nicht anlegen').waitFor();
    expect(await dialog().getByRole('textbox', { name: 'Titel' }).inputValue()).toBe('Ohne Netz');
    await panel.page.unroute('**/guide-starts');
  });
});

describe('the steps to the first guide', () => {
  it('are offered, follow the form, and do not come back once they are closed', async () => {
    const { page } = panel;
    const { documentId } = await stored('Wie Frontend');
    await panel.openEntry(ARTICLE, documentId, 'de');
    await steps().getByText('Veröffentlichen', { exact: true }).waitFor();
    const done = (): Promise<number> => steps().getByRole('img', { name: 'erledigt' }).count();
    expect(await done()).toBe(3);
    await page.screenshot({ path: '.tmp/screenshots/first-steps.png' });
    await overview().getByRole('button', { name: 'Live-Vorschau zeigen' }).click();
    await page
      .getByRole('region', { name: 'Live-Vorschau' })
      .getByRole('button', { name: 'Schließen' })
      .or(page.getByRole('region', { name: 'Live-Vorschau' }).getByRole('button').last())
      .first()
      .click();
    expect(await done()).toBe(4);
    await steps().getByRole('button', { name: 'Nicht mehr zeigen' }).click();
    await steps().waitFor({ state: 'detached' });
    await panel.openEntry(ARTICLE, documentId, 'de');
    await overview().getByRole('region', { name: 'Gliederung für Leser' }).waitFor();
    await expect(steps().count()).resolves.toBe(0);
  });

  it('are offered to another editor in the same browser', async () => {
    const another = await panel.logInAsAnother('Nora', 'Neu');
    const { documentId } = await stored('Backstube');
    await another.openEntry(ARTICLE, documentId, 'de');
    await another.page.getByRole('region', { name: 'Was nun?' }).waitFor();
    const user = await another.page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('career-field.first-steps'))
    );
    expect(user).toEqual([]);
  });
});
