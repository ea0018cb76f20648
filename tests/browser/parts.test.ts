import { entryForm, type EntryForm } from '../support/entry-form';
import { startPanel, type Panel } from '../support/panel';
import { createSmallGuide } from '../support/small-guide';
import { uid } from '../support/site';

/* The parts of an article as cards: what an editor sees of a whole guide, and how she gets to a field. */

const ARTICLE = uid('article');

/** At 1280 px, with all cards closed. It was 16,962 when all parts were open. */
const MAX_HEIGHT = 2400;

let panel: Panel;
let form: EntryForm;
let whole: string;
let documentId: string;
/** Requests for the names of skills. */
const requests: string[] = [];

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  form = entryForm(panel.page);
  whole = (await panel.running.strapi
    .documents(ARTICLE)
    .findFirst({ locale: 'de', filters: { slug: 'backend' } }))!.documentId;
  documentId = await createSmallGuide(panel.running.strapi, 'Beispiel');
});

afterAll(() => panel?.stop());

const { card, cards, state } = {
  card: (name: string) => panel.page.locator('form h2').getByRole('button', { name, exact: true }),
  cards: () => panel.page.locator('form h2 button[aria-expanded]'),
  state: (name: string) =>
    panel.page
      .locator('[data-career-part]')
      .filter({ has: panel.page.getByRole('button', { name, exact: true }) }),
};

/** Opens the form of a guide with its cards as they are at first. */
const open = async (id = documentId): Promise<void> => {
  const { page, address } = panel;
  await page.goto(
    `${address}/admin/content-manager/collection-types/${ARTICLE}/${id}?plugins[i18n][locale]=de`
  );
  await cards().first().waitFor();
  await page.waitForLoadState('networkidle');
};

/** Waits until a field has the cursor. */
const hasCursor = (name: string) =>
  panel.page.waitForFunction((expected) => document.activeElement?.getAttribute('name') === expected, name);

describe('the parts of a whole guide', () => {
  it('are closed cards in the order of the page, each with its name, its purpose and its state', async () => {
    await panel.page.setViewportSize({ width: 1280, height: 1000 });
    panel.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith(`/collection-types/${uid('skill')}`)) requests.push(pathname);
    });
    await open(whole);
    await expect(panel.page.locator('form h2 button[aria-expanded="true"]').count()).resolves.toBe(0);
    const texts = await panel.page.locator('[data-career-part]').allInnerTexts();
    expect(texts.map((text) => text.split('\n')[0]).slice(1, 7)).toEqual([
      'Beruf',
      'Definition',
      'Arbeitgeber',
      'Bereiche',
      'Ausbildung und Studium',
      'Zugangsvoraussetzungen',
    ]);
    await state('Definition').getByText('Worum es in diesem Berufsfeld geht.').waitFor();
    await state('Definition')
      .getByText(/^\d+ Wörter$/)
      .waitFor();
    await state('Zugangsvoraussetzungen').getByText('leer', { exact: true }).waitFor();
    const height = await panel.page.evaluate(() => document.querySelector('form')!.scrollHeight);
    expect(height).toBeLessThanOrEqual(MAX_HEIGHT);
    expect(await form.field('definition.heading').isVisible()).toBe(false);
  });

  it('have rows that are named by what they are, with one request for the names of documents', async () => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Alle öffnen' }).click();
    for (const name of [
      'KldB 4341, Berufe in der Softwareentwicklung',
      'PHP',
      'Teamfähigkeit',
      'Weiter spezialisieren',
      'Worin unterscheiden sich Backend und Frontend?',
      'PostgreSQL-Dokumentation (englisch)',
    ]) {
      await page.getByRole('button', { name, exact: true }).waitFor();
    }
    expect(requests).toHaveLength(1);
    const names = await page.locator('form h3 > button[aria-expanded]').allInnerTexts();
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => name.trim() === '')).toEqual([]);
  });
});

describe('the parts of a guide', () => {
  it('open by keyboard, follow what is typed, and stay open when it is saved', async () => {
    await open();
    await card('Zugangsvoraussetzungen').focus();
    await panel.page.keyboard.press('Enter');
    await expect(card('Zugangsvoraussetzungen').getAttribute('aria-expanded')).resolves.toBe('true');
    await panel.page
      .locator('[data-career-body="open"]')
      .getByRole('button', { name: /Noch kein Eintrag|No entry yet|hinzuzufügen/ })
      .click();
    await form.field('accessRequirements.heading').fill('Ohne Zeugnis geht es auch');
    await state('Zugangsvoraussetzungen').getByText('5 Wörter', { exact: true }).waitFor();
    expect(await form.press('Speichern')).toBe(200);
    expect(await form.field('accessRequirements.heading').isVisible()).toBe(true);
    const stored = await panel.running.strapi
      .documents(ARTICLE)
      .findOne({ documentId, locale: 'de', populate: ['accessRequirements', 'definition'] } as never);
    expect(stored).toMatchObject({ accessRequirements: { heading: 'Ohne Zeugnis geht es auch' } });
  });

  it('open when they have an error, which has the cursor then', async () => {
    await open();
    await card('Jobs').click();
    await form.field('jobs.listingUrl').fill('javascript:alert(1)');
    await card('Jobs').click();
    expect(await form.field('jobs.listingUrl').isVisible()).toBe(false);
    expect(await form.press('Speichern')).toBe(400);
    await state('Jobs').getByText('1 Fehler', { exact: true }).waitFor();
    await hasCursor('jobs.listingUrl');
    await expect(panel.page.locator('form h2 button[aria-expanded="true"]').count()).resolves.toBe(1);
  });
});

describe('a card', () => {
  it('shows by keyboard that it has the focus, and opens', async () => {
    const { page } = panel;
    await open();
    await card('Beruf').focus();
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!);
      return {
        part: document.activeElement?.closest<HTMLElement>('[data-career-part]')?.dataset.careerPart,
        outlineStyle,
        boxShadow,
      };
    });
    expect(focused.part).toBe('definition');
    expect([focused.outlineStyle, focused.boxShadow]).not.toEqual(['none', 'none']);
    await page.keyboard.press('Space');
    await expect(card('Definition').getAttribute('aria-expanded')).resolves.toBe('true');
    expect(await form.field('definition.heading').isVisible()).toBe(true);
  });
});

describe('choices', () => {
  const choose = async (name: string, words: string): Promise<void> => {
    await panel.page.locator(`form [role="combobox"][name="${name}"]`).click();
    await panel.page.getByRole('option', { name: words, exact: true }).click();
  };

  it('are in words of the editor’s language, in parts, rows and free sections, and stored as codes', async () => {
    await open();
    for (const part of ['Aussichten', 'Kompetenzen', 'Weitere Abschnitte']) await card(part).click();
    await choose('outlook.demand', 'Wächst stark');
    await form.row('Schreiben').click();
    await choose('skills.items.1.requirement', 'Von Vorteil');
    await choose('skills.items.1.level', 'Auf Expertenniveau');
    await form.row('Kasten').click();
    await choose('sections.1.after', 'Häufige Fragen');
    await choose('sections.1.tone', 'Warnung');
    await panel.screenshot('choices');
    expect(await form.press('Speichern')).toBe(200);
    const stored = await panel.running.strapi.documents(ARTICLE).findOne({
      documentId,
      locale: 'de',
      populate: { outlook: true, skills: { populate: ['items'] }, sections: { populate: '*' } },
    } as never);
    expect(stored).toMatchObject({ outlook: { demand: 'strongly-growing' } });
    const { skills, sections } = stored as unknown as { skills: { items: object[] }; sections: object[] };
    expect(skills.items[1]).toMatchObject({ requirement: 'optional', level: 'expert' });
    expect(sections[1]).toMatchObject({ after: 'faq', tone: 'warning' });

    await choose('skills.items.1.level', '(keine Angabe)');
    expect(await form.press('Speichern')).toBe(200);
    const again = await panel.running.strapi.documents(ARTICLE).findOne({
      documentId,
      locale: 'de',
      populate: { skills: { populate: ['items'] } },
    } as never);
    expect((again as unknown as { skills: { items: object[] } }).skills.items[1]).toMatchObject({
      level: null,
    });
  });

  it('are in words in other types as well', async () => {
    const skill = await panel.running.strapi.documents(uid('skill')).findFirst({ locale: 'de' });
    await panel.openEntry(uid('skill'), skill!.documentId, 'de');
    await choose('kind', 'Persönliche Stärke');
    expect(await form.press('Speichern')).toBe(200);
    const stored = await panel.running.strapi
      .documents(uid('skill'))
      .findOne({ documentId: skill!.documentId, locale: 'de' });
    expect(stored).toMatchObject({ kind: 'soft' });
  });
});

describe('rows', () => {
  it('keep their names while they are added, chosen, moved and removed', async () => {
    const { page } = panel;
    const names = (): Promise<string[]> =>
      page.locator('[data-career-body="open"] h3 > button[aria-expanded]').allInnerTexts();
    await open();
    await card('Kompetenzen').click();
    await form.row('Rechnen').waitFor();
    await page
      .locator('[data-career-body="open"]')
      .getByRole('button', { name: 'Eintrag hinzufügen' })
      .click();
    await form.row('Kompetenz im Berufsfeld 3').waitFor();
    await form.pick('skills.items.2.skill', 'Schreiben');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('h3 > button')].filter((row) => row.textContent === 'Schreiben')
          .length === 2
    );
    await form
      .row('Rechnen')
      .locator('xpath=../..')
      .getByRole('button', { name: /Löschen|Entfernen/ })
      .first()
      .click();
    await form.row('Rechnen').waitFor({ state: 'detached' });
    const after = await names();
    expect([after[0], after.at(-1), after.length]).toEqual(['Schreiben', 'Schreiben', 2]);
  });
});

describe('the technical fields of a section', () => {
  const values = async (): Promise<string[]> => [
    await form.field('tasks.anchor').inputValue(),
    await form.field('tasks.navLabel').inputValue(),
  ];
  const more = () =>
    panel.page.locator('[data-career-body="open"]').getByRole('button', { name: 'Mehr', exact: true });

  it('follow the heading until they are edited', async () => {
    const { page } = panel;
    await panel.openEntry(ARTICLE, 'create', 'de');
    await page.getByRole('button', { name: 'Alle schließen' }).click();
    await form.field('title').fill('Ein neues Feld');
    await card('Aufgaben').click();
    await page.locator('[data-career-body="open"]').getByRole('button').first().click();
    await form.field('tasks.heading').fill('Was man tut, wenn man groß ist');
    expect(await form.field('tasks.anchor').isVisible()).toBe(false);
    await page.getByText('#was-man-tut-wenn-man-gross-ist').waitFor();
    await more().click();
    expect(await values()).toEqual(['was-man-tut-wenn-man-gross-ist', 'Was man tut, wenn man groß ist']);
    await form.field('tasks.navLabel').fill('Aufgaben');
    await form.field('tasks.heading').fill('Was man tut');
    expect(await values()).toEqual(['was-man-tut', 'Aufgaben']);
    expect(await form.press('Speichern')).toBe(201);
    await page.waitForURL((url) => !url.pathname.endsWith('/create'));
    await page.waitForLoadState('networkidle');
    await form.field('tasks.heading').waitFor();
    await form.field('tasks.heading').fill('Was man den ganzen Tag tut');
    expect(await values()).toEqual(['was-man-den-ganzen-tag-tut', 'Aufgaben']);
    await more().click();
    await form.field('tasks.anchor').fill('von-hand');
    await form.field('tasks.heading').fill('Tätigkeiten');
    expect(await values()).toEqual(['von-hand', 'Aufgaben']);
    expect(await form.press('Speichern')).toBe(200);
    const created = await panel.running.strapi.documents(ARTICLE).findFirst({
      locale: 'de',
      filters: { title: 'Ein neues Feld' },
      populate: ['tasks'],
    } as never);
    expect(created).toMatchObject({
      tasks: { heading: 'Tätigkeiten', anchor: 'von-hand', navLabel: 'Aufgaben' },
    });
  });

  it('stay as they are published, and lead the cursor to an error in them', async () => {
    await open();
    await card('Aufgaben').click();
    const [anchor] = await values();
    expect(anchor).not.toBe('');
    await form.field('tasks.heading').fill('Ganz anders');
    expect((await values())[0]).toBe(anchor);
    await more().click();
    await form.field('tasks.anchor').fill('Nicht so!');
    await more().click();
    await card('Aufgaben').click();
    expect(await form.press('Speichern')).toBe(400);
    await hasCursor('tasks.anchor');
  });
});

describe('a field that something hides', () => {
  it('is led to by an error in a closed row of a closed part', async () => {
    await open();
    await card('Quellen').click();
    await panel.page.locator('[data-career-body="open"] h3 > button').nth(2).click();
    await form.field('sources.2.url').fill('javascript:alert(1)');
    await panel.page.locator('[data-career-body="open"] h3 > button').nth(2).click();
    await form.field('sources.2.url').waitFor({ state: 'detached' });
    await card('Quellen').click();
    expect(await form.press('Speichern')).toBe(400);
    await hasCursor('sources.2.url');
    expect(await form.field('sources.2.url').isVisible()).toBe(true);
    expect(new URL(panel.page.url()).searchParams.has('field')).toBe(false);
  });
});
