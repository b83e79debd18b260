import { expect, test } from '../support/test.ts';

test('? lists what the keys do; typing never triggers one; one switch turns them all off', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/meetings');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByLabel('From').pressSequentially('?');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await expect(dialog).toContainText('Show shortcuts for this page');
  await dialog.getByRole('checkbox', { name: /^Shortcuts are on/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await page.keyboard.press('?');

  // The way back does not need a shortcut.
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await dialog.getByRole('checkbox', { name: /^Shortcuts are on/ }).check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
});
