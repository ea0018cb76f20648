import type { Route } from 'playwright-core';
import { paragraph } from '../support/articles';
import { entryForm } from '../support/entry-form';
import { startPanel, type Panel } from '../support/panel';
import { createSmallGuide } from '../support/small-guide';
import { uid } from '../support/site';

const ARTICLE = uid('article');
const INSPECT = '**/drafts/inspect';

let panel: Panel;
let published: string;
/** Without anything that publishing needs beside its title. */
let thin: string;

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  const articles = panel.running.strapi.documents(ARTICLE);
  published = await createSmallGuide(panel.running.strapi, 'Beispiel');
  thin = (
    await articles.create({
      locale: 'de',
      data: {
        title: 'Noch dünn',
        definition: { heading: 'Was ist das?', body: paragraph('Ein Feld.') },
        faq: [{ question: 'Wie lange dauert es?' }],
        sections: [
          {
            __component: 'career-field.facts-section',
            heading: 'Zahlen',
            after: 'top',
            facts: [{ label: 'Gehalt', value: '50.000 €', sourceUrl: 'https://example.org' }],
          },
        ],
      } as never,
    })
  ).documentId;
});

afterAll(() => panel?.stop());

const field = (name: string) => panel.page.locator(`form [name="${name}"]`).first();
/** Shows the technical fields of a section. */
const openMore = (part: string): Promise<void> =>
  panel.page
    .locator('[data-career-body]')
    .filter({ has: panel.page.locator(`[name="${part}.heading"]`) })
    .getByRole('button', { name: 'Mehr', exact: true })
    .click();
const overview = () => panel.page.locator('[data-career-field-panel]');
const section = (name: string) => overview().getByRole('region', { name, exact: true });
const link = (name: string) => overview().getByRole('button', { name, exact: true }).first();
const linksIn = (name: string): Promise<string[]> => section(name).getByRole('button').allInnerTexts();

const waitForFocus = (name: string): Promise<unknown> =>
  panel.page.waitForFunction((expected) => document.activeElement?.getAttribute('name') === expected, name);

describe('the panel beside the form of an article', () => {
  it('says what is missing, and leads to it', async () => {
    await panel.openEntry(ARTICLE, thin, 'de');
    await section('Zum Veröffentlichen nötig').waitFor();
    expect(await linksIn('Zum Veröffentlichen nötig')).toEqual(['Einleitung', 'Kategorie']);
    expect(await linksIn('Würde die Seite besser machen')).toEqual(
      expect.arrayContaining(['Quellen', 'Titelbild', 'Häufige Fragen 1 › Antwort'])
    );
    await link('Weitere Abschnitte 1 › Fakten 1 › Stand').waitFor();
    await link('Einleitung').click();
    await waitForFocus('lead');
    for (const width of [1280, 1600]) {
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.screenshot({ path: `.tmp/screenshots/panel-thin-${width}.png` });
    }
  });

  it('outlines the page as readers get it, and leads to each section', async () => {
    expect(await linksIn('Gliederung für Leser')).toEqual(['Zahlen', 'Was ist das?', 'Häufige Fragen']);
    await section('Gliederung für Leser').getByRole('button', { name: 'Was ist das?' }).click();
    await waitForFocus('definition.heading');
  });

  it('leads to fields in closed parts and rows, with the cursor in them', async () => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Alle schließen' }).click();
    await link('Weitere Abschnitte 1 › Fakten 1 › Stand').click();
    await waitForFocus('sections.0.facts.0.asOf');
    await link('Häufige Fragen 1 › Antwort').click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');
    expect(
      await page.evaluate(() => document.activeElement?.closest('[data-career-body]')?.textContent)
    ).toContain('Wie lange dauert es?');
    await page.getByRole('button', { name: 'Alle schließen' }).click();
    await section('Gliederung für Leser').getByRole('button', { name: 'Zahlen' }).click();
    await waitForFocus('sections.0.heading');
    await page.getByRole('button', { name: 'Alle schließen' }).click();
    await section('Gliederung für Leser').getByRole('button', { name: 'Was ist das?' }).click();
    await waitForFocus('definition.heading');
    expect(await page.locator('form h2 button[aria-expanded="true"]').count()).toBe(1);
    const card = page.locator('[data-career-part="sections"]');
    await card.getByText(/Punkte? offen/).waitFor();
    expect(new URL(page.url()).searchParams.has('field')).toBe(false);
    await page.getByRole('button', { name: 'Alle öffnen' }).click();
  });

  it('follows what is typed, also when it cannot be saved', async () => {
    await field('lead').fill('Für alle, die gern tüfteln.');
    await openMore('definition');
    await field('definition.anchor').fill('Kein Anker!');
    await section('Zum Speichern korrigieren').waitFor();
    expect(await linksIn('Zum Speichern korrigieren')).toEqual(['Definition › Anker']);
    expect(await linksIn('Zum Veröffentlichen nötig')).toEqual(['Kategorie']);
    await overview().getByText('Änderungen nicht gespeichert').waitFor();
    await field('definition.heading').fill('Worum geht es?');
    await section('Gliederung für Leser').getByRole('button', { name: 'Worum geht es?' }).waitFor();
    expect(panel.pageErrors).toEqual([]);
  });

  it('never shows an earlier response after a later one', async () => {
    const held: Route[] = [];
    await panel.page.route(INSPECT, (route) => {
      held.push(route);
    });
    const type = async (heading: string, requests: number): Promise<void> => {
      await field('definition.heading').fill(heading);
      while (held.length < requests) await panel.page.waitForTimeout(50);
    };
    await type('Erstens', 1);
    await type('Zweitens', 2);
    await held[1]!.continue();
    await section('Gliederung für Leser').getByRole('button', { name: 'Zweitens' }).waitFor();
    // The first one was aborted; where it was not, its response comes now.
    await held[0]!.continue().catch(() => {});
    await panel.page.waitForTimeout(1500);
    expect(await linksIn('Gliederung für Leser')).toContain('Zweitens');
    expect(held[0]!.request().failure()?.errorText).toBe('net::ERR_ABORTED');
    await panel.page.unroute(INSPECT);
  });

  it('stays in view with the buttons that save and publish', async () => {
    await panel.openEntry(ARTICLE, published, 'de');
    await section('Gliederung für Leser').waitFor();
    for (const width of [1280, 1600]) {
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.getByRole('heading', { name: 'Quellen' }).scrollIntoViewIfNeeded();
      for (const name of ['Speichern', 'Veröffentlichen']) {
        const box = (await panel.page.getByRole('button', { name, exact: true }).first().boundingBox())!;
        expect([name, box.y >= 0 && box.y + box.height <= 900]).toEqual([name, true]);
      }
      await panel.page.screenshot({ path: `.tmp/screenshots/panel-published-${width}.png` });
      const usedIn = section('Verwendet in');
      await usedIn.scrollIntoViewIfNeeded();
      const box = (await panel.page
        .getByRole('button', { name: 'Speichern', exact: true })
        .first()
        .boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      await panel.page.screenshot({ path: `.tmp/screenshots/panel-published-end-${width}.png` });
    }
    await panel.page.evaluate(() => localStorage.setItem('STRAPI_THEME', 'dark'));
    await panel.openEntry(ARTICLE, thin, 'de');
    await section('Gliederung für Leser').waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/panel-dark.png' });
    await panel.page.evaluate(() => localStorage.setItem('STRAPI_THEME', 'light'));
  });
});

describe('the history of an article', () => {
  it('says who has done what, the last three first, and all on request', async () => {
    const articles = panel.running.strapi.documents(ARTICLE);
    const { documentId } = await articles.create({
      locale: 'de',
      data: { title: 'Weberei', lead: 'Stoffe weben.' } as never,
    });
    await panel.openEntry(ARTICLE, documentId, 'de');
    const history = section('Verlauf');
    await history.getByText('Die Website hat den Artikel angelegt').waitFor();
    const button = (name: string) => history.getByRole('button', { name, exact: true });
    expect(await button('Alle zeigen').count()).toBe(0);
    await field('lead').fill('Stoffe weben und färben.');
    await entryForm(panel.page).passes('Speichern');
    await history.getByText(/^Erika Editor hat Einleitung geändert · (jetzt|vor \d+ Sekunden?)$/).waitFor();
    for (const lead of ['Weben.', 'Weben und spinnen.']) {
      await articles.update({ documentId, locale: 'de', data: { lead } as never });
      await articles.update({ documentId, locale: 'en', data: { title: 'Weaving', lead } as never });
    }
    await articles.delete({ documentId, locale: 'en' });
    await panel.openEntry(ARTICLE, documentId, 'de');
    await history.getByText('Die Website hat den Artikel auf Englisch gelöscht').waitFor();
    expect(await history.getByRole('listitem').count()).toBe(3);
    await button('Alle zeigen').click();
    await history.getByText('Die Website hat den Artikel angelegt').scrollIntoViewIfNeeded();
    expect(await history.getByRole('listitem').count()).toBe(4);
    await panel.page.screenshot({ path: '.tmp/screenshots/history.png' });
    expect(panel.pageErrors).toEqual([]);
  });
});

describe('what becomes of a page', () => {
  it('is planned, with what stood in the way, and cancelled', async () => {
    await panel.openEntry(ARTICLE, thin, 'de');
    await link('Veröffentlichen oder Zurückziehen planen').click();
    const planned = section('Geplante Veröffentlichung');
    const day = planned.getByRole('combobox', { name: /Datum/ });
    await day.fill('01.02.2040');
    await day.press('Tab');
    const time = planned.getByRole('combobox', { name: /Uhrzeit/ });
    await time.fill('08:30');
    await time.press('Tab');
    await panel.page.screenshot({ path: '.tmp/screenshots/schedule-form.png' });
    await planned.getByRole('button', { name: 'Planen', exact: true }).click();
    await planned.getByText('Wird veröffentlicht: Mittwoch, 1. Februar 2040').waitFor();
    const { strapi } = panel.running;
    await strapi.plugin('career-field').service('schedule').run(new Date('2040-03-01'));
    await panel.openEntry(ARTICLE, thin, 'de');
    await planned.getByText('Wurde nicht veröffentlicht').waitFor();
    await planned.getByRole('button', { name: 'Kategorie' }).waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/schedule-failed.png' });
    await planned.getByRole('button', { name: 'Verwerfen' }).click();
    await planned.getByText('Wurde nicht veröffentlicht').waitFor({ state: 'detached' });
  });

  it('is another guide once it is taken offline', async () => {
    await panel.openEntry(ARTICLE, published, 'de');
    await section('Wenn die Seite verschwindet').getByRole('button', { name: 'Ändern' }).click();
    const successor = section('Wenn die Seite verschwindet');
    await successor.getByRole('combobox').click();
    await panel.page.getByRole('option', { name: 'kommt zu einer anderen Seite' }).click();
    await successor.getByRole('radio', { name: 'DevOps' }).click();
    await successor.getByText('Weiterleitung zu: DevOps').waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/successor.png' });
    expect(panel.pageErrors).toEqual([]);
  });
});

describe('the panel beside another form', () => {
  it('says whether it is saved and where it is used', async () => {
    const { documentId } = (await panel.running.strapi
      .documents(uid('skill'))
      .findFirst({ locale: 'de', filters: { slug: 'php' } }))!;
    await panel.openEntry(uid('skill'), documentId, 'de');
    await overview().getByText('Gespeichert (').waitFor();
    await section('Verwendet in').getByRole('link', { name: 'Backend' }).waitFor();
    await expect(section('Gliederung für Leser').count()).resolves.toBe(0);
    await field('name').fill('PHP 8');
    await overview().getByText('Änderungen nicht gespeichert').waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/panel-skill.png' });
  });

  it('merges the entry into another one, and shows first what changes', async () => {
    const skills = panel.running.strapi.documents(uid('skill'));
    const { documentId } = (await skills.findFirst({ locale: 'de', filters: { slug: 'php' } }))!;
    const python = (await skills.findFirst({ locale: 'de', filters: { slug: 'python' } }))!;
    await panel.openEntry(uid('skill'), documentId, 'de');
    await link('Mit einem anderen Eintrag zusammenführen').click();
    const dialog = panel.page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('pyth');
    await dialog.getByRole('radio', { name: 'Python' }).click();
    await dialog.getByRole('link', { name: 'Backend' }).waitFor();
    await panel.page.screenshot({ path: '.tmp/screenshots/merge.png' });
    await dialog.getByRole('button', { name: 'Zusammenführen und diesen Eintrag löschen' }).click();
    await panel.page.waitForURL((url) => url.pathname.endsWith(`/${python.documentId}`));
    expect(await skills.findOne({ documentId, locale: 'de' })).toBeNull();
    expect(panel.pageErrors).toEqual([]);
  });
});
