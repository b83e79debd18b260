import type { Page } from '@playwright/test';
import { readMeeting, saveMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, loseOnTheWay, test } from '../support/test.ts';

// Its own servers: other tests count records, people and organisations.
test.use({ stackSettings: { LIVE_UPDATES: '1', SANDBOX_MEETINGS: '60' } });

/** The sandbox does the work and drops the connection: the gateway answers 502, or 504 where it does it for an admin. */
const answerLost = { drop: true, afterProcessing: true, times: 1 };

test.beforeEach(({ complaints }) => complaints.expect(/status of (404|50[24])|ERR_CONNECTION_RESET/));

/** Records the changes that the page sends from now on, as `POST /api/service`. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'GET' && /^\/(api|admin|session)\//.test(pathname))
      sent.push(`${request.method()} ${pathname} ${request.postData() ?? ''}`);
  });
  return sent;
}

const countOf = (sent: readonly string[], pattern: RegExp) => sent.filter((one) => pattern.test(one)).length;

const json = async <T>(stack: Stack, path: string, who = 'owen'): Promise<T> =>
  (await (await stack.api(path, `sandbox-pat-${who}`)).json()) as T;

test('the desktop app: a device, a start and a stop whose responses are lost are noticed, and sent once', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await saveMeeting(stack, { name: 'Recorded once' });
  await signIn('owen', `/connect?meeting=${meeting.id}`);
  const sent = sentBy(page);
  const microphone = page.getByLabel('Microphone');
  await expect(microphone).toHaveValue('Built-in Microphone');
  await stack.fault({ operation: 'sendConnectCommand', ...answerLost });
  await microphone.selectOption('USB Headset');
  await expect(page.getByText('Your desktop app now uses USB Headset.')).toBeVisible();
  await expect(microphone).toHaveValue('USB Headset');

  await page.getByRole('button', { name: 'Start recording' }).click();
  await stack.fault({ operation: 'sendConnectCommand', ...answerLost });
  await page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
  const found = page.getByRole('status').filter({ hasText: 'Your desktop app is recording.' });
  await expect(found).toContainText('The response was lost.');
  await expect(page.getByText('Being recorded: Recorded once')).toBeVisible();

  await stack.fault({ operation: 'sendConnectCommand', ...answerLost });
  await page.getByRole('button', { name: 'Stop recording' }).click();
  // At once, or as soon as the app has uploaded it.
  await expect(page.getByText('Stopped. Your desktop app is handing over the recording')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(
    ['setMicrophone', 'startRecording', 'stopRecording'].map((action) => countOf(sent, new RegExp(action))),
  ).toEqual([1, 1, 1]);
  const headers = { 'X-CLARITALK-CONNECT': '1' };
  const stored = await (await stack.api(`/meetings/${meeting.id}`, 'sandbox-pat-owen', { headers })).json();
  expect(stored.recording_type).toBe('connect_online');
});

test('a sync and a telephone call whose responses are lost are noticed; a question says that it may be the second', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen', '/integrations/1');
  const sent = sentBy(page);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await stack.fault({ operation: 'communicateWithIntegration', ...answerLost });
  await page.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(page.getByText('Synced; the response was lost')).toBeVisible();
  await expect(page.getByText('Claritalk kept 41 records before, and 44 now.')).toBeVisible();
  expect(countOf(sent, /"action":"sync"/)).toBe(1);

  const ask = page.getByRole('region', { name: 'Ask Relatiebeheer' });
  await ask.getByLabel('Search for').fill('bak');
  await page.keyboard.press('Enter');
  await stack.fault({ operation: 'communicateWithIntegration', ...answerLost });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(ask).toContainText('Relatiebeheer may or may not have been asked');
  await ask.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByRole('dialog')).toContainText('you may be asking it for the second time');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(ask.getByText('Relatiebeheer returned 2 relations.')).toBeVisible();

  await page.goto('/integrations/3cx');
  const number = `+3170${String(Date.now()).slice(-8)}`;
  await page.getByLabel('FromCallerNumber').fill(number);
  await page.keyboard.press('Enter');
  await stack.fault({ operation: 'receive3cxCall', ...answerLost });
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByText('The call was accepted')).toBeVisible();
  expect(countOf(sent, /3cx/)).toBe(1);
  const meetings = await json<{ name: string }[]>(stack, '/meetings/list?limit=100&order=desc');
  expect(meetings.filter(({ name }) => name.includes(number))).toHaveLength(1);
});

test('an admin’s changes whose responses are lost: an organisation, a person changed and deleted, the webhook', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/organisations');
  const sent = sentBy(page);
  const name = `Once ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole('button', { name: 'New suborganisation' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Domain').fill('once.example');
  await stack.fault({ operation: 'createOrganisation', ...answerLost });
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText(`The response was lost. ${name} was created.`);
  await dialog.getByRole('button', { name: `Open ${name}` }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  const [root] = await json<{ children: { name: string }[] }[]>(stack, '/organisations/list', 'ada');
  expect(root?.children.filter((child) => child.name === name)).toHaveLength(1);

  const people = () => json<{ id: string; name: string; email: string }[]>(stack, '/users/list', 'ada');
  const { id, email } = (await people()).find((one) => one.name === 'Wim Goossens')!;
  await page.goto(`/people/${id}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Willem Goossens');
  await stack.fault({ operation: 'updateUser', ...answerLost });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The response was lost. Saved.' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Willem Goossens');
  await page.getByRole('button', { name: 'Delete person' }).click();
  await dialog.getByRole('textbox').fill(email);
  await stack.fault({ operation: 'deleteUser', ...answerLost });
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/people$/);
  expect((await people()).some((one) => one.id === id)).toBe(false);

  await page.goto('/webhooks');
  const panel = page.getByRole('region', { name: 'Address of this dashboard' });
  const register = async () => {
    await panel.getByRole('button', { name: 'Register with Claritalk' }).click();
    await dialog.getByRole('button', { name: 'Register' }).click();
  };
  // Claritalk does not say which address it has; the gateway knows the outcome of its own request.
  await stack.fault({ operation: 'setWebhookUrl', ...answerLost });
  await register();
  const notKnown =
    'It is not known whether Claritalk accepted the address. Registering it again does no harm.';
  await expect(panel.getByRole('status').filter({ hasText: notKnown })).toHaveText(notKnown);
  await page.route('**/api/client/webhook', loseOnTheWay, { times: 1 });
  await register();
  await expect(panel).toContainText(
    'The response was lost. Claritalk delivers to this dashboard from now on.',
  );
  expect(
    ['organisations', `PUT /admin/users/${id}`, `DELETE /admin/users/${id}`, 'client/webhook'].map((what) =>
      countOf(sent, new RegExp(what)),
    ),
  ).toEqual([1, 1, 1, 2]);
});

test('many meetings deleted and assigned, one response lost each: all done, and nothing twice', async ({
  page,
  signIn,
  stack,
}) => {
  const ids: string[] = [];
  for (const name of ['Lost A', 'Lost B', 'Lost C', 'Lost D'])
    ids.push((await saveMeeting(stack, { name })).id);
  await signIn('owen', '/meetings?status=draft&size=100');
  const sent = sentBy(page);
  const bar = page.getByRole('region', { name: 'Selected meetings' });
  const tasks = page.getByRole('region', { name: 'Tasks' });
  const dialog = page.getByRole('dialog');
  const select = async (...names: string[]) => {
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  };
  await select('Lost C', 'Lost D');
  await bar.getByRole('button', { name: 'Assign dossier or teams' }).click();
  const dossier = dialog.getByLabel('Dossier');
  await expect(dossier.getByRole('option')).not.toHaveCount(2);
  await dossier.selectOption({ index: 2 });
  await stack.fault({ operation: 'saveMeeting', ...answerLost });
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  await select('Lost A', 'Lost B');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('textbox').fill('2');
  await stack.fault({ operation: 'deleteMeeting', ...answerLost });
  await page.keyboard.press('Enter');
  await expect(tasks.getByText('2 done', { exact: true })).toHaveCount(2);
  for (const id of ids.slice(0, 2)) expect((await stack.api(`/meetings/${id}`)).status).toBe(404);
  const [third, fourth] = await Promise.all(ids.slice(2).map((id) => readMeeting(stack, id)));
  expect(third?.dossier_id).toEqual(expect.any(String));
  expect(fourth?.dossier_id).toBe(third?.dossier_id);
  expect([countOf(sent, /^DELETE/), countOf(sent, /^POST \/api\/meetings /)]).toEqual([2, 2]);
});

test('signing out everywhere whose response is lost has happened, and the page is left', async ({
  page,
  browser,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 40[01]/);
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const other = await elsewhere.newPage();
  await signIn('nora', '/meetings', other);
  await signIn('nora', '/settings');
  const session = page.getByRole('region', { name: 'Session' });
  await expect(session).toContainText(/[2-9] are signed in/);
  const sent = sentBy(page);
  await page.route('**/session/all', loseOnTheWay, { times: 1 });
  await session.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // Nobody touches it: the gateway ends its stream, and is asked why.
  await expect(other).toHaveURL(/\/sign-in/);
  expect(countOf(sent, /^DELETE \/session\/all/)).toBe(1);
  await elsewhere.close();
});
