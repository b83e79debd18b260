import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
const link = (page: Page, at: number) => rows(page).nth(at).getByRole('link');
const heads = (page: Page) => page.getByRole('columnheader').allInnerTexts();
const chosen = (page: Page) => rows(page).getByRole('checkbox', { checked: true });

test('columns are chosen and ordered by keyboard, rows made compact, and this device remembers both', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/meetings?size=10');
  await expect(rows(page)).toHaveCount(10);
  const before = await rows(page).first().boundingBox();
  await page.getByRole('button', { name: 'View', exact: true }).press('Enter');
  const panel = page.getByRole('region', { name: 'Table columns and density' });
  await panel.getByLabel('Compact').check();
  await panel.getByRole('checkbox', { name: 'Language' }).uncheck();
  await panel.getByRole('checkbox', { name: 'Updated' }).uncheck();
  await panel.getByRole('checkbox', { name: 'Type' }).check();
  await panel.getByRole('checkbox', { name: 'Teams' }).check();
  await panel.getByRole('button', { name: 'Move Status earlier' }).press('Enter');
  await expect(panel.getByRole('status')).toHaveText('Status is now column 3 of 6');
  await panel.getByRole('button', { name: 'Move Status earlier' }).press('Enter');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(rows(page)).toHaveCount(10);
  expect((await heads(page)).slice(1)).toEqual(['Name', 'Status', 'Owner', 'Type', 'Created', 'Teams']);
  const after = await rows(page).first().boundingBox();
  expect(after?.height).toBeLessThan(before?.height ?? 0);
  // What the list does not answer is asked for meeting by meeting.
  const types = rows(page).locator('[data-column="type"]');
  await expect(types.filter({ hasText: /\p{L}{3}/u })).toHaveCount(10);

  await page.getByRole('button', { name: 'View', exact: true }).click();
  await panel.getByRole('button', { name: 'Back to the default view' }).click();
  expect((await heads(page)).slice(1)).toEqual(['Name', 'Owner', 'Status', 'Language', 'Created', 'Updated']);
});

test('the list is walked, chosen from and opened by keyboard', async ({ page, signIn }) => {
  await signIn('owen');
  await expect(rows(page)).toHaveCount(25);
  await page.keyboard.press('j');
  await expect(link(page, 0)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('k');
  await expect(link(page, 1)).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(chosen(page)).toHaveCount(3);
  await expect(link(page, 3)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(chosen(page)).toHaveCount(0);
  // Modifiers belong to the browser.
  await page.keyboard.press('Control+j');
  await expect(link(page, 3)).toBeFocused();

  await rows(page).nth(2).getByRole('checkbox').click();
  await rows(page)
    .nth(6)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(chosen(page)).toHaveCount(5);
  await page.getByRole('checkbox', { name: 'Select all meetings on this page' }).check();
  await expect(chosen(page)).toHaveCount(25);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Extend the selection down');
  await page.keyboard.press('Escape');
  await link(page, 4).focus();
  const name = (await link(page, 4).textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.goBack();
  // A look into a meeting costs no selection.
  await expect(chosen(page)).toHaveCount(25);
});

test('the head of the table stays in sight and never covers the row with the focus', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/meetings?size=50');
  await expect(rows(page)).toHaveCount(50);
  for (let press = 0; press < 40; press += 1) await page.keyboard.press('j');
  await expect(link(page, 39)).toBeFocused();
  const head = page.getByRole('columnheader', { name: 'Name' });
  await expect(head).toBeInViewport();
  for (let press = 0; press < 25; press += 1) await page.keyboard.press('k');
  await expect(link(page, 14)).toBeFocused();
  const [headBox, rowBox] = [await head.boundingBox(), await rows(page).nth(14).boundingBox()];
  expect(headBox?.y).toBeGreaterThanOrEqual(0);
  expect(rowBox?.y).toBeGreaterThanOrEqual((headBox?.y ?? 0) + (headBox?.height ?? 0) - 1);
});
