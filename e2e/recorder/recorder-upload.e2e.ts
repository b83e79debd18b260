import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  agree,
  decode,
  expectUploaded,
  spooled,
  startRecording,
  stopAndUpload,
} from '../support/recorder.ts';
import { chunkBytes, type Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

/** The server has exactly the bytes that the browser recorded. */
async function expectSameBytes(page: Page, stack: Stack, name: string) {
  const local = await spooled(page, name);
  const remote = await stack.audio(local.meetingId!);
  expect(remote.sha256).toBe(local.sha256);
  return local;
}

const attention = (page: Page) => page.getByText('The upload needs your attention', { exact: true });

test('413: the recording is cut into smaller chunks and arrives whole', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 413/);
  await signIn('owen', '/record');
  await startRecording(page, 'Smaller please', 6_000);
  await stack.fault({ operation: 'uploadAudioChunk', status: 413, times: 2 });
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await expectSameBytes(page, stack, 'Smaller please');
  expect(local.chunks).toBe(Math.ceil(local.bytes / (chunkBytes / 4)));
});

test('403: the audio goes to a new meeting, the old one stays as it is', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 403/);
  await signIn('owen', '/record');
  await startRecording(page, 'Not there', 3_000);
  await stack.fault({ operation: 'uploadAudioChunk', status: 403, times: 1 });
  await stopAndUpload(page);
  await expect(attention(page)).toBeVisible();
  const { meetingId: first } = await spooled(page, 'Not there');
  await page.getByRole('button', { name: 'Choose another meeting' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where should “Not there” go?' });
  await expect(dialog.getByRole('radio', { name: 'A new meeting, named “Not there”' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Send to a new meeting' }).click();
  await expectUploaded(page);
  const local = await expectSameBytes(page, stack, 'Not there');
  expect(local.meetingId).not.toBe(first);
  const old = (await (await stack.api(`/meetings/${first}`)).json()) as { status: string };
  expect(old.status).toBe('draft');
});

test('404: the audio goes to a meeting chosen by name; one with a recording cannot be chosen', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 404/);
  const { user } = (await (await stack.api('/user/me')).json()) as { user: { uuid: string } };
  const created = await stack.api('/meetings', 'sandbox-pat-owen', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'The right place', user_id: user.uuid }),
  });
  expect(created.ok).toBe(true);
  await signIn('owen', '/record');
  await startRecording(page, 'Lost its meeting', 3_000);
  await stack.fault({ operation: 'uploadAudioChunk', status: 404, times: 1 });
  await stopAndUpload(page);
  await expect(attention(page)).toBeVisible();
  await page.getByRole('button', { name: 'Choose another meeting' }).click();
  const dialog = page.getByRole('dialog');
  const taken = dialog.getByRole('radio', { name: /Already has a recording/ }).first();
  await taken.click({ force: true });
  await expect(taken).not.toBeChecked();
  await dialog.getByLabel('Or one of these meetings').fill('right pl');
  await dialog.getByRole('radio', { name: /The right place/ }).check();
  await dialog.getByRole('button', { name: 'Send to this meeting' }).click();
  await expectUploaded(page);
  const local = await expectSameBytes(page, stack, 'Lost its meeting');
  const meeting = (await (await stack.api(`/meetings/${local.meetingId}`)).json()) as { name: string };
  expect(meeting.name).toBe('The right place');
});

test('an uploaded recording says how long it stays; that can be changed, and it can go at once', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/record');
  await startRecording(page, 'Kept a while', 2_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  await page.getByRole('button', { name: 'Record another meeting' }).click();
  const item = page.getByRole('listitem', { name: 'Kept a while' });
  const until = async () => Date.parse((await item.locator('p time').nth(1).getAttribute('datetime')) ?? '');
  const dayMs = 24 * 60 * 60_000;
  expect(Math.abs((await until()) - Date.now() - dayMs)).toBeLessThan(60_000);
  await page.getByText('Settings for this device').click();
  await page.getByLabel('Keep a recording after Claritalk').selectOption({ label: '7 days' });
  await expect.poll(async () => Math.round(((await until()) - Date.now()) / dayMs)).toBe(7);
  await page.reload();
  await expect.poll(async () => Math.round(((await until()) - Date.now()) / dayMs)).toBe(7);
  await item.getByRole('button', { name: 'Remove from this device' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove from this device' }).click();
  await expect(item).toBeHidden();
});

test('what Claritalk does not have is discarded only after typing a word', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 403/);
  await signIn('owen', '/record');
  await startRecording(page, 'Think twice', 2_000);
  await stack.fault({ operation: 'saveMeeting', status: 403, times: 1 });
  await stopAndUpload(page);
  await expect(attention(page)).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard “Think twice”?' });
  await dialog.getByRole('button', { name: 'Discard for good' }).click();
  await expect(dialog.getByText('Type “discard” first.')).toBeVisible();
  await dialog.getByLabel('Type “discard” to confirm').fill('discard');
  await dialog.getByRole('button', { name: 'Discard for good' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Think twice')).toBeHidden();
});

test('a full disk: reported while recording, a way out when it ends, complete when room is made', async ({
  page,
  signIn,
  stack,
  context,
}) => {
  test.setTimeout(120_000);
  await signIn('owen', '/record');
  const cdp = await context.newCDPSession(page);
  const quota = (quotaSize?: number) =>
    cdp.send('Storage.overrideQuotaForOrigin', {
      origin: stack.dashboard,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  // `navigator.storage.estimate()` does not help: Chromium says 10 GB whatever the quota is.
  await quota(120_000);
  await startRecording(page, 'Full house', 2_000);
  await expect(page.getByText('This device’s storage is full')).toBeVisible({ timeout: 45_000 });
  await stopAndUpload(page);
  await expect(page.getByText('The end of the recording is not on disk yet')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the whole recording' }).click();
  const file = await (await downloading).path();
  await quota();
  await expectUploaded(page);
  const local = await expectSameBytes(page, stack, 'Full house');
  // The download says its length in its header, so it is not the same file, but the same sound.
  const sound = await decode(page, await readFile(file));
  expect(Math.abs(sound.seconds - local.durationMs / 1000)).toBeLessThan(0.3);
});

test('little room is reported before and while recording', async ({ page, signIn }) => {
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 5_000_000, quota: 20_000_000 });
  });
  await signIn('owen', '/record');
  const notice = page.getByText('This device has room for about 1 hr of recording');
  await expect(notice).toBeVisible();
  await startRecording(page, 'Tight', 2_000);
  await expect(notice).toBeVisible();
});

test('two tabs: one records, one uploads, and each part is sent once', async ({
  page,
  signIn,
  stack,
  context,
}) => {
  await signIn('owen', '/record');
  await startRecording(page, 'One of two', 6_000);
  const other = await context.newPage();
  const sent: string[] = [];
  for (const tab of [page, other]) {
    tab.on('request', (request) => {
      if (request.url().endsWith('/upload')) sent.push(request.url());
    });
  }
  await other.goto('/record');
  await expect(other.getByText('Being recorded in another tab')).toBeVisible();
  await agree(other);
  await other.getByRole('button', { name: 'Start recording' }).click();
  await expect(other.getByText('Another tab of this browser is recording already')).toBeVisible();
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await expectSameBytes(page, stack, 'One of two');
  expect(sent).toHaveLength(local.chunks);
  await expect(
    other.getByRole('listitem', { name: 'One of two' }).getByText('Uploaded', { exact: true }),
  ).toBeVisible();
});

test('the next person at this browser sees nothing of the first one’s recording, and it is not lost', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  await signIn('owen', '/record');
  await startRecording(page, 'Owen’s secret', 3_000);
  await stack.fault({ operation: 'saveMeeting', status: 503, times: 100 });
  await stopAndUpload(page);
  await expect(page.getByText(/Next attempt in/)).toBeVisible();
  const local = await spooled(page, 'Owen’s secret');
  const signOut = async () => {
    await page
      .getByRole('button', { name: /Account of|account/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('button', { name: /^Sign in with Claritalk$/ })).toBeVisible();
  };
  await signOut();
  await stack.clearFaults();
  await signIn('nora', '/record');
  await expect(page.getByRole('heading', { level: 1, name: 'Record a meeting' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start recording' })).toBeEnabled();
  await expect(page.getByText('Owen’s secret')).toHaveCount(0);
  expect(await spooled(page, 'Owen’s secret')).toEqual(local);
  await signOut();
  await signIn('owen', '/record');
  const item = page.getByRole('listitem', { name: 'Owen’s secret' });
  await expect(item.getByText('Uploaded', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectSameBytes(page, stack, 'Owen’s secret');
});
