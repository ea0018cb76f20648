import type { Request, Route } from 'playwright-core';
import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../content-types';
import { typeFiles } from '../support/own-types';
import { startPanel, type Panel } from '../support/panel';
import { createSmallGuide } from '../support/small-guide';
import { uid } from '../support/site';

const ARTICLE = uid('article');

/** Types and components of a site with the same names as those of the plugin. */
const NAMESAKES = {
  ...typeFiles({
    singular: 'vacancy',
    displayName: 'Jobs',
    draftAndPublish: true,
    attributes: {
      title: { type: 'string', required: true },
      slug: { type: 'uid', targetField: 'title', required: true },
      text: { type: 'string', maxLength: 5 },
      zone: { type: 'dynamiczone', components: ['shared.link', 'shared.table'] },
    },
  }),
  'src/components/shared/link.json': JSON.stringify({
    collectionName: 'components_shared_links',
    info: { displayName: 'Skills' },
    attributes: { url: { type: 'string' } },
  }),
  'src/components/shared/table.json': JSON.stringify({
    collectionName: 'components_shared_tables',
    info: { displayName: 'Table' },
    attributes: { caption: { type: 'string' } },
  }),
};

let panel: Panel;
/** The documentId of a guide with the address `beispiel`. */
let guide: string;

beforeAll(async () => {
  panel = await startPanel({ files: NAMESAKES });
  await panel.logIn();
  guide = await createSmallGuide(panel.running.strapi, 'Beispiel');
});

afterAll(() => panel?.stop());

const documents = (type: Parameters<typeof uid>[0]) => panel.running.strapi.documents(uid(type));

const articleId = async (slug: string): Promise<string> =>
  (await documents('article').findFirst({ locale: 'de', filters: { slug } }))!.documentId;

const field = (name: string) => panel.page.locator(`form [name="${name}"]`).first();
const button = (name: string) => panel.page.getByRole('button', { name, exact: true }).first();
const addRow = (label: string) =>
  panel.page
    .locator(
      `xpath=//*[self::label or self::span or self::p][starts-with(normalize-space(.), "${label}")]` +
        '/following::button[normalize-space(.)="Eintrag hinzufügen"][1]'
    )
    .first();
const shown = (text: string) => panel.page.getByText(text, { exact: false }).first();

/** Returns all visible values of the form: fields, rich text, rows, relations. */
const written = (): Promise<string[]> =>
  panel.page.evaluate(() => {
    const form = document.querySelector('form')!;
    const inputs = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map(
      (input) =>
        `${input.name}=${input.type === 'checkbox' ? String('checked' in input && input.checked) : input.value}`
    );
    const texts = [...form.querySelectorAll<HTMLElement>('[contenteditable="true"]')].map(
      (text) => text.innerText
    );
    // The panel beside the form says what is left to do.
    const rows = [...form.querySelectorAll<HTMLElement>('li, [data-state="open"] h3')]
      .filter((row) => !row.closest('aside'))
      .map((row) => row.innerText);
    return [...inputs, ...texts, ...rows];
  });

const HEADLINE = '  Getippt: "Ä" & <b>ß</b> \\ 😀';
const LEAD = 'Erste Zeile\n\n  eingerückte zweite Zeile';

/** Changes every kind of value in a form: fields, rich text, rows of a list, new rows, relations and lists of texts. */
const changeEverywhere = async (): Promise<void> => {
  const { page } = panel;
  await field('headline').fill(HEADLINE);
  await field('lead').fill(LEAD);
  await field('occupation.altNames').fill('Eins\nZwei\n\nDrei');
  const body = field('definition.body')
    .locator('[contenteditable="true"]')
    .or(page.locator('form [contenteditable="true"]').first());
  await body.first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Und noch ein Satz.');
  await button('Cloud').click();
  await field('areas.items.3.title').fill('Wolken');
  await addRow('Häufige Fragen').click();
  await page.locator('form [name^="faq."][name$=".question"]').last().fill('Neue Frage?');
  await page
    .locator('form li', { hasText: 'Webentwicklung' })
    .getByRole('button', { name: 'Entfernen' })
    .click();
  await field('category').click();
  await page.getByRole('option', { name: 'IT-Betrieb' }).first().click();
};

const SAVE = '**/content-manager/collection-types/**';

const isSave = (request: Request): boolean =>
  ['PUT', 'POST'].includes(request.method()) && request.url().includes('/content-manager/collection-types/');

/** Replaces the responses to requests that write, until the returned function is called. */
const replaceResponses = async (respond: (route: Route) => Promise<void>): Promise<() => Promise<void>> => {
  await panel.page.route(SAVE, (route) => (isSave(route.request()) ? respond(route) : route.continue()));
  return () => panel.page.unroute(SAVE);
};

const fail =
  (status: number, name: string) =>
  (route: Route): Promise<void> =>
    route.fulfill({
      status,
      contentType: 'application/json',
      body: JSON.stringify({ data: null, error: { status, name, message: 'It failed', details: {} } }),
    });

/** All ways to save and publish from the form. */
const WRITES = {
  save: () => button('Speichern').click(),
  'save by keyboard': () => panel.page.keyboard.press('Control+s'),
  publish: () => button('Veröffentlichen').click(),
  'publish by keyboard': () => panel.page.keyboard.press('Control+Shift+Enter'),
};

/** Saves, and waits until the form is ready for the next save. */
const writeAndWait = async (write: () => Promise<void>): Promise<void> => {
  const { page } = panel;
  const finished = page.waitForEvent('requestfinished', { predicate: (request) => isSave(request) });
  const failed = page.waitForEvent('requestfailed', { predicate: (request) => isSave(request) });
  await write();
  await Promise.any([finished, failed]);
  // The other event may never come.
  void Promise.allSettled([finished, failed]);
  await page
    .locator('button:enabled', { hasText: /^Speichern$/ })
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
};

describe('a rejected save', () => {
  it('keeps all changes, shows the error at its field, and the next save stores all', async () => {
    const documentId = guide;
    await panel.openEntry(ARTICLE, documentId, 'de');
    await changeEverywhere();
    const link = field('jobs.listingUrl');
    await link.fill('javascript:alert(1)');
    const before = await written();
    expect(before.join('\n')).toContain('Neue Frage?');

    for (const [name, write] of Object.entries(WRITES)) {
      await writeAndWait(write);
      expect([name, await written()]).toEqual([name, before]);
      await shown('Dieser Link ist nicht sicher').waitFor();
      await expect(link.getAttribute('aria-invalid')).resolves.toBe('true');
      await expect(field('headline').getAttribute('aria-invalid')).resolves.not.toBe('true');
    }

    await panel.page.setViewportSize({ width: 1600, height: 1000 });
    await panel.screenshot('rejected-save');

    await link.fill('/jobs');
    const right = await written();
    // The form is kept in the same way for each kind of save, so not every pair is tested.
    for (const [respond, message, names] of [
      [fail(500, 'InternalServerError'), 'Auf dem Server ist ein Fehler aufgetreten', ['save', 'publish']],
      [fail(403, 'ForbiddenError'), 'It failed', ['publish by keyboard']],
      [fail(409, 'ConflictError'), 'It failed', ['save by keyboard']],
      [(route: Route) => route.abort(), 'Der Server ist nicht erreichbar', ['publish', 'save by keyboard']],
    ] as const) {
      const restore = await replaceResponses(respond);
      for (const name of names) {
        await writeAndWait(WRITES[name]);
        expect([name, message, await written()]).toEqual([name, message, right]);
        await shown(message).waitFor();
      }
      await restore();
    }

    await WRITES.save();
    await panel.page.getByText('Gespeichert', { exact: true }).first().waitFor();
    const saved = await documents('article').findOne({
      documentId,
      locale: 'de',
      populate: ['category', 'areas.items', 'faq', 'jobs', 'occupation', 'definition'],
    } as never);
    expect(saved).toMatchObject({
      headline: HEADLINE,
      lead: LEAD,
      category: { name: 'IT-Betrieb' },
      jobs: { listingUrl: '/jobs' },
      occupation: { altNames: ['Eins', 'Zwei', 'Drei'] },
    });
    const { areas, faq, definition } = saved as unknown as {
      areas: { items: { title: string }[] };
      faq: { question: string }[];
      definition: { body: unknown };
    };
    expect(areas.items[3]!.title).toBe('Wolken');
    expect(faq.at(-1)!.question).toBe('Neue Frage?');
    expect(JSON.stringify(definition.body)).toContain('Und noch ein Satz.');
  });

  it('keeps the changes when another editor has saved meanwhile', async () => {
    const { documentId } = await documents('employer').create({
      locale: 'de',
      data: { name: 'Beispiel AG', slug: 'beispiel-ag' },
    });
    await panel.openEntry(uid('employer'), documentId, 'de');
    await field('description').fill('Von mir.');
    await field('website').fill('javascript:alert(1)');
    await documents('employer').update({
      documentId,
      locale: 'de',
      data: { description: 'Von jemand anderem.' },
    });
    const before = await written();
    await writeAndWait(WRITES.save);
    expect(await written()).toEqual(before);
  });

  it('keeps a new entry, and one of a type without drafts', async () => {
    await panel.openEntry(uid('employer'), 'create', 'de');
    await field('name').fill('Muster GmbH');
    await field('website').fill('javascript:alert(1)');
    await field('description').fill('Baut Muster.');
    await panel.page.locator('form [name="slug"][value="muster-gmbh"]').waitFor();
    const before = await written();
    await button('Speichern').click();
    await shown('Dieser Link ist nicht sicher').waitFor();
    expect(await written()).toEqual(before);
  });

  it('resets the form of the site’s own type, as Strapi does', async () => {
    const own = panel.running.strapi.documents('api::vacancy.vacancy' as never);
    const { documentId } = (await own.create({ data: { title: 'Stelle', slug: 'stelle' } as never })) as {
      documentId: string;
    };
    await panel.openEntry('api::vacancy.vacancy', documentId, 'de');
    await field('title').fill('Andere Stelle');
    const restore = await replaceResponses(fail(500, 'InternalServerError'));
    await button('Speichern').click();
    await shown('It failed').waitFor();
    await restore();
    await expect(field('title').inputValue()).resolves.toBe('Stelle');
  });
});

describe('publishing from the list', () => {
  it('names the entry and the fields for which it was rejected', async () => {
    const documentId = await articleId('devops');
    await documents('article').update({ documentId, locale: 'de', data: { lead: '' } });
    const { page, address } = panel;
    await page.goto(`${address}/admin/content-manager/collection-types/${ARTICLE}?plugins[i18n][locale]=de`);
    await page
      .getByRole('row', { name: /DevOps/ })
      .getByRole('checkbox')
      .click();
    await page
      .getByRole('row', { name: /Frontend/ })
      .getByRole('checkbox')
      .click();
    await button('Veröffentlichen').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Veröffentlichen' }).click();
    const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Veröffentlichen' });
    await confirm.click();
    await shown(
      'Kein Eintrag wurde veröffentlicht. „DevOps“ (Deutsch): Einleitung: Das wird gebraucht'
    ).waitFor();
    await panel.screenshot('bulk-publish');
  });
});

describe('an address', () => {
  const open = (type: PublicType, documentId = 'create', locale = 'de') =>
    panel.openEntry(uid(type), documentId, locale);
  const slug = () => field('slug');
  /** Waits until the form shows a slug. */
  const shows = (address: string) => panel.page.locator(`form [name="slug"][value="${address}"]`).waitFor();
  const save = async (): Promise<void> => {
    await button('Speichern').click();
    await panel.page.getByText('Gespeichert', { exact: true }).first().waitFor();
    await panel.page.waitForURL((url) => !url.pathname.endsWith('/create'));
    await panel.page.waitForLoadState('networkidle');
  };
  const openId = (): string => new URL(panel.page.url()).pathname.split('/').pop()!;
  const stored = async (type: PublicType, documentId: string, locale: string) =>
    (await documents(type).findOne({ documentId, locale } as never)) as unknown as { slug: string };

  it.each(PUBLIC_TYPES)('of a new %s is derived from its title, in each language', async (type) => {
    const title = contentTypes[type].attributes.slug.targetField;
    await open(type);
    await expect(slug().inputValue()).resolves.toBe('');
    await field(title).fill('Größe & Übermaß');
    await shows('groesse-und-uebermass');
    await save();
    const documentId = openId();
    expect(await stored(type, documentId, 'de')).toMatchObject({ slug: 'groesse-und-uebermass' });

    await open(type, documentId, 'en');
    await expect(slug().inputValue()).resolves.toBe('');
    await field(title).fill('Size & excess');
    // Without a pause, in which the form would have requested the address.
    await save();
    expect(await stored(type, documentId, 'en')).toMatchObject({ slug: 'size-and-excess' });

    await open(type);
    await field(title).fill('Größe & Übermaß');
    await shows('groesse-und-uebermass-2');
    await save();
    expect(await stored(type, openId(), 'de')).toMatchObject({ slug: 'groesse-und-uebermass-2' });
  });

  it('follows the title of a draft until it is edited', async () => {
    await open('article');
    await field('title').fill('Erster Titel');
    await save();
    const documentId = openId();
    await open('article', documentId);
    await shown('Folgt dem Titel').waitFor();
    await expect(slug().inputValue()).resolves.toBe('erster-titel');
    await expect(panel.page.locator('button:enabled', { hasText: /^Speichern$/ }).count()).resolves.toBe(0);
    await field('title').fill('Zweiter Titel');
    await shows('zweiter-titel');
    await panel.screenshot('address-follows');

    await slug().fill('von-hand');
    await field('title').fill('Dritter Titel');
    await save();
    expect(await stored('article', documentId, 'de')).toMatchObject({ slug: 'von-hand' });
    await open('article', documentId);
    await field('title').fill('Vierter Titel');
    await save();
    expect(await stored('article', documentId, 'de')).toMatchObject({ slug: 'von-hand' });

    await slug().fill('');
    await shows('vierter-titel');
    await save();
    expect(await stored('article', documentId, 'de')).toMatchObject({ slug: 'vierter-titel' });
  });

  it('stays when it was published, and shows an error when it is taken', async () => {
    await open('article', guide);
    await field('title').fill('Beispiel heute');
    await button('Aus dem Titel bilden').waitFor();
    await save();
    expect(await stored('article', guide, 'de')).toMatchObject({ slug: 'beispiel' });
    await slug().fill('backend');
    await shown('In dieser Sprache hat schon ein anderer Eintrag diese Adresse.').waitFor();
    await panel.screenshot('address-taken');
  });
});

describe('a list of texts', () => {
  const names = () => field('occupation.altNames');
  const caret = (): Promise<number> =>
    names().evaluate((area) => (area as HTMLTextAreaElement).selectionStart);

  it('keeps the caret while typing, grows with its lines, and reports equal lines, which are saved once', async () => {
    const { page } = panel;
    const documentId = guide;
    await panel.openEntry(ARTICLE, documentId, 'de');
    await names().fill('Alpha\nBeta\nGamma');
    await names().press('Control+Home');
    for (let step = 0; step < 8; step += 1) await names().press('ArrowRight');
    await page.keyboard.type('xyz ');
    expect([await names().inputValue(), await caret()]).toEqual(['Alpha\nBexyz ta\nGamma', 12]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect([await names().inputValue(), await caret()]).toEqual(['Alpha\nBexyta\nGamma', 10]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Delete');
    expect([await names().inputValue(), await caret()]).toEqual(['Alpha\nBexy\n\na\nGamma', 12]);

    await names().fill(Array.from({ length: 30 }, (_line, index) => `Zeile ${index}`).join('\n'));
    const [inner, content] = await names().evaluate((area) => [area.clientHeight, area.scrollHeight]);
    expect(inner).toBeGreaterThan(400);
    expect(content).toBeLessThanOrEqual(inner!);

    await names().fill('Entwickler\nServer\nEntwickler');
    await shown('Doppelt: Entwickler. Gleiche Zeilen werden nur einmal gespeichert.').waitFor();
    await panel.screenshot('equal-lines');
    await button('Speichern').click();
    await panel.page.getByText('Gespeichert', { exact: true }).first().waitFor();
    const saved = await documents('article').findOne({
      documentId,
      locale: 'de',
      populate: ['occupation'],
    } as never);
    expect(saved).toMatchObject({ occupation: { altNames: ['Entwickler', 'Server'] } });
  });
});

describe('a guide that cannot be built', () => {
  /** Makes content with a text invalid; Strapi runs in another realm than the tests. */
  const spoil = (text: string): (() => void) => {
    const { prototype } = (
      panel.running.strapi.constructor.constructor as (code: string) => () => {
        prototype: { toWellFormed(this: string): string };
      }
    )('return String')();
    const { config } = panel.running.strapi;
    const site = config.get('plugin::career-field.site') as object;
    // URLs are built from the texts only with the URL of the portal in the config.
    config.set('plugin::career-field.site', { ...site, url: 'https://portal.example' });
    const original = prototype.toWellFormed;
    prototype.toWellFormed = function () {
      if (String(this) === text) throw new Error('lone surrogate');
      return original.call(this);
    };
    return () => {
      prototype.toWellFormed = original;
      config.set('plugin::career-field.site', site);
    };
  };

  it('is reported beside the form until it is built again', async () => {
    const { page, screenshot } = panel;
    const notice = page.locator('aside', { hasText: 'Seite nicht aktualisiert' });
    const heal = spoil('devops');
    try {
      const loaded = page.waitForResponse((response) => response.url().includes('/guide-issues'));
      await panel.openEntry(ARTICLE, await articleId('devops'), 'de');
      await loaded;
      await expect(notice.count()).resolves.toBe(0);
      await field('lead').fill('Kurz und gut.');
      await field('headline').fill('Noch nicht gut');
      await button('Veröffentlichen').click();
      await notice.getByText('Leser sehen weiterhin die letzte Fassung').waitFor();
      for (const width of [1600, 1280]) {
        await page.setViewportSize({ width, height: 1000 });
        await screenshot(`guide-issue-${width}`);
      }
      await page.setViewportSize({ width: 1400, height: 1000 });
    } finally {
      heal();
    }
    await field('headline').fill('Wieder gut');
    await button('Veröffentlichen').click();
    await notice.waitFor({ state: 'detached' });
  });
});

describe('the usage of an entry', () => {
  it('is beside its form with links, and in the question before deleting it', async () => {
    const { page, screenshot } = panel;
    const { documentId } = (await documents('skill').findFirst({
      locale: 'de',
      filters: { slug: 'beispiel-rechnen' },
    }))!;
    await panel.openEntry(uid('skill'), documentId, 'de');
    const usage = page.locator('aside', { hasText: 'Verwendet in' });
    const link = usage.getByRole('link', { name: /^Beispiel/ });
    await link.waitFor();
    for (const width of [1600, 1280]) {
      await page.setViewportSize({ width, height: 1000 });
      await screenshot(`usage-${width}`);
    }

    await page.getByRole('button', { name: 'Weitere Aktionen' }).first().click();
    await page
      .getByRole('menuitem', { name: /alle Sprachen/ })
      .first()
      .click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/Eintr(ag|äge) verweis(t|en) hierauf/).waitFor();
    await question.getByRole('link', { name: /^Beispiel/ }).waitFor();
    await screenshot('usage-before-delete');
    await question.getByRole('button', { name: 'Abbrechen' }).click();
    expect(await documents('skill').findOne({ documentId, locale: 'de' })).not.toBeNull();

    await page.setViewportSize({ width: 1400, height: 1000 });
    await link.click();
    await field('headline').waitFor();
    expect(await field('slug').inputValue()).toBe('beispiel');
  });

  it('says where an article is used nowhere', async () => {
    const { documentId } = await documents('article').create({ locale: 'de', data: { title: 'Unbenutzt' } });
    await panel.openEntry(ARTICLE, documentId, 'de');
    await shown('Noch nirgends verwendet.').waitFor();
  });
});

describe('labels', () => {
  it('are the site’s own for types and components of the site with the same names', async () => {
    const { page } = panel;
    await panel.openEntry('api::vacancy.vacancy', 'create', 'de');
    const navigation = page.getByRole('navigation');
    await expect(navigation.getByText('Jobs', { exact: true }).count()).resolves.toBe(1);
    await expect(page.getByRole('heading', { name: 'Berufsfeld' }).count()).resolves.toBe(0);
    await page.getByRole('button', { name: /zone/ }).click();
    await page.getByRole('button', { name: 'Shared' }).click();
    await expect(page.getByRole('button', { name: 'Skills', exact: true }).count()).resolves.toBe(1);
    await expect(page.getByRole('button', { name: 'Table', exact: true }).count()).resolves.toBe(1);
  });

  it('are German for the free sections of an article', async () => {
    const { page } = panel;
    await panel.openEntry(ARTICLE, 'create', 'de');
    await page.getByRole('button', { name: /.Weitere Abschnitte|Weitere Abschnitte./ }).click();
    for (const name of [
      'Text',
      'Zitat',
      'Bild oder Video',
      'Auf einen Blick',
      'Kasten',
      'Werbung',
      'Tabelle',
    ]) {
      await page.getByRole('button', { name, exact: true }).first().waitFor();
    }
    await panel.screenshot('free-sections');
  });
});
