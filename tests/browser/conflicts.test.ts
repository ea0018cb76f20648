import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../content-types';
import { paragraph } from '../support/articles';
import { entryForm, type EntryForm } from '../support/entry-form';
import { startPanel, type Panel } from '../support/panel';
import { createSharedArticle, sharedEntries, type Data, type SharedEntries } from '../support/shared-entries';
import { uid } from '../support/site';

/* Two people in one document: who saves second sees both versions, and nothing of either is lost. */

const ARTICLE = uid('article');

let panel: Panel;
let form: EntryForm;
let entries: SharedEntries;
let berta: EntryForm & Pick<Panel, 'openEntry'>;

beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
  form = entryForm(panel.page);
  entries = sharedEntries(panel.running.strapi);
  const another = await panel.logInAsAnother('Berta', 'Beispiel');
  berta = { ...entryForm(another.page), openEntry: another.openEntry };
});

afterAll(() => panel?.stop());

const MINE = '  Meins: "Ä" & <b>ß</b> \\ 😀';
const HERS = 'Ihres: „Ü“ …\n\n  eingerückt';

it('shows both versions to the second editor who saves, and stores her selection', async () => {
  const documentId = await entries.create('article', {
    title: 'Backend',
    slug: 'ein-backend',
    headline: 'Im Überblick',
    lead: 'Alt',
    category: (await entries.documents('category').findFirst({ locale: 'de' }))!.documentId,
  });
  await panel.openEntry(ARTICLE, documentId, 'de');
  await berta.openEntry(ARTICLE, documentId, 'de');
  await berta.field('lead').fill(HERS);
  await berta.field('headline').fill('Von Berta');
  expect(await berta.press('Speichern')).toBe(200);

  await form.field('lead').fill(MINE);
  await form.field('title').fill('Backend, von mir');
  expect(await form.press('Speichern')).toBe(409);
  await form.dialog().getByText('Zuletzt gespeichert von Berta Beispiel am').waitFor();
  expect(await form.button('Ins Formular übernehmen').isDisabled()).toBe(true);
  await form.button('Abbrechen').click();
  await form.dialog().waitFor({ state: 'detached' });
  expect([await form.field('lead').inputValue(), await form.field('headline').inputValue()]).toEqual([
    MINE,
    'Im Überblick',
  ]);

  await panel.page.keyboard.press('Control+s');
  await form.dialog().waitFor();
  await form.part('Einleitung').getByText('Von beiden geändert: bitte wählen').waitFor();
  await form.part('Titel').getByText('Nur von dir geändert').waitFor();
  await form.part('Überschrift der Seite').getByText('Nur von jemand anderem geändert').waitFor();
  await expect(form.dialog().getByRole('region').count()).resolves.toBe(3);
  expect(await form.texts('Einleitung')).toEqual([MINE, HERS]);
  await form.choose('Einleitung', 'Deine Fassung');
  await form.take();
  await form.passes('Speichern');
  expect(await entries.stored('article', documentId)).toMatchObject({
    title: 'Backend, von mir',
    headline: 'Von Berta',
    lead: MINE,
  });
  await form.field('headline').fill('Noch einmal');
  await form.passes('Veröffentlichen');
});

describe('parts, entries and relations', () => {
  let documentId: string;
  let ids: Record<string, string>;

  const entry = async (): Promise<Data> =>
    entries.stored('article', documentId, {
      category: true,
      related: true,
      faq: true,
      sections: { populate: '*' },
      skills: { populate: { items: { populate: ['skill'] } } },
    });

  beforeAll(async () => {
    ({ documentId, ids } = await createSharedArticle(entries));
  });

  it('are compared one by one and stored as selected, with a relation that both have changed', async () => {
    await panel.openEntry(ARTICLE, documentId, 'de');
    const { faq, sections, skills } = (await entry()) as unknown as {
      faq: Data[];
      sections: Data[];
      skills: { id: number; heading: string; items: Data[] };
    };
    await entries.saveElsewhere('article', documentId, {
      category: ids.Beta,
      related: [ids.Eins, ids.Drei],
      faq: [{ ...faq[0], answer: paragraph('Wenig.') }, faq[1], { question: 'Neu von ihr?' }],
      sections: [sections[0], { ...sections[1], quote: 'Von ihr' }],
      skills: { ...skills, items: [{ id: skills.items[0]!.id, skill: ids.Schreiben, note: 'viel' }] },
    });

    await form.pick('category', 'Gamma');
    await form.pick('related', 'Vier');
    await form.field('skills.heading').fill('Was du kannst');
    await form.row('Wie lange dauert das?').click();
    await form.field('faq.1.question').fill('Wie lange?');
    await form.row('Zitat').click();
    await form.field('sections.1.quote').fill('Von mir');
    expect(await form.press('Veröffentlichen')).toBe(409);
    await form.dialog().waitFor();
    await form.part('Kategorie').waitFor();

    const places = await form.dialog().getByRole('heading', { level: 3 }).allTextContents();
    expect(places).toEqual([
      'Kategorie',
      'Kompetenzen › Überschrift',
      // They follow the heading.
      'Kompetenzen › Kurztitel',
      'Kompetenzen › Anker',
      'Kompetenzen › Kompetenzen › Einträge',
      'Kompetenzen › Kompetenzen › 1. Schreiben › Kompetenz',
      'Häufige Fragen › Einträge',
      'Häufige Fragen › 1. Was kostet das? › Antwort',
      'Häufige Fragen › 2. Wie lange dauert das? › Frage',
      'Weitere Abschnitte › 2. Zitat › Zitat',
      'Zum Weiterlesen',
    ]);
    expect(await form.texts('Kategorie')).toEqual(['Gamma', 'Beta']);
    expect(await form.texts('Zum Weiterlesen')).toEqual(['Eins\nZwei\nVier', 'Eins\nDrei']);
    for (const width of [1600, 1280]) {
      await panel.page.setViewportSize({ width, height: 1000 });
      await panel.screenshot(`conflict-${width}`);
    }
    await panel.page.setViewportSize({ width: 1400, height: 1000 });

    await form.choose('Kategorie', 'Deine Fassung');
    await form.choose('Zum Weiterlesen', 'Deine Fassung');
    await form.choose('Weitere Abschnitte › 2. Zitat › Zitat', 'Deine Fassung');
    await form.take();
    await form.passes('Veröffentlichen');

    const merged = {
      category: { name: 'Gamma' },
      faq: [
        { question: 'Was kostet das?', answer: paragraph('Wenig.') },
        { question: 'Wie lange?', answer: paragraph('Lange.') },
        { question: 'Neu von ihr?' },
      ],
      sections: [
        { heading: 'Text', body: paragraph('Alt') },
        { heading: 'Zitat', quote: 'Von mir' },
      ],
      skills: { heading: 'Was du kannst', items: [{ skill: { name: 'Schreiben' }, note: 'viel' }] },
    };
    const draft = await entry();
    expect(draft).toMatchObject(merged);
    expect((draft.related as Data[]).map(({ title }) => title)).toEqual(['Eins', 'Zwei', 'Vier']);
    const live = await entries.documents('article').findOne({
      documentId,
      locale: 'de',
      status: 'published',
      populate: ['category', 'faq'],
    } as never);
    expect(live).toMatchObject({ category: merged.category, faq: merged.faq });
  });

  it('can be kept when another editor has removed them', async () => {
    await panel.openEntry(ARTICLE, documentId, 'de');
    const { faq } = (await entry()) as unknown as { faq: Data[] };
    await entries.saveElsewhere('article', documentId, { faq: [faq[0]], skills: null, related: [] });
    await form.row('Wie lange?').click();
    await form.field('faq.1.question').fill('Wie lange wirklich?');
    await form.field('skills.heading').fill('Bleibt');
    expect(await form.press('Speichern')).toBe(409);
    await form.dialog().waitFor();
    await form.choose('Häufige Fragen › Einträge', 'Deine Fassung');
    await form.choose('Kompetenzen', 'Deine Fassung');
    await form.choose('Zum Weiterlesen', 'Deine Fassung');
    await form.take();
    await form.passes('Speichern');
    const kept = await entry();
    expect(kept).toMatchObject({
      faq: [
        {},
        { question: 'Wie lange wirklich?', answer: paragraph('Lange.') },
        { question: 'Neu von ihr?' },
      ],
      skills: { heading: 'Bleibt', items: [{ skill: { name: 'Schreiben' }, note: 'viel' }] },
    });
    expect((kept.related as Data[]).map(({ title }) => title)).toEqual(['Eins', 'Zwei', 'Vier']);
  });
});

const TEXTS: Record<Exclude<PublicType, 'article'>, [name: string, label: string]> = {
  category: ['description', 'Beschreibung'],
  skill: ['description', 'Beschreibung'],
  'study-path': ['qualification', 'Abschluss'],
  employer: ['description', 'Beschreibung'],
};

it.each(PUBLIC_TYPES.filter((type) => type !== 'article'))('is detected in a %s', async (type) => {
  const title = contentTypes[type].attributes.slug.targetField;
  const [name, label] = TEXTS[type];
  const documentId = await entries.create(type, {
    [title]: `Von ${type}`,
    slug: `von-${type}`,
    [name]: 'Alt',
  });
  await panel.openEntry(uid(type), documentId, 'de');
  await entries.saveElsewhere(type, documentId, { [name]: 'Ihres' });
  await form.field(name).fill('Meins');
  expect(await form.press('Speichern')).toBe(409);
  await form.choose(label, 'Deine Fassung');
  await form.take();
  await form.passes('Speichern');
  await form.field(name).fill('Wieder meins');
  await form.passes('Speichern');
  expect(await entries.stored(type, documentId)).toMatchObject({ [name]: 'Wieder meins' });
});

describe('without a change of another editor', () => {
  it('no dialog opens: saving, publishing, discarding, after a rejected save, in another language', async () => {
    const { page } = panel;
    const category = await entries.create('category', { name: 'Delta', slug: 'delta' });
    await entries.documents('category').update({
      documentId: category,
      locale: 'en',
      data: { name: 'Delta', slug: 'delta' },
    });
    await panel.openEntry(ARTICLE, 'create', 'de');
    await form.field('title').fill('Allein');
    await form.press('Speichern');
    await page.waitForURL((url) => !url.pathname.endsWith('/create'));
    const documentId = new URL(page.url()).pathname.split('/').pop()!;
    await form.field('title').fill('Ganz allein');
    await form.passes('Speichern');
    await form.field('lead').fill('Worum es geht');
    await form.pick('category', 'Delta');
    await form.passes('Speichern');
    await form.field('lead').fill('Noch einmal');
    await form.passes('Veröffentlichen');
    await form.field('headline').fill('Dazu');
    await page.keyboard.press('Control+s');
    await page.getByText('Gespeichert', { exact: true }).first().waitFor();
    await form.field('headline').fill('Und noch etwas');
    await form.passes('Speichern');

    await form.chooseAction('Änderungen verwerfen');
    expect(await form.press('Bestätigen')).toBe(200);
    await form.field('lead').fill('Nach dem Verwerfen');
    await form.passes('Speichern');
    await form.passes('Veröffentlichen');
    await form.chooseAction('Nicht veröffentlichen');
    await page.getByText('Veröffentlichung zurückgenommen').first().waitFor();
    await form.field('lead').fill('Nach dem Zurückziehen');
    await form.passes('Speichern');

    // A new language, which copies the shared attributes.
    await form.switchTo(/English|Englisch/, '');
    await form.field('title').fill('Alone');
    await form.passes('Speichern');
    await form.field('lead').fill('What it is about');
    await form.passes('Veröffentlichen');
    await form.switchTo(/German|Deutsch/, 'Ganz allein');
    await form.field('lead').fill('Zuletzt');
    await form.passes('Veröffentlichen');
    expect(await entries.stored('article', documentId, ['category'])).toMatchObject({
      lead: 'Zuletzt',
      category: { name: 'Delta' },
    });

    const employer = await entries.create('employer', { name: 'Allein AG', slug: 'allein-ag' });
    await panel.openEntry(uid('employer'), employer, 'de');
    await form.field('website').fill('javascript:alert(1)');
    expect(await form.press('Speichern')).toBe(400);
    await form.field('website').fill('https://example.com');
    await form.passes('Speichern');
  });
});

describe('an entry that another editor has deleted', () => {
  it('keeps the unsaved changes in its form, and reports the deletion', async () => {
    const documentId = await entries.create('employer', { name: 'Weg AG', slug: 'weg-ag' });
    await panel.openEntry(uid('employer'), documentId, 'de');
    await entries.documents('employer').delete({ documentId, locale: '*' });
    await form.field('description').fill(MINE);
    expect(await form.press('Speichern')).toBe(404);
    await panel.page.getByText('Jemand hat diesen Eintrag gelöscht').first().waitFor();
    await expect(form.field('description').inputValue()).resolves.toBe(MINE);
  });

  it('in one language only, is created again by the next save', async () => {
    const documentId = await entries.create('employer', { name: 'Halb AG', slug: 'halb-ag' });
    await entries.saveElsewhere('employer', documentId, { name: 'Half Inc', slug: 'half-inc' }, 'en');
    await panel.openEntry(uid('employer'), documentId, 'de');
    await entries.documents('employer').delete({ documentId, locale: 'de' });
    await form.field('description').fill(MINE);
    expect(await form.press('Speichern')).toBe(409);
    await form.dialog().getByText('Jemand hat diesen Eintrag in dieser Sprache gelöscht').waitFor();
    await form.take();
    await form.passes('Speichern');
    expect(await entries.stored('employer', documentId)).toMatchObject({
      name: 'Halb AG',
      slug: 'halb-ag',
      description: MINE,
    });
  });
});

it('is detected in a translation that another editor has created, and in another tab', async () => {
  const { page } = panel;
  const documentId = await entries.create('article', { title: 'Zu übersetzen', slug: 'zu-uebersetzen' });
  await panel.openEntry(ARTICLE, documentId, 'en');
  await entries.saveElsewhere('article', documentId, { title: 'Hers', slug: 'hers' }, 'en');
  await form.field('title').fill('Mine');
  expect(await form.press('Speichern')).toBe(409);
  await form.choose('Titel', 'Deine Fassung');
  await form.take();
  await form.passes('Speichern');
  expect(await entries.stored('article', documentId, [], 'en')).toMatchObject({ title: 'Mine' });

  const tab = await page.context().newPage();
  await tab.goto(page.url());
  const tabForm = entryForm(tab);
  await tabForm.field('lead').fill('Aus dem anderen Reiter');
  expect(await tabForm.press('Speichern')).toBe(200);
  await tab.close();
  await form.field('headline').fill('Aus diesem');
  expect(await form.press('Speichern')).toBe(409);
  await form.dialog().getByText('Zuletzt gespeichert von Erika Editor').waitFor();
  await form.take();
  await form.passes('Speichern');
  expect(await entries.stored('article', documentId, [], 'en')).toMatchObject({
    lead: 'Aus dem anderen Reiter',
    headline: 'Aus diesem',
  });
});

it('is detected on discarding, and keeps unsaved changes when the article is unpublished', async () => {
  const { page } = panel;
  const documentId = await entries.create('article', {
    title: 'Öffentlich',
    slug: 'oeffentlich',
    lead: 'Alt',
    category: (await entries.documents('category').findFirst({ locale: 'de' }))!.documentId,
  });
  await entries.documents('article').publish!({ documentId, locale: 'de' });
  await panel.openEntry(ARTICLE, documentId, 'de');
  await entries.saveElsewhere('article', documentId, { lead: 'Ihres' });
  await form.field('headline').fill(MINE);
  await form.chooseAction('Nicht veröffentlichen');
  await page.getByText('Veröffentlichung zurückgenommen').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect([await form.field('headline').inputValue(), await form.field('lead').inputValue()]).toEqual([
    MINE,
    'Alt',
  ]);
  expect(await form.press('Veröffentlichen')).toBe(409);
  await form.dialog().waitFor();
  await form.take();
  await form.passes('Veröffentlichen');

  await form.field('headline').fill('Zu verwerfen');
  await form.passes('Speichern');
  await entries.saveElsewhere('article', documentId, { lead: 'Wieder ihres' });
  await form.chooseAction('Änderungen verwerfen');
  expect(await form.press('Bestätigen')).toBe(409);
  await form.part('Einleitung').getByText('Wieder ihres').waitFor();
  await form.button('Abbrechen').click();
  expect(await entries.stored('article', documentId)).toMatchObject({
    lead: 'Wieder ihres',
    headline: 'Zu verwerfen',
  });
});

it('is not detected for changes that were saved before the entry was opened again', async () => {
  const { page, address } = panel;
  const documentId = await entries.create('skill', { name: 'Noch einmal öffnen', slug: 'noch-einmal' });
  await page.goto(
    `${address}/admin/content-manager/collection-types/${uid('skill')}?plugins[i18n][locale]=de&_q=öffnen`
  );
  const open = () => page.getByRole('row', { name: /Noch einmal öffnen/ }).click();
  await open();
  await form.field('description').waitFor();
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: 'Zurück' }).click();
  await entries.saveElsewhere('skill', documentId, { description: 'Ihres' });
  await open();
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('form [name="description"]')?.value === 'Ihres'
  );
  await form.field('description').fill('Meins');
  await form.passes('Speichern');
});
