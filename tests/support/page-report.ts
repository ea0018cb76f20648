import path from 'node:path';
import type { Page } from 'playwright-core';

const SCREENSHOTS = path.resolve(__dirname, '../../.tmp/screenshots');

/** How long a page that hangs may take to say something of itself, in milliseconds. */
const PATIENCE = 15_000;
const TEXT_LENGTH = 1500;

const within = <Value>(promise: Promise<Value>, fallback: Value): Promise<Value> =>
  Promise.race([
    promise.catch(() => fallback),
    new Promise<Value>((resolve) => {
      setTimeout(() => resolve(fallback), PATIENCE).unref();
    }),
  ]);

const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const hidden = [...document.querySelectorAll('body > [aria-hidden="true"]')].length;
    const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="alert"]')];
    return [
      `hidden from assistive technology: ${hidden}; dialogs and alerts: ${dialogs.map(({ textContent }) => textContent).join(' | ')}`,
      document.body.innerText.replace(/\s+/g, ' '),
    ].join('\n');
  });

const describePage = async (page: Page, number: number): Promise<string> => {
  const started = Date.now();
  const text = await within(textOf(page), 'The page did not respond.');
  const file = `failure-${process.pid}-${Date.now()}-${number}.png`;
  await within(page.screenshot({ path: path.join(SCREENSHOTS, file) }), undefined);
  return `Page ${number}, ${page.url()}, after ${Date.now() - started} ms (${file}):\n${text.slice(0, TEXT_LENGTH)}`;
};

/**
 * Lets the test environment add to each failure of the file what its open pages showed at that moment.
 *
 * @param open the pages that are open when a test fails
 */
export const reportPages = (open: () => Page[]): void => {
  Object.assign(globalThis, {
    describePages: async () =>
      (await Promise.all(open().map((page, index) => describePage(page, index + 1)))).join('\n\n'),
  });
};
