import { expectNoViolations } from '../support/accessible.ts';
import { administer, askSystem } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// A gateway of its own: others do not expect a server that has operations elsewhere.
test.use({ stackSettings: { SANDBOX_CONNECTED: '0', COURIER_ALLOW_PURGE: '1' } });

test('an admin administers what Courier does automatically, on a server that names one of its operations otherwise', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  const announcers = async (path = '/v1/announcers/') => {
    const { data } = (await (await askSystem(stack, 'courier', path)).json()) as {
      data: { attributes: { name: string; args: unknown } }[];
    };
    return data.map(({ attributes: { name, args } }) => ({ name, args }));
  };
  const tabs = await administer(page, signIn, 'courier');
  const dialog = page.getByRole('dialog');

  // The server has the list elsewhere: that is said, and set where the message says.
  await stack.fault({ operation: 'courier.listAnnouncers', servedAt: '/v2/announcer-list/' });
  complaints.expect(/status of (424|502|504)/);
  await tabs.getByRole('link', { name: 'Automation' }).click();
  await expect(
    page.getByText('This server of Courier names it otherwise: it does not know GET /v1/announcers/.'),
  ).toBeVisible();
  await tabs.getByRole('link', { name: 'Paths' }).click();
  await expect(page.getByText(/^\d+ operations$/).first()).toBeVisible();
  await expectNoViolations(page, 'paths');
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('list announcers');
  await page.getByRole('link', { name: 'List announcers' }).click();
  const path = dialog.getByLabel('Path on your server');
  await path.fill('//elsewhere.example/');
  await dialog.getByRole('button', { name: 'Save the path' }).click();
  await expect(dialog.getByText('This is not a path.')).toBeVisible();
  await expectNoViolations(page, 'a path');
  await path.fill('/v2/announcer-list/');
  await dialog.getByRole('button', { name: 'Save the path' }).click();
  await expect(page.getByRole('row', { name: /List announcers/ })).toContainText('/v2/announcer-list/');
  await expect(dialog).toBeHidden();

  // One is created once although the response is lost, changed, and deleted by its name.
  await tabs.getByRole('link', { name: 'Automation' }).click();
  await page.getByRole('combobox', { name: 'Organisation' }).selectOption('Peeters & Van Damme Accountants');
  await expect(page.getByText('1 announcer', { exact: true })).toBeVisible();
  await expectNoViolations(page, 'automation');
  await page.getByRole('button', { name: 'New announcer' }).click();
  await dialog.getByLabel('Name').fill('Welcome');
  await dialog.getByLabel('When').selectOption('A person is no longer shared');
  await dialog.getByLabel('Type').fill('message');
  await dialog.getByLabel('Arguments (JSON)').fill('{"message": ');
  await dialog.getByRole('button', { name: 'New announcer' }).click();
  await expect(dialog.getByText('Enter a JSON object, in braces.')).toBeVisible();
  await dialog.getByLabel('Arguments (JSON)').fill('{"message": "Goodbye."}');
  await stack.fault({ operation: 'courier.createAnnouncer', times: 1, drop: true, afterProcessing: true });
  await dialog.getByRole('button', { name: 'New announcer' }).click();
  await expect(page.getByRole('row', { name: /Welcome/ })).toContainText('A person is no longer shared');
  const made = { name: 'Welcome', args: { message: 'Goodbye.' } };
  expect((await announcers('/v2/announcer-list/')).filter(({ name }) => name === 'Welcome')).toEqual([made]);
  await page.getByRole('link', { name: 'Welcome' }).click();
  await dialog.getByLabel('Name').fill('Farewell');
  await expectNoViolations(page, 'an announcer');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Farewell' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByLabel('Type Farewell to confirm').fill('Farewell');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('row', { name: /Farewell/ })).toHaveCount(0);
  expect((await announcers('/v2/announcer-list/')).map(({ name }) => name)).toEqual(['Shared clients']);

  // Channels are moved once the organisation's name is typed; how far that is arrives without a reload.
  await page.getByRole('button', { name: 'Move channels' }).click();
  const name = (await dialog.getByText(/^Type .+ to confirm$/).textContent())?.slice(5, -11) ?? '';
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await dialog.getByRole('button', { name: 'Move channels' }).click();
  await expect(dialog.getByText('Say which group is moved, and where to.')).toBeVisible();
  await dialog.getByLabel('Arguments (JSON)').fill('{"from-individual-group-id": "none"}');
  await expectNoViolations(page, 'moving channels');
  await dialog.getByRole('button', { name: 'Move channels' }).click();
  const moves = page.getByRole('button', { name: 'Arguments and log: Move a group' });
  await expect(moves).toHaveCount(2);
  await expect(page.getByRole('cell', { name: 'completed' })).toHaveCount(2);
  await moves.first().click();
  await expect(dialog.getByText('"moved": 0')).toBeVisible();
});

/** What Courier itself has. */
async function itemsOf(stack: Stack, path: string): Promise<readonly Item[]> {
  return ((await (await askSystem(stack, 'courier', `/v1/${path}`)).json()) as { data: readonly Item[] })
    .data;
}

interface Item {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

test('credentials of an app are only ever written, and devices show what they got', async ({
  page,
  signIn,
  stack,
}) => {
  const tabs = await administer(page, signIn, 'courier');
  const dialog = page.getByRole('dialog');
  await tabs.getByRole('link', { name: 'Apps' }).click();
  await expect(page.getByText('2 sets of credentials')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Notifications on the device of/ }).first()).toBeVisible();
  await expectNoViolations(page, 'apps');

  await page.getByRole('button', { name: 'Add credentials' }).click();
  await dialog.getByLabel('App', { exact: true }).fill('firm.app');
  await dialog.getByLabel('Service').selectOption('Google (FCM)');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await expect(dialog.getByText('Enter the secret:')).toBeVisible();
  await dialog.getByLabel('Secret (JSON)').fill('{"key": "of-the-firm"}');
  await dialog.getByRole('button', { name: 'Add credentials' }).click();
  await page.getByRole('link', { name: 'firm.app' }).click();
  await expect(dialog.getByLabel('Secret (JSON)')).toHaveValue('');
  await dialog.getByLabel('Test mode').check();
  await expectNoViolations(page, 'credentials');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /firm\.app/ })).toContainText('Test mode');
  const kept = async () =>
    (await itemsOf(stack, 'app-credentials/?include[archived]=true'))
      .map(({ attributes }) => attributes)
      .find((one) => one['app-name'] === 'firm.app');
  expect(await kept()).toMatchObject({ data: { key: 'of-the-firm' }, 'test-mode': true, archived: false });

  // Archived by its name; then it is among those that are.
  await page.getByRole('link', { name: 'firm.app' }).click();
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await dialog.getByLabel('Type firm.app to confirm').fill('firm.app');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('row', { name: /firm\.app/ })).toHaveCount(0);
  expect(await kept()).toMatchObject({ archived: true });
  await page.getByRole('search').getByLabel('Archive', { exact: true }).selectOption('Only archived');
  await expect(page.getByRole('row', { name: /firm\.app/ })).toContainText('Archived');

  await page
    .getByRole('button', { name: /^Notifications on the device of/ })
    .first()
    .click();
  await expect(dialog.getByRole('heading', { name: /^Notifications: / })).toBeVisible();
  await expectNoViolations(page, 'a device');
});

test('the voice assistant reminds, notifies and speaks', async ({ page, signIn, stack, complaints }) => {
  const tabs = await administer(page, signIn, 'courier');
  const dialog = page.getByRole('dialog');
  await tabs.getByRole('link', { name: 'Voice assistant' }).click();
  await page.getByRole('searchbox', { name: 'Search for a person' }).fill('ada');
  await page.getByRole('button', { name: /ada@sandbox\.test/ }).click();
  await expect(page.getByRole('button', { name: /^Change the reminder/ }).first()).toBeVisible();
  await expectNoViolations(page, 'the voice assistant');

  // One is made once although its response is lost, and taken over by the device.
  await page.getByRole('button', { name: 'New reminder' }).click();
  await dialog.getByLabel('Words').fill('Send the report.');
  await dialog.getByLabel('Time', { exact: true }).fill('25:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a time such as 09:00')).toBeVisible();
  await dialog.getByLabel('Time', { exact: true }).fill('09:30');
  await dialog.getByLabel('Repeats').selectOption('Monday to Friday');
  await expectNoViolations(page, 'a reminder');
  complaints.expect(/status of (502|504)/);
  await stack.fault({ operation: 'courier.createAskReminder', times: 1, drop: true, afterProcessing: true });
  await dialog.getByRole('button', { name: 'Save' }).click();
  const made = page.getByRole('row', { name: /Send the report\./ });
  await expect(made).toContainText('Monday to Friday');
  await expect(made).toContainText('Set on the device');
  await made.getByRole('button').click();
  await dialog.getByLabel('Words').fill('Send the annual report.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Send the annual report\./ })).toHaveCount(1);
  const [{ id = '' } = {}] = (await itemsOf(stack, 'users/?filter[email]=ada@sandbox.test')).map(
    ({ attributes }) => ({ id: String(attributes['primary-individual-id']) }),
  );
  const words = (await itemsOf(stack, `ask-reminders/?individual-id=${id}`)).map(
    ({ attributes }) => attributes['reminder-content'],
  );
  expect(words.filter((one) => String(one).startsWith('Send'))).toEqual(['Send the annual report.']);

  // Someone is notified once who allowed it.
  await expect(dialog).toBeHidden();
  await page.getByRole('combobox', { name: 'Organisation' }).selectOption('Peeters & Van Damme Accountants');
  await page
    .getByRole('button', { name: /^Notify / })
    .first()
    .click();
  await expect(dialog.getByText('on their voice assistant at once')).toBeVisible();
  await expectNoViolations(page, 'a notification');
  await dialog.getByRole('button', { name: 'Send the notification' }).click();
  await expect(page.getByText(/^The voice assistant has the notification for/)).toBeVisible();
  await expect(dialog).toBeHidden();

  await page.getByLabel('Text', { exact: true }).fill('Good morning.');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(page.getByLabel('The spoken text')).toHaveAttribute('src', /^blob:/);
});

test('someone is observed with a reason and an end, and purged only by two admins', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  const tabs = await administer(page, signIn, 'courier');
  const dialog = page.getByRole('dialog');
  await tabs.getByRole('link', { name: 'Diagnosis' }).click();
  await expect(page.getByText('Nobody was observed in the last hour.')).toBeVisible();
  await expect(page.getByText('services.individuals.Replicator')).toBeVisible();
  await expectNoViolations(page, 'diagnosis');

  await page.getByRole('button', { name: 'Observe someone' }).click();
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByText('Choose who is observed.')).toBeVisible();
  await dialog.getByRole('searchbox').fill('nora');
  await dialog.getByRole('button', { name: /nora@sandbox\.test/ }).click();
  await dialog.getByLabel('Reason').fill('She asked why a message is missing.');
  await dialog.getByLabel('For').selectOption('1 hour');
  await expectNoViolations(page, 'observing');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByText('Nora Jacobs is being observed')).toBeVisible();
  await page.getByRole('button', { name: 'What Nora Jacobs did' }).click();
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect(dialog.getByText('Give a reason.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('She asked why a message is missing.');
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect(dialog.getByText(/^(No|\d+) requests?/)).toBeVisible();
  await page.keyboard.press('Escape');

  // What is unread is counted again; what would be purged is counted first, and one admin is not enough.
  const recount = page.getByRole('region', { name: 'Unread messages' });
  await recount.getByRole('searchbox').fill('nora');
  await recount.getByRole('button', { name: /nora@sandbox\.test/ }).click();
  await recount.getByRole('button', { name: 'Count again' }).click();
  await expect(recount.getByText('Courier has counted again.')).toBeVisible();
  const purge = page.getByRole('region', { name: 'Purge a person' });
  await purge.getByRole('searchbox').fill('nora');
  await purge.getByRole('button', { name: /nora@sandbox\.test/ }).click();
  await expect(purge.getByText('counting')).toHaveCount(0);
  await purge.getByRole('button', { name: 'Purge' }).click();
  await dialog.getByLabel('Type Nora Jacobs to confirm').fill('Nora Jacobs');
  complaints.expect(/status of 409/);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(
    dialog.getByText('Another organisation admin has to request exactly the same within 10 minutes.'),
  ).toBeVisible();
  await expectNoViolations(page, 'a purge');
  expect(await itemsOf(stack, 'users/?filter[email]=nora@sandbox.test')).toHaveLength(1);
});
