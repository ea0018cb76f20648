import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run: (context: string | Document, options: RunOptions) => Promise<AxeResults> };

/**
 * Returns the violations that axe finds by one rule or by all: rule, element and advice.
 *
 * @param within a selector; the whole page if left out
 */
export const violationsOf = async (page: Page, rule?: string, within?: string): Promise<string[]> => {
  // Not as an element of the page, which its policy may forbid.
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(
    ([only, part]) =>
      axe.run(part ?? document, { resultTypes: ['violations'], ...(only && { runOnly: only }) }),
    [rule, within] as const
  );
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`)
  );
};
