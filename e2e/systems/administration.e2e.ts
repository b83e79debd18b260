import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// A gateway of its own: other tests count what was sent, and begin before anything is connected.
test.use({ stackSettings: { SANDBOX_CONNECTED: '0' } });

interface Row {
  readonly id: number | string;
  readonly [field: string]: unknown;
}

/** What Chat2Desk itself has. */
async function rowsOf(stack: Stack, path: string): Promise<readonly Row[]> {
  const { data } = (await (await askSystem(stack, 'chat2desk', `/v1/${path}?limit=200`)).json()) as {
    data: readonly Row[];
  };
  return data;
}

test('an admin administers operators, tags, templates and tickets of Chat2Desk, each in its tab', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const tabs = page.getByRole('navigation', { name: 'Parts of the connection' });
  const dialog = page.getByRole('dialog');
  const filter = (name: string) => page.getByRole('search').getByLabel(name, { exact: true });

  // Operators: found, changed with what becomes of their rights, linked by an admin.
  await tabs.getByRole('link', { name: 'Operators' }).click();
  await expect(page).toHaveTitle(/^Operators · Chat2Desk/);
  await expect(page.getByText(/^\d+ operators, \d+ online$/).first()).toBeVisible();
  await expectNoViolations(page, 'operators');
  await page.getByRole('searchbox', { name: 'Search operators' }).fill('nora');
  const nora = page.getByRole('row', { name: /nora@sandbox\.test/ });
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('row')).toHaveCount(2);
  await nora.getByRole('link', { name: 'Nora Jacobs' }).click();
  await dialog.getByLabel('State').selectOption('On a break');
  await dialog.getByLabel('Rights').selectOption('Supervisor');
  await expect(dialog.getByText('from “Operator” to “Supervisor”')).toBeVisible();
  await expectNoViolations(page, 'an operator');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(nora).toContainText('On a break');
  await expect(nora).toContainText('Supervisor');
  const stored = (await rowsOf(stack, 'operators')).find(({ email }) => email === 'nora@sandbox.test');
  expect([stored?.status_id, stored?.role, stored?.last_name]).toEqual([2, 'supervisor', 'Jacobs']);
  await nora.getByRole('button', { name: 'Supervisor: what Nora Jacobs may do' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'balance' })).toContainText('Allowed');
  await page.keyboard.press('Escape');
  await nora.getByRole('button', { name: 'Who Nora Jacobs is here' }).click();
  await expect(dialog.getByText('same e-mail address')).toBeVisible();
  await dialog.getByLabel('Search people').fill('willems');
  await dialog.getByRole('radio', { name: /An Willems/ }).check();
  await expectNoViolations(page, 'who an operator is');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(nora).toContainText('An Willems');
  await nora.getByRole('button', { name: 'Who Nora Jacobs is here' }).click();
  await dialog.getByRole('button', { name: 'Remove the link to An Willems' }).click();
  await expect(dialog.getByText('linked by an admin')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(nora).not.toContainText('An Willems');

  // Tags: one in a new group, which is there once although its response is lost.
  complaints.expect(/status of 504/);
  await tabs.getByRole('link', { name: 'Tags' }).click();
  await page.getByRole('button', { name: 'New tag' }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Enter a tag.')).toBeVisible();
  await dialog.getByLabel('Tag', { exact: true }).fill('Family business');
  await dialog.getByLabel('Group').selectOption('New group …');
  await dialog.getByLabel('Name of the new group').fill('Kind');
  await expectNoViolations(page, 'a new tag');
  await stack.fault({ operation: 'chat2desk.createTag', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  await filter('Group').selectOption('Kind');
  await expect(page.getByRole('row', { name: /Family business/ })).toBeVisible();
  await expectNoViolations(page, 'tags');
  const labels = (await rowsOf(stack, 'tags')).map(({ label }) => label);
  expect(labels.filter((label) => label === 'Family business')).toHaveLength(1);

  // Templates: placeholders are marked, the reply box has it, its name is typed before it is deleted.
  await tabs.getByRole('link', { name: 'Templates' }).click();
  await page.getByRole('button', { name: 'New template' }).click();
  await dialog.getByLabel('Name').fill('Passport');
  await dialog.getByLabel('Shortcut').fill('/passport');
  await dialog.getByLabel('Text', { exact: true }).fill('Dear {client},\nplease bring your passport.');
  await dialog.getByLabel('Category').selectOption('Documents');
  const preview = dialog.getByRole('region', { name: 'What the client sees' });
  await expect(preview.locator('mark')).toHaveText('{client}');
  await expectNoViolations(page, 'a new template');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('row', { name: /Passport/ })).toContainText('/passport');
  await page.goto('/conversations');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('textbox', { name: /^Message to / }).fill('/passp');
  await page.getByRole('option', { name: /passport/ }).click();
  await expect(page.getByRole('textbox', { name: /^Message to / })).toHaveValue(/please bring your passport/);
  await page.getByRole('textbox', { name: /^Message to / }).fill('');
  await page.goto('/integrations/chat2desk/templates?q=passport');
  await page.getByRole('link', { name: 'Passport' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByLabel('Type Passport to confirm').fill('Pass');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByText('This is not Passport.')).toBeVisible();
  await dialog.getByLabel('Type Passport to confirm').fill('Passport');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No template matches these filters.')).toBeVisible();
  expect((await rowsOf(stack, 'templates')).filter(({ name }) => name === 'Passport')).toEqual([]);

  // Tickets: created, moved by keys, opened by their address, deleted by their number.
  await tabs.getByRole('link', { name: 'Tickets' }).click();
  await page.getByRole('button', { name: 'New ticket' }).click();
  await dialog.getByLabel('What has to be done').fill('Ask for the deed');
  await dialog.getByLabel('Description').fill('Of the house in Gent');
  await dialog.getByLabel('Priority').selectOption('Major');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('row', { name: /Ask for the deed/ })).toContainText('To do');
  await expect(dialog).toBeHidden();
  await expectNoViolations(page, 'tickets');
  const [deed] = (await rowsOf(stack, 'tickets')).filter(({ summary }) => summary === 'Ask for the deed');
  const number = String(deed?.id);
  await filter('View').selectOption('Board');
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  await column('To do').getByLabel(`Move ${number} to`).focus();
  await page.keyboard.press('ArrowDown');
  await expect(column('In progress').getByRole('link', { name: 'Ask for the deed' })).toBeVisible();
  await expect(page.getByText(`${number} was moved to “In progress”.`)).toBeAttached();
  await expectNoViolations(page, 'the board');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page, 'the board on a phone, dark');
  await page.goto('/integrations/chat2desk/tickets?ticket=2');
  await expect(dialog.getByRole('link', { name: /^Conversation \d+$/ }).first()).toBeVisible();
  await expectNoViolations(page, 'a ticket on a phone, dark');
  await page.goto(`/integrations/chat2desk/tickets?ticket=${number.replace('TICK-', '')}`);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByLabel(`Type ${number} to confirm`).fill(number);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Ask for the deed/ })).toHaveCount(0);
  expect((await rowsOf(stack, 'tickets')).filter(({ id }) => id === number)).toEqual([]);

  // An address that names no tab says so; those of the console before the tabs still work.
  await page.goto('/integrations/chat2desk/nothing');
  await expect(page.getByText('Chat2Desk has no such tab.')).toBeVisible();
  await page.goto('/integrations/chat2desk?tab=console&operation=deleteTicket');
  await expect(page).toHaveURL(/\/integrations\/chat2desk\/console\?operation=deleteTicket$/);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
});
