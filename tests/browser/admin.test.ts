import { entryForm, type EntryForm } from '../support/entry-form';
import { startPanel, type Panel } from '../support/panel';
import { uid } from '../support/site';

/* What an editor does with a shipped guide, from the list to the published page. The tests go on from each other. */

const ARTICLE = uid('article');

let panel: Panel;
let form: EntryForm;

beforeAll(async () => {
  panel = await startPanel();
  form = entryForm(panel.page);
  await panel.logIn();
});

afterAll(() => panel?.stop());

const guide = async (status: 'draft' | 'published') =>
  panel.running.strapi
    .documents(ARTICLE)
    .findFirst({ locale: 'de', status, filters: { slug: 'backend' }, populate: ['occupation'] } as never);

it('lists the guides', async () => {
  const { page, address } = panel;
  await page.goto(`${address}/admin/content-manager/collection-types/${ARTICLE}?plugins[i18n][locale]=de`);
  await page.getByRole('gridcell', { name: 'Backend', exact: true }).waitFor();
  await panel.screenshot('list');
  expect(panel.pageErrors).toEqual([]);
});

it('lists the types for editors by their German names, and no internal type', async () => {
  const navigation = panel.page.getByRole('navigation');
  for (const name of ['Artikel', 'Kategorie', 'Kompetenz', 'Bildungsweg', 'Arbeitgeber']) {
    await expect(navigation.getByText(`Berufsfeld-${name}`, { exact: true }).count()).resolves.toBe(1);
  }
  expect(await panel.page.content()).not.toContain('seed-record');
});

it('opens the Backend guide, explained in German', async () => {
  await panel.openEntry(ARTICLE, (await guide('draft'))!.documentId, 'de');
  expect(await form.field('title').inputValue()).toBe('Backend');
  await panel.page.getByText('zum Veröffentlichen nötig', { exact: false }).first().waitFor();
  await panel.screenshot('article');
});

it('shows lists as lines of text, and saves them as a list', async () => {
  const names = panel.page.locator('textarea[name="occupation.altNames"]');
  expect((await names.inputValue()).split('\n')).toContain('Backend Developer');
  await names.press('Control+End');
  await names.pressSequentially('\nServerentwickler/in');
  await form.passes('Speichern');
  const { occupation } = (await guide('draft')) as unknown as { occupation: { altNames: string[] } };
  expect(occupation.altNames).toContain('Serverentwickler/in');
  expect(occupation.altNames).toContain('Backend Developer');
});

it('saves a changed field as a draft', async () => {
  await form.field('headline').fill('Geändert im Browser');
  await form.passes('Speichern');
  expect((await guide('draft'))?.headline).toBe('Geändert im Browser');
  expect((await guide('published'))?.headline).not.toBe('Geändert im Browser');
});

it('refuses a wrong value at its field, in German', async () => {
  const input = form.field('jobs.listingUrl');
  await input.fill('javascript:alert(1)');
  expect(await form.press('Speichern')).toBe(400);
  const message = panel.page.getByText('Dieser Link ist nicht sicher', { exact: false });
  await message.first().waitFor();
  await expect(input.getAttribute('aria-invalid')).resolves.toBe('true');
  await panel.screenshot('refused');
  await input.fill('/jobs?q=backend+entwicklung');
  await form.passes('Speichern');
  await message.first().waitFor({ state: 'detached' });
});

it('publishes, and readers see it', async () => {
  await form.passes('Veröffentlichen');
  const { body } = await panel.running.request.get(
    '/api/career-field/articles?locale=de&filters[slug]=backend'
  );
  expect(body.data[0].headline).toBe('Geändert im Browser');
  expect(panel.pageErrors).toEqual([]);
});
