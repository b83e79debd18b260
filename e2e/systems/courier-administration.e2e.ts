import { expectNoViolations } from '../support/accessible.ts';
import { administer, askSystem } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// A gateway of its own: other tests count what was sent, and begin before anything is connected.
test.use({ stackSettings: { SANDBOX_CONNECTED: '0' } });

interface Item {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What Courier itself has. */
async function itemsOf(stack: Stack, path: string): Promise<readonly Item[]> {
  const { data } = (await (await askSystem(stack, 'courier', `/v1/${path}`)).json()) as {
    data: readonly Item[];
  };
  return data;
}

test('an admin administers telephone, text messages, people and conversations of Courier', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  const tabs = await administer(page, signIn, 'courier');
  const dialog = page.getByRole('dialog');
  const [account] = await itemsOf(stack, 'text-accounts/');
  const own = `organization-id=${account?.attributes['organization-id']}`;
  const row = (name: RegExp) => page.getByRole('row', { name });

  // Telephone: what is and what will be is shown, and a lost response is not repeated.
  complaints.expect(/status of 504/);
  await tabs.getByRole('link', { name: 'Telephone' }).click();
  await expect(page).toHaveTitle(/^Telephone · Courier/);
  await expect(page.getByText('2 numbers').first()).toBeVisible();
  await expectNoViolations(page, 'telephone');
  await page.getByRole('link', { name: '+3225550101', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Forwarded to' }).fill('02 555');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a number in international form')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Forwarded to' }).fill('+32 2 555 01 55');
  const change = dialog.getByRole('region', { name: 'Forwarded to' });
  await expect(change).toContainText('Empty');
  await expect(change).toContainText('+3225550155');
  await expectNoViolations(page, 'a number');
  await stack.fault({ operation: 'courier.updateVoiceSetting', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(/\+3225550101/)).toContainText('+3225550155');
  const lines = await itemsOf(stack, `voice-settings/?${own}`);
  expect(lines.map(({ attributes }) => attributes['forward-number']).toSorted()).toEqual([
    '+3225550155',
    null,
  ]);
  await page.getByRole('link', { name: 'Agents of +3225550101' }).click();
  await expect(dialog.getByRole('list', { name: 'Agents' }).getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Check again who is waiting' }).click();
  await expect(dialog.getByText('Courier has checked the queue.')).toBeVisible();
  await dialog.getByLabel('Search people').fill('owen');
  await dialog.getByRole('radio', { name: /Owen Claessens/ }).check();
  await expectNoViolations(page, 'agents');
  await dialog.getByRole('button', { name: 'Add agent' }).click();
  await expect(dialog).toHaveCount(0);
  const tax = lines.find(({ attributes }) => attributes['phone-number'] === '+3225550101');
  expect(await itemsOf(stack, `voice-queue-agents/?setting-id=${tax?.id}`)).toHaveLength(2);

  // SMS: consents are found, a number is rented with its cost said, a log takes its number typed.
  await tabs.getByRole('link', { name: 'SMS' }).click();
  await expect(page.getByText('30 people were asked, 27 agreed').first()).toBeVisible();
  await page.getByRole('search').getByLabel('Consent', { exact: true }).selectOption('Declined');
  await expect(page.getByText('3 people were asked, nobody agreed').first()).toBeVisible();
  await expectNoViolations(page, 'text messages');
  await page.getByRole('button', { name: 'Rent a number' }).click();
  await expect(dialog.getByText('A number costs something every month')).toBeVisible();
  await dialog.getByLabel('Notes').fill('Invoices');
  await dialog.getByLabel(/^Area code/).fill('212');
  await dialog.getByRole('button', { name: 'Rent a number' }).click();
  await expect(row(/Invoices/)).toContainText('+1212');
  await page.getByRole('button', { name: 'Log of +14155550123' }).click();
  await expect(dialog.getByText(/reminder$/).first()).toBeVisible();
  await expectNoViolations(page, 'a log');
  await dialog.getByRole('button', { name: 'Delete the log' }).click();
  await dialog.getByLabel('Type +14155550123 to confirm').fill('+14155550123');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog.getByText('Nothing has been logged yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByLabel('Number', { exact: true }).fill('+1 415 555 0199');
  await page.getByRole('button', { name: 'Show what is known' }).click();
  await page.getByRole('button', { name: 'Ask the carriers' }).click();
  await dialog.getByRole('button', { name: 'Ask the carriers' }).click();
  await expect(page.getByText('Sandbox Mobile')).toBeVisible();
  await expect(dialog).toBeHidden();

  // People: found, no longer notified, linked by an admin.
  await tabs.getByRole('link', { name: 'People' }).click();
  await page.getByRole('searchbox', { name: 'Search users' }).fill('nora');
  await expect(page.getByRole('row').nth(1)).toContainText('Nora Jacobs');
  await page.getByRole('link', { name: 'Nora Jacobs' }).click();
  await expect(dialog.getByText('Colleague')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Notify this user by e-mail' }).uncheck();
  await expectNoViolations(page, 'a user');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const [nora] = await itemsOf(stack, 'users/?filter[email]=nora@sandbox.test');
  expect(nora?.attributes.notifications).toEqual([]);
  await page.getByRole('button', { name: 'Who Nora Jacobs is here' }).click();
  await dialog.getByLabel('Search people').fill('willems');
  await dialog.getByRole('radio', { name: /An Willems/ }).check();
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(row(/nora@sandbox\.test/)).toContainText('An Willems');
  await expectNoViolations(page, 'people');

  // Conversations: a snippet, an automatic answer, a setting; on a telephone, dark.
  await tabs.getByRole('link', { name: 'Conversations' }).click();
  await expect(page.getByText('4 snippets').first()).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'New snippet' }).click();
  await dialog.getByLabel('Name').fill('greet');
  await dialog.getByLabel('Text').fill('We are closed on Friday.');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('There is already a snippet with this name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('closed');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('link', { name: 'closed' })).toBeVisible();
  await page.getByRole('button', { name: 'New automatic answer' }).click();
  await dialog.getByLabel('Name').fill('Easter');
  await dialog.getByLabel('Message').fill('We are back on Tuesday.');
  await dialog.getByLabel('Group').selectOption('Accountancy Gent');
  await dialog.getByLabel('From (optional)', { exact: true }).fill('2030-04-19T08:00');
  await dialog.getByLabel('Until (optional)', { exact: true }).fill('2030-04-23T08:00');
  await expectNoViolations(page, 'an automatic answer on a telephone, dark');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const easter = row(/Easter/);
  await expect(easter).toContainText('Planned');
  await easter.getByRole('button', { name: 'Members of Accountancy Gent' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Manager' })).toContainText('Ada Verbruggen');
  await page.keyboard.press('Escape');
  await easter.getByRole('button', { name: 'Switch “Easter” off' }).click();
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(easter).toContainText('Off');
  await page.getByRole('button', { name: 'Change “Title of new conversations”' }).click();
  await dialog.getByLabel('Value').fill('Your accountant');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row(/Title of new conversations/)).toContainText('Your accountant');
  await expectNoViolations(page, 'conversations on a telephone, dark');
  const snippets = await itemsOf(stack, `messaging-plugins/?${own}`);
  expect(snippets.find(({ attributes }) => attributes.name === 'closed')?.attributes.args).toEqual({
    text: 'We are closed on Friday.',
  });
  const responders = await itemsOf(stack, `messaging-responders/?${own}`);
  const made = responders.find(({ attributes }) => attributes.name === 'Easter')?.attributes;
  expect([made?.enabled, made?.args]).toEqual([false, { message: 'We are back on Tuesday.' }]);
});
