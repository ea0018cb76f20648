import type { Page } from 'playwright-core';

/** One of the two versions in the conflict dialog. */
type Version = 'Deine Fassung' | 'Gespeicherte Fassung';

/** The form of an entry in the German admin panel, with the conflict dialog. */
export const entryForm = (page: Page) => {
  const field = (name: string) => page.locator(`form [name="${name}"]`).first();
  const button = (name: string) => page.getByRole('button', { name, exact: true }).first();
  const dialog = () => page.getByRole('dialog');
  const part = (place: string) => dialog().getByRole('region', { name: place, exact: true });

  /** Saves or publishes, and waits for the response. */
  const press = async (name: string): Promise<number> => {
    const answer = page.waitForResponse(
      (response) =>
        ['PUT', 'POST'].includes(response.request().method()) &&
        response.url().includes('/content-manager/collection-types/')
    );
    await button(name).click();
    const status = (await answer).status();
    await page.waitForLoadState('networkidle');
    return status;
  };

  return {
    field,
    button,
    dialog,
    part,
    press,
    /** Saves or publishes without a conflict: no dialog may open. */
    passes: async (name: string): Promise<void> => {
      expect([name, await press(name)]).toEqual([name, 200]);
      await expect(dialog().count()).resolves.toBe(0);
    },
    /** Returns the texts of a part in both versions. */
    texts: (place: string) => part(place).locator('[data-side]').allTextContents(),
    choose: (place: string, version: Version) => part(place).getByRole('radio', { name: version }).click(),
    take: async (): Promise<void> => {
      await button('Ins Formular übernehmen').click();
      await dialog().waitFor({ state: 'detached' });
    },
    /** Returns the list row with a text; a click opens it. */
    row: (text: string) => page.locator('form').getByRole('button', { name: text }).first(),
    /** Selects an entry for a relation. */
    pick: async (name: string, entry: string): Promise<void> => {
      await field(name).click();
      await page.keyboard.type(entry);
      // The name of an article is followed by its status.
      await page
        .getByRole('option', { name: new RegExp(`^${entry}\\b`) })
        .first()
        .click();
    },
    /** Switches to another language, in which the entry exists. */
    switchTo: async (language: RegExp, title: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'Locales' }).click();
      await page.getByRole('option', { name: language }).first().click();
      await page.waitForFunction(
        (expected) => document.querySelector<HTMLInputElement>('form [name="title"]')?.value === expected,
        title
      );
      await page.waitForLoadState('networkidle');
    },
    /** Selects an item of the menu next to *Publish*. */
    chooseAction: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Weitere Dokumentaktionen' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
  };
};

export type EntryForm = ReturnType<typeof entryForm>;
