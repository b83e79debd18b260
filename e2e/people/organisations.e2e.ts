import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

const item = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });

test('an admin walks the tree by keyboard and creates an organisation below another', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (409|502)/);
  await signIn('ada', '/organisations');
  await expect(page.getByText('3 organisations that you can see')).toBeVisible();
  const root = item(page, /^Peeters & Van Damme Accountants/);
  await root.focus();
  await page.keyboard.press('ArrowRight');
  await expect(item(page, /Loonadministratie/)).toBeFocused();
  await expect(page).toHaveURL(/organisation=/);
  await page.keyboard.press('v');
  await expect(item(page, /Breda/)).toBeFocused();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Van Damme Belastingadvies Breda');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(root).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('treeitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Van Damme Belastingadvies Breda');
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Van Damme Belastingadvies Breda');
  await expect(item(page, /Breda/)).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'New suborganisation' }).click();
  const dialog = page.getByRole('dialog', { name: 'New suborganisation of Van Damme Belastingadvies Breda' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toContainText('Enter a name of at most 255 characters.');
  await dialog.getByLabel('Name').fill('Breda Zuid');
  await dialog.getByLabel('Domain').fill('https://zuid.breda.test/');
  await dialog.getByLabel('Webhook URL').fill('https://hooks.breda.test/claritalk');
  await expectNoViolations(page, 'dialog');
  await stack.fault({ operation: 'createOrganisation', status: 500, times: 1 });
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Nothing was created. This has been checked.');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Breda Zuid was created.')).toBeVisible();
  await expect(item(page, /Breda Zuid/)).toContainText('zuid.breda.test');
  await expectNoViolations(page, 'tree');

  // The same domain is refused, and the dialog keeps what was written.
  await page.getByRole('button', { name: 'New suborganisation' }).click();
  await dialog.getByLabel('Name').fill('Another');
  await dialog.getByLabel('Domain').fill('zuid.breda.test');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(
    'This organisation already has a child with that domain.',
  );
  await expect(dialog.getByLabel('Name')).toHaveValue('Another');
});

test('a member sees the tree and is told who may add to it', async ({ page, signIn }) => {
  await signIn('nora', '/organisations');
  const create = page.getByRole('button', { name: 'New suborganisation' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await create.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Why can’t I?' }).click();
  await expect(page.getByRole('region', { name: 'Why can’t I?' })).toContainText('the role user');
});
