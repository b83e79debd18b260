import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { coveredControls } from './hits.ts';
import { expect } from './test.ts';

const options = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  // What passed is not collected: on long pages that takes longer than the check.
  resultTypes: ['violations'],
};

/**
 * Fails with what axe finds wrong on the page as it is now, and with what is visible and cannot be pressed.
 *
 * @param what names the state of the page in the failure.
 * @param within a CSS selector, where only a part is to be judged.
 */
export async function expectNoViolations(page: Page, what: string, within?: string): Promise<void> {
  // The examiner stays in the document: to put its half a megabyte there again takes as long as the check.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(${JSON.stringify(within ?? null)} ?? document, ${JSON.stringify(options)})`,
  );
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, what).toEqual([]);
  expect(await page.evaluate(squeezedCells), `${what}: cells without room for a word`).toEqual([]);
  if (within === undefined)
    expect(await page.evaluate(coveredControls), `${what}: what can be pressed`).toEqual([]);
}

/** Runs in the page. Cells of tables in which columns of fixed widths leave a word less room than five letters take. */
const squeezedCells = () =>
  [...document.querySelectorAll<HTMLElement>('tbody > tr > *')]
    .filter((cell) => {
      const { paddingLeft, paddingRight } = getComputedStyle(cell);
      const room = cell.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return cell.checkVisibility() && cell.clientWidth > 0 && room < 40 && /[^\s]{6}/.test(cell.textContent);
    })
    .map((cell) => cell.textContent.slice(0, 60));
