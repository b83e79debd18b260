import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { coveredControls } from './hits.ts';
import { expect } from './test.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with what axe finds wrong on the page as it is now, and with what is visible and cannot be pressed.
 *
 * @param what names the state of the page in the failure.
 * @param within a CSS selector, where only a part is to be judged.
 */
export async function expectNoViolations(page: Page, what: string, within?: string): Promise<void> {
  const axe = new AxeBuilder({ page })
    // What passed is not collected: on long pages that takes longer than the check.
    .options({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
    // No page has frames, so no second page is opened to put their results together.
    .setLegacyMode();
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, what).toEqual([]);
  if (within === undefined)
    expect(await page.evaluate(coveredControls), `${what}: what can be pressed`).toEqual([]);
}
