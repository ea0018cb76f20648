import { createRole } from '../support/administrator';
import { startPanel, type Panel } from '../support/panel';

/** The page "Berufsfelder" among the settings. */

let panel: Panel;

/** The playground's config file names `publicRead`; it leaves the order of the parts open. */
beforeAll(async () => {
  panel = await startPanel();
  await panel.logIn();
});

afterAll(async () => {
  await panel?.stop();
});

const open = async (): Promise<void> => {
  await panel.page.goto(`${panel.address}/admin/settings/career-field`);
  await section('Bearbeiten erlauben').waitFor();
};
const section = (name: string) => panel.page.getByRole('region', { name, exact: true });
const storedSettings = async () =>
  (await panel.running.strapi.store.get({ type: 'plugin', name: 'career-field', key: 'settings' })) as {
    settings: Record<string, unknown>;
  } | null;

describe('the page of settings', () => {
  it('is among the settings, in the language of the administrator', async () => {
    await panel.page.goto(`${panel.address}/admin/settings`);
    await panel.page.getByRole('link', { name: 'Berufsfelder', exact: true }).last().click();
    await section('Reihenfolge der Teile').waitFor();
    expect(panel.page.url()).toMatch(/\/admin\/settings\/career-field$/);
    await panel.screenshot('settings');
    expect(panel.pageErrors).toEqual([]);
  });

  it('lets a role edit with one click, and says what it lacked', async () => {
    await open();
    const editors = section('Bearbeiten erlauben');
    const editor = editors.getByRole('listitem').filter({ hasText: 'Editor' }).first();
    await editor.getByText(/Rechte fehlen/).click();
    await editor.getByText(/Artikel: sehen, anlegen/).waitFor();
    await panel.screenshot('settings-editors');
    await editor.getByRole('checkbox').click();
    await editors.getByRole('button', { name: 'Ausgewählten Rollen das Bearbeiten erlauben' }).click();
    await editor.getByText('Darf bearbeiten').waitFor();
    const roles = (await panel.running.strapi.db
      .query('admin::role')
      .findMany({ where: { name: 'Editor' }, populate: ['permissions'] })) as {
      permissions: { action: string; subject: string | null }[];
    }[];
    expect(roles[0]!.permissions).toContainEqual(
      expect.objectContaining({
        action: 'plugin::content-manager.explorer.publish',
        subject: 'plugin::career-field.article',
      })
    );
  });

  it('stores another order of the parts, and the default one again', async () => {
    await open();
    const order = section('Reihenfolge der Teile');
    await order.getByRole('button', { name: '„Arbeitgeber“ nach oben' }).click();
    await order.getByRole('button', { name: 'Reihenfolge speichern' }).click();
    await panel.page.getByText('Gespeichert.').first().waitFor();
    const stored = (await storedSettings())!.settings.partOrder as string[];
    expect(stored.slice(0, 2)).toEqual(['employers', 'definition']);
    await open();
    expect(await order.getByRole('listitem').first().textContent()).toContain('Arbeitgeber');
    await order.getByRole('button', { name: 'Übliche Reihenfolge' }).click();
    await order.getByRole('listitem').first().filter({ hasText: 'Definition' }).waitFor();
    expect((await storedSettings())!.settings).toEqual({});
  });

  it('stores another interval of reviews, and that old figures are hidden', async () => {
    await open();
    const freshness = section('Prüfung und alte Zahlen');
    const review = freshness.getByLabel('Monate bis zur nächsten Prüfung');
    await review.fill('9');
    await review.press('Tab');
    await freshness.getByRole('combobox').click();
    await panel.page.getByRole('option', { name: 'Vor Lesern verbergen' }).click();
    await freshness.getByRole('button', { name: 'Speichern', exact: true }).click();
    await panel.page.getByText('Gespeichert.').first().waitFor();
    expect((await storedSettings())!.settings.freshness).toEqual({
      review: 9,
      figures: 36,
      oldFigures: 'hide',
      mail: false,
    });
    await freshness.getByRole('button', { name: 'Übliche Werte' }).click();
    await panel.page.waitForFunction(() => !document.querySelector('button[aria-busy=true]'));
    await open();
    expect(await review.inputValue()).toBe('6');
  });

  it('shows what the config file names as fixed', async () => {
    await open();
    const reading = section('Öffentlich lesen');
    await reading.getByText('steht in der Datei config/plugins').waitFor();
    expect(await reading.getByRole('checkbox').isDisabled()).toBe(true);
  });

  it('empties the cache', async () => {
    await open();
    const { cache } = panel.running.strapi.service('plugin::career-field.guides');
    cache.set('kept', {}, 1);
    await section('Zwischenspeicher').getByRole('button', { name: 'Zwischenspeicher leeren' }).click();
    await panel.page.getByText('Der Zwischenspeicher ist geleert.').first().waitFor();
    expect(cache.get('kept')).toBeUndefined();
  });

  it('is a clear sentence for who may not see it', async () => {
    const { strapi } = panel.running;
    const role = await createRole(strapi, 'Reader', []);
    const person = await panel.logInAsAnother('Gustav', 'Leser');
    const user = await strapi.db.query('admin::user').findOne({ where: { firstname: 'Gustav' } });
    await strapi.service('admin::user').updateById(user.id, { roles: [role] });
    await person.page.goto(`${panel.address}/admin/settings/career-field`);
    await person.page.getByText('keine ausreichenden Berechtigungen').waitFor();
    expect(await person.page.getByText('Bearbeiten erlauben').count()).toBe(0);
  });
});
