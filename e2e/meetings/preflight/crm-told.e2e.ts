import { expectNoViolations } from '../../support/accessible.ts';
import { expect, test } from '../../support/test.ts';
import { dossiersOf, meetingWith, ownServers, told } from './found.ts';

test.use({ stackSettings: ownServers });

test('what the CRM is told is shown before it is, exactly as it arrives there, and it is told once', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  const [dossier] = await dossiersOf(stack);
  const { id } = await meetingWith(stack, {
    attendees: [{ name: 'Fatima Benali', integration_id: 'rel-1039' }],
    todos: [{ description: 'Send the payslips' }, { description: 'Sign the lease' }],
    dossier,
  });
  const syncs = async () => (await stack.communicated()).filter(({ action }) => action === 'sync');
  const before = (await syncs()).length;
  await signIn('owen', `/meetings/${id}`);
  // Before it is approved this is what comes next, closed.
  await expect(told(page).getByRole('button', { name: 'Sync now' })).toBeHidden();
  await told(page).locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(told(page).getByRole('button', { name: 'Sync now' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(told(page)).toContainText('Sync: import everything from Relatiebeheer');
  await expect(told(page)).toContainText('Owen Claessens (owen@sandbox.test)');
  await expect(told(page)).toContainText(
    /Nothing of this meeting is in it: not the summary, .*, not its 2 to-dos, not its \d+ answers\. The API has no operation/,
  );
  await told(page).getByText('The exact request').click();
  await expect(told(page)).toContainText('POST /api/integrations/communicate');
  const shown: unknown = JSON.parse((await told(page).locator('pre').textContent()) ?? '');
  await expectNoViolations(page, 'what the CRM is told');
  expect(await syncs()).toHaveLength(before);

  complaints.expect(/status of (422|502|504)|ERR_CONNECTION_RESET/);
  await stack.fault({ operation: 'communicateWithIntegration', drop: true, afterProcessing: true, times: 1 });
  await told(page).getByRole('button', { name: 'Sync now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sync Relatiebeheer?' });
  expect(JSON.parse((await dialog.locator('pre').textContent()) ?? '')).toEqual(shown);
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(told(page)).toContainText('Synced; the response was lost');
  expect((await syncs()).slice(before)).toEqual([shown]);

  await stack.fault({ operation: 'communicateWithIntegration', status: 422, times: 1 });
  await told(page).getByRole('button', { name: 'Sync now' }).click();
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(told(page)).toContainText('Relatiebeheer did not do this');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'a sync that failed, at 390 px');
});
