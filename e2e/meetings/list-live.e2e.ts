import type { Page } from '@playwright/test';
import { clipboardOf } from '../support/clipboard.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

/** Saves meetings of Owen's. */
async function saver(stack: Stack) {
  const { user } = (await (await stack.api('/user/me')).json()) as { user: { uuid: string } };
  return async (fields: Record<string, unknown>) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ user_id: user.uuid, ...fields });
    const response = await stack.api('/meetings', 'sandbox-pat-owen', { method: 'POST', headers, body });
    return (await response.json()) as { id: string };
  };
}

test('a meeting that is worked on changes under the reader’s eyes, and nothing else moves', async ({
  page,
  signIn,
  stack,
}) => {
  const save = await saver(stack);
  const { id } = await save({ name: 'Live one', status: 'transcribing' });
  await signIn('owen', '/meetings?size=50');
  const row = rows(page).filter({ hasText: 'Live one' });
  await expect(row).toContainText('Transcribing');
  await row.getByRole('checkbox').check();
  const other = rows(page).nth(20).getByRole('link');
  await other.focus();
  // The reader is further down; the row above them continues.
  const scrolled = await page.evaluate(() => window.scrollY);
  expect(scrolled).toBeGreaterThan(0);
  const place = await other.boundingBox();
  const name = await other.textContent();
  await save({ name: 'Came in the meantime', status: 'draft' });
  await save({ id, name: 'Live one', status: 'finished' });
  await expect(row).toContainText('Finished', { timeout: 20_000 });
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(other).toBeFocused();
  expect(await other.boundingBox()).toEqual(place);
  expect(await rows(page).nth(20).getByRole('link').textContent()).toBe(name);
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
});

test('a row that went to another page in the meantime is followed there', async ({ page, signIn, stack }) => {
  const save = await saver(stack);
  const { id } = await save({ name: 'Filtered away', status: 'transcribing' });
  await signIn('owen', '/meetings?status=transcribing');
  const row = rows(page).filter({ hasText: 'Filtered away' });
  await expect(row).toContainText('Transcribing');
  await save({ id, name: 'Filtered away', status: 'finished' });
  await expect(row).toContainText('Finished', { timeout: 20_000 });
});

test('the present search is kept as a view, renamed, ordered, removed and brought back', async ({
  page,
  signIn,
  stack,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn('owen', '/meetings?status=failed');
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill(name);
    await page.keyboard.press('Enter');
  };
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await save('To look after');
  await expect(navigation.getByRole('link', { name: 'To look after' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await page.getByLabel('Order').selectOption('asc');
  await save('Oldest');
  await page.reload();
  await navigation.getByRole('link', { name: 'To look after' }).click();
  await expect(page).toHaveURL(/\/meetings\?status=failed$/);

  await navigation.getByRole('button', { name: 'Manage views' }).click();
  const dialog = page.getByRole('dialog', { name: 'Saved views' });
  await dialog.getByRole('button', { name: 'Move Oldest up' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the view To look after' }).fill('oldest');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('or already in use');
  await dialog.getByRole('textbox', { name: 'Name of the view To look after' }).fill('Failed');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Copy the link to Failed' }).click();
  await expect(dialog.getByRole('status')).toHaveText('The link to Failed was copied.');
  expect((await clipboardOf(page, stack))['text/plain']).toMatch(/\/meetings\?status=failed$/);
  await dialog.getByRole('button', { name: 'Hide Oldest from the navigation' }).click();
  await dialog.getByRole('button', { name: 'Remove Failed' }).click();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(navigation.getByRole('list', { name: 'Saved views' }).getByRole('link')).toHaveText([
    'Failed',
  ]);
});
