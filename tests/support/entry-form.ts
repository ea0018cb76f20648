import type { Page } from 'playwright-core';

/** A version of the two that the dialogue about a conflict shows. */
type Version = 'Deine Fassung' | 'Gespeicherte Fassung';

/** The form of an entry in a page of the German panel, with the dialogue about what somebody else has saved. */
export const entryForm = (page: Page) => {
  const field = (name: string) => page.locator(`form [name="${name}"]`).first();
  const button = (name: string) => page.getByRole('button', { name, exact: true }).first();
  const dialog = () => page.getByRole('dialog');
  const part = (place: string) => dialog().getByRole('region', { name: place, exact: true });

  /** Saves or publishes, and waits for what comes of it. */
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
    /** Saves or publishes where nobody else has, and no dialog may open. */
    passes: async (name: string): Promise<void> => {
      expect([name, await press(name)]).toEqual([name, 200]);
      await expect(dialog().count()).resolves.toBe(0);
    },
    /** What the two versions of a part say. */
    texts: (place: string) => part(place).locator('[data-side]').allTextContents(),
    choose: (place: string, version: Version) => part(place).getByRole('radio', { name: version }).click(),
    take: async (): Promise<void> => {
      await button('Ins Formular übernehmen').click();
      await dialog().waitFor({ state: 'detached' });
    },
    /** The row of a list that has a text, which opens it. */
    row: (text: string) => page.locator('form').getByRole('button', { name: text }).first(),
    /** Chooses an entry for a relation. */
    pick: async (name: string, entry: string): Promise<void> => {
      await field(name).click();
      await page.keyboard.type(entry);
      // Behind its name, an article has a status.
      await page
        .getByRole('option', { name: new RegExp(`^${entry}\\b`) })
        .first()
        .click();
    },
    /** Switches to another language, in which the entry has a title. */
    switchTo: async (language: RegExp, title: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'Locales' }).click();
      await page.getByRole('option', { name: language }).first().click();
      await page.waitForFunction(
        (expected) => document.querySelector<HTMLInputElement>('form [name="title"]')?.value === expected,
        title
      );
      await page.waitForLoadState('networkidle');
    },
    /** Chooses from the menu beside *Publish*. */
    chooseAction: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Weitere Dokumentaktionen' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
  };
};

export type EntryForm = ReturnType<typeof entryForm>;
