import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { SANDBOX_MEETINGS: '60' } });

test('an admin writes a rule, sees exactly what would go, and deletes that and nothing else', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 504/);
  stack.sql("UPDATE meetings SET status = 'finished' WHERE status = 'draft'");
  stack.sql(`UPDATE meetings SET status = 'draft', name = 'Old draft ' || id, created_at = '2025-01-01 10:00:00',
    updated_at = '2025-01-02 10:00:00', dossier_id = NULL WHERE id IN (SELECT id FROM meetings ORDER BY id LIMIT 4)`);
  stack.sql(`UPDATE meetings SET dossier_id = (SELECT min(id) FROM dossiers)
    WHERE id = (SELECT min(id) FROM meetings WHERE status = 'draft')`);
  await signIn('ada', '/organisations?view=retention');
  await expect(page.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible();
  const rules = page.getByRole('region', { name: 'Rules' });
  await expect(rules).toContainText('all meetings are kept');

  // By keyboard alone, and saved although the response is lost.
  await rules.getByRole('button', { name: 'Add a rule' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('What goes')).toBeFocused();
  await expectNoViolations(page, 'a new rule');
  await page.getByLabel('Time since the last change').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rules).toContainText('Drafts, 90 days after the last change');

  const holds = page.getByRole('region', { name: 'Dossiers on hold' });
  await holds.getByRole('button', { name: 'Put a dossier on hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(dialog).toContainText('Enter a reason.');
  await dialog.getByLabel('Dossier').selectOption({ label: 'Bakkerij Van Hecke BV' });
  await dialog.getByLabel('Reason').fill('A dispute');
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(holds.getByRole('row', { name: /Bakkerij Van Hecke BV/ })).toContainText('A dispute');

  const due = page.getByRole('region', { name: 'What is due' });
  await due.getByRole('button', { name: 'List what is due' }).click();
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText(
    '3 would go, 1 on hold',
  );
  const row = (text: string | RegExp) => due.getByRole('row').filter({ hasText: text });
  await expect(row('Would go')).toHaveCount(3);
  await expect(row('Stays: on hold')).toContainText('Bakkerij Van Hecke BV');
  await expect(row('Would go').first()).toContainText('Drafts, 90 days after the last change');
  await expectNoViolations(page, 'what is due');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'what is due on a narrow screen');
  await page.setViewportSize({ width: 1280, height: 900 });

  // Changed since: it is left out, and said.
  stack.sql(`UPDATE meetings SET updated_at = '2025-03-03 10:00:00'
    WHERE id = (SELECT max(id) FROM meetings WHERE status = 'draft')`);
  await due.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await dialog.getByLabel('Type 3 to confirm').fill('4');
  await dialog.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await expect(dialog).toContainText('That is not 3.');
  await dialog.getByLabel('Type 3 to confirm').fill('3');
  await dialog.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText(
    '0 would go, 1 on hold, 2 deleted, 1 left out because they changed',
  );
  await expect(row('Stays: changed since')).toHaveCount(1);
  const left = (await (await stack.api('/meetings/list?limit=100&status=draft')).json()) as unknown[];
  expect(left.length).toBeLessThanOrEqual(2);

  await page.goto('/people/audit');
  await expect(page.getByRole('row', { name: /Delete a meeting/ })).toHaveCount(2);
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Retention 0/ })).toBeVisible();
});

test('a member is told who can', async ({ page, signIn }) => {
  await signIn('owen', '/organisations?view=retention');
  await expect(page.getByRole('button', { name: /Why/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Rules' })).toHaveCount(0);
});
