import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { wavOf } from '../../src/features/recorder/testing/wav.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import { saveMeeting, uuidOf } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

/** Uploads are in parts of the usual size: several of the recording’s would take a minute. */
test.use({ stackSettings: { UPLOAD_CHUNK_BYTES: '4500000' } });

interface Kept {
  readonly id: string;
  readonly title: string;
  readonly state: string;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What Claap has under a title: each with its state and the digest of its bytes. */
async function atClaap(stack: Stack, title: string): Promise<readonly (readonly [string, string])[]> {
  const listed = await (await askSystem(stack, 'claap', '/v1/recordings?limit=100')).json();
  const own = (listed.result.recordings as readonly Kept[]).filter((one) => one.title === title);
  return Promise.all(
    own.map(async ({ id }) => {
      const { recording } = (await (await askSystem(stack, 'claap', `/v1/recordings/${id}`)).json()).result;
      const bytes = recording.video
        ? await (await fetch(recording.video.url)).arrayBuffer()
        : new ArrayBuffer(0);
      return [recording.state, sha256(new Uint8Array(bytes))] as const;
    }),
  );
}

const strip = (page: Page) => page.getByRole('region', { name: 'Published in Claap' });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Publish in Claap' });

/** Lets the first part through and no other, as when the network goes away. */
const cutOff = (page: Page) =>
  page.route('**/parts/*', (route) =>
    route.request().url().endsWith('/0') ? route.continue() : route.abort(),
  );

/** Runs in the page: gives it the file picker of a browser with windows, whose files need a permission after a reload. */
function openFiles(content: string): void {
  let isPermitted = false;
  Object.assign(window, {
    async showOpenFilePicker() {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('garage.wav', { create: true });
      const writing = await handle.createWritable();
      await writing.write(Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)));
      await writing.close();
      return [handle];
    },
  });
  Object.assign(FileSystemHandle.prototype, {
    queryPermission: async () => (isPermitted ? 'granted' : 'prompt'),
    async requestPermission() {
      isPermitted = true;
      return 'granted';
    },
  });
}

test('a recording on this device is published once, over a reload and a lost response', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  await signIn('ada', '/integrations/claap');
  await connect(page, 'claap');

  // A recording that was just uploaded is still on this device.
  const wav = Buffer.from(wavOf(180));
  await page.goto('/record');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'accounts.wav', mimeType: 'audio/wav', buffer: wav });
  const section = page.getByRole('region', { name: 'Upload an existing recording' });
  await section.getByRole('button', { name: 'Upload this file' }).click();
  const card = page.getByRole('listitem', { name: 'accounts', exact: true });
  await card.getByRole('button', { name: 'Publish in Claap' }).click({ timeout: 40_000 });
  const meeting = await card.getByRole('link', { name: 'Open the meeting' }).getAttribute('href');
  await expect(dialogOf(page).getByText('17 of 50 in 30 days, as ada@sandbox.test')).toBeVisible();
  await expect(dialogOf(page).getByRole('radio', { name: /The recording on this device/ })).toBeChecked();
  const title = 'Annual accounts of the garage';
  await dialogOf(page).getByLabel('Title').fill(title);
  await dialogOf(page).getByLabel('Folder').selectOption({ label: 'Client meetings' });
  await expectNoViolations(page, 'the dialog that publishes a recording');
  await cutOff(page);
  await stack.fault({ operation: 'claap.uploadPayload', drop: true, afterProcessing: true, times: 1 });
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: /Being published/ }).click();
  await expect(strip(page)).toContainText('The dashboard cannot be reached at the moment');
  expect(await atClaap(stack, title)).toEqual([]);
  await page.unroute('**/parts/*');
  await page.reload();
  await expect(strip(page)).toContainText('Ready', { timeout: 30_000 });
  expect(await atClaap(stack, title)).toEqual([['Ready', sha256(wav)]]);
  await expect(strip(page).getByRole('link', { name: 'Open in Claap' })).toHaveAttribute(
    'href',
    /^https:.*claap/,
  );
  await expectNoViolations(page, 'a published recording at its meeting');
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  await expect(dialogOf(page).getByText('18 of 50 in 30 days')).toBeVisible();
  await page.goto('/sent');
  await page.getByRole('button', { name: 'Details: Recording created at Claap' }).first().click();
  await expect(page.getByRole('link', { name: /^Meeting: / })).toHaveAttribute('href', meeting ?? '');
});

test('a file continues when it is chosen again, or found again; what failed is told', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  await signIn('ada', '/integrations/claap');
  await connect(page, 'claap');
  const { id } = await saveMeeting(stack, { name: 'Garage', status: 'finished' }, 'ada');
  await page.goto(`/meetings/${id}`);

  // After a reload it has to be the same one. Claap cannot make anything of it.
  const other = Buffer.from(wavOf(150));
  const file = { name: 'garage.wav', mimeType: 'audio/wav', buffer: other };
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  await dialogOf(page).getByLabel('Title').fill('fail.garage');
  await dialogOf(page)
    .getByLabel('Choose a file')
    .setInputFiles({ ...file, buffer: Buffer.from('%PDF-1.7') });
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialogOf(page).getByText(/has a format that Claap does not accept/)).toBeVisible();
  await dialogOf(page).getByLabel('Choose a file').setInputFiles(file);
  await cutOff(page);
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();
  const item = strip(page).getByRole('listitem').filter({ hasText: 'fail.garage' });
  await expect(item).toContainText('The dashboard cannot be reached at the moment');
  await item.getByRole('button', { name: 'Pause' }).click();
  await expect(item).toContainText('Paused');
  await page.unroute('**/parts/*');
  await page.reload();
  await item.getByRole('button', { name: 'Resume' }).click();
  await expect(item).toContainText('the file has to be chosen again');
  const again = item.locator('input[type=file]');
  await again.setInputFiles({ ...file, buffer: Buffer.from(wavOf(149)) });
  await expect(item).toContainText('This is not the same file');
  await item.getByRole('button', { name: 'Cancel' }).click();
  await expect(item).toHaveCount(0);
  expect(await atClaap(stack, 'fail.garage')).toEqual([]);

  // A browser that can find a file again asks whether it may, after a reload.
  await page.addInitScript(openFiles, other.toString('base64'));
  await page.reload();
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  await dialogOf(page).getByLabel('Title').fill('fail.garage');
  await dialogOf(page).getByRole('button', { name: 'Choose a file' }).click();
  await expect(dialogOf(page).getByRole('radio', { name: /garage\.wav/ })).toBeChecked();
  await cutOff(page);
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(item).toContainText('The dashboard cannot be reached at the moment');
  await page.unroute('**/parts/*');
  await page.reload();
  await expect(item).toContainText('The browser asks for your permission');
  await item.getByRole('button', { name: 'Continue with garage.wav' }).click();
  await expect(item).toContainText('Failed at Claap', { timeout: 30_000 });

  // The overview counts it, and leads to exactly that; once it was seen to, it is gone from there.
  await page.goto('/');
  await page.getByRole('link', { name: /Failed publications/ }).click();
  await expect(page.getByRole('button', { name: /^Details: / })).toHaveCount(1);
  await page.getByRole('button', { name: 'Details: fail.garage' }).click();
  await expectNoViolations(page, 'failed publications');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('No publication has failed.')).toBeVisible();
});

test('Claap gets exactly what was chosen; when fifty were made, the dialog says from when it is possible again', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/integrations/claap');
  await connect(page, 'claap');
  const headers = { 'Content-Type': 'application/json', 'X-CLARITALK-CONNECT': '1' };
  const attendees = [
    { name: 'Luc Aerts', email: 'luc@aerts.test', integration_id: 4711 },
    { name: 'Mia Peeters', email: 'mia@peeters.test' },
    { name: 'Mia Peeters', email: 'mia@other.test' },
    { name: 'Someone without an address' },
  ];
  const made = await stack.api('/meetings', 'sandbox-pat-ada', {
    method: 'POST',
    headers,
    body: JSON.stringify({
      ...{ name: 'Chosen', user_id: await uuidOf(stack, 'ada'), status: 'recording', locale: 'nl_BE' },
      attendees,
    }),
  });
  const meeting = await made.json();
  const begun = Date.parse(`${meeting.createdAt.replace(' ', 'T')}Z`) / 1000;
  for (const [sentence, after] of [
    ['Ask the bank', 60],
    ['Send the figures', 64],
  ] as const) {
    const chat = await stack.api(`/meeting/${meeting.numeric_id}/chat`, 'sandbox-pat-ada', {
      method: 'POST',
      headers,
      body: JSON.stringify({ sentence, time: begun + after }),
    });
    expect(chat.ok).toBe(true);
  }
  await saveMeeting(stack, { id: meeting.id, name: 'Chosen', status: 'finished' }, 'ada');

  await page.goto(`/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  const dialog = dialogOf(page);
  await dialog
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'chosen.wav', mimeType: 'audio/wav', buffer: Buffer.from(wavOf(2)) });
  await dialog.getByLabel('Title').fill('Exactly this');
  await dialog.getByLabel('Folder').selectOption({ label: 'Client meetings' });
  await dialog.getByLabel('Start').fill('2026-02-03T10:00');
  await dialog.getByLabel('End').fill('2026-02-03T10:45');
  await dialog.getByRole('checkbox', { name: 'Mia Peeters (mia@peeters.test)' }).uncheck();
  await dialog.getByLabel('Deal in the CRM').selectOption({ label: 'HubSpot' });
  await expect(dialog.getByLabel('Id of the deal')).toHaveValue('4711');
  await dialog.getByLabel('Id of the deal').fill('4712');
  await dialog.getByRole('radio', { name: /^The 2 notes and chat lines/ }).check();
  await expectNoViolations(page, 'everything that can be said of a publication');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(strip(page)).toContainText('Ready', { timeout: 30_000 });

  const listed = await (await askSystem(stack, 'claap', '/v1/recordings?limit=100')).json();
  const [{ id }] = listed.result.recordings.filter(({ title }: Kept) => title === 'Exactly this');
  const { recording } = (await (await askSystem(stack, 'claap', `/v1/recordings/${id}`)).json()).result;
  expect(recording).toMatchObject({
    channel: { name: 'Client meetings' },
    recorder: { email: 'ada@sandbox.test' },
    // Written in Brussels.
    meeting: {
      startedAt: '2026-02-03T09:00:00.000Z',
      endedAt: '2026-02-03T09:45:00.000Z',
      participants: [
        { name: 'Luc Aerts', email: 'luc@aerts.test' },
        { name: 'Mia Peeters', email: 'mia@other.test' },
        { name: 'Someone without an address' },
      ],
    },
    deal: { id: '4712', type: 'hubspot' },
  });
  expect(recording.meeting.participants).toHaveLength(3);
  const transcript = await askSystem(stack, 'claap', `/v1/recordings/${id}/transcript`);
  expect((await transcript.json()).result.transcript).toMatchObject({
    segments: [
      { start: 60, end: 64, text: 'Chat: Ask the bank' },
      { start: 64, end: 74, text: 'Chat: Send the figures' },
    ],
  });

  const author = { authorEmail: 'ada@sandbox.test', title: 'One of fifty' };
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  // Other tests of this server have published before.
  const quota = (await dialog.getByText(/^\d+ of 50 in 30 days/).textContent()) ?? '';
  for (let left = 50 - Number.parseInt(quota, 10); left > 0; left -= 1)
    await askSystem(stack, 'claap', '/v1/recordings', author);
  await page.reload();
  const before = (await atClaap(stack, 'Exactly this')).length;
  await page.getByRole('button', { name: 'Publish in Claap' }).click();
  await expect(dialog).toContainText('50 of 50 in 30 days');
  await dialog
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'chosen.wav', mimeType: 'audio/wav', buffer: Buffer.from(wavOf(2)) });
  await dialog.getByLabel('Title').fill('Exactly this');
  const possible = dialog.getByRole('button', {
    name: /^Possible again from \d{1,2} \w{3,4} \d{4}, \d{2}:\d{2}$/,
  });
  await possible.click();
  await expect(dialog.getByRole('alert')).toContainText(
    'All recordings that Claap allows are used. The next one is possible from ',
  );
  await expectNoViolations(page, 'a full quota');
  expect(await atClaap(stack, 'Exactly this')).toHaveLength(before);
});
