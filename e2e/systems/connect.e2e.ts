import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expectNoViolations } from '../support/accessible.ts';
import { saveMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

/** The command of the README, `npm run connect-client`. */
async function connectClient(stack: Stack, account: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '../../server/connect-client.ts');
  const child = spawn(process.execPath, [script, '--account', account, '--url', stack.sandbox]);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => /connected/.test(String(part)) && resolve());
    child.once('exit', (code) => reject(new Error(`the client ended with ${code}`)));
  });
  return child;
}

test('the desktop app: sound devices, a recording from start to summary, one that runs already, slow and away', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of (400|409|503|504)/);
  const meeting = await saveMeeting(stack, { name: 'Board meeting' });
  const other = await saveMeeting(stack, { name: 'Recorded elsewhere' });
  await signIn('owen', `/connect?meeting=${meeting.id}`);
  const microphone = page.getByLabel('Microphone');
  await expect(microphone).toHaveValue('Built-in Microphone');
  await stack.fault({ operation: 'sendConnectCommand', delayMs: 2_500 });
  await microphone.selectOption('USB Headset');
  await expect(page.getByText('Telling your desktop app…')).toBeVisible();
  await expect(page.getByText(/^[12] seconds?$/)).toBeVisible();
  await expect(page.getByText('Your desktop app now uses USB Headset.')).toBeVisible();
  await page.getByLabel('Speaker').selectOption('Conference Room Speakerphone');
  await expect(page.getByText('Your desktop app now uses Conference Room Speakerphone.')).toBeVisible();
  await page.getByLabel('Format of the sound settings').selectOption('v1');
  await expect(page).toHaveURL(/settings=v1/);
  await expect(microphone).toHaveValue('USB Headset');
  await page.getByText('The response as received').click();
  await expect(page.getByText('"speaker": "Conference Room Speakerphone"')).toBeVisible();
  await expectNoViolations(page, 'sound and recording');

  // It is being recorded elsewhere since the page last looked.
  const start = page.getByRole('button', { name: 'Start recording' });
  await expect(page.getByLabel('Meeting to record')).toHaveValue(meeting.id);
  await page.getByLabel('In one room').check();
  await start.click();
  const dialog = page.getByRole('dialog', { name: 'Record Board meeting?' });
  await expect(dialog).toContainText(`"meeting_id": "${meeting.id}"`);
  await expect(dialog).toContainText('"online_meeting": false');
  await expectNoViolations(page, 'what starting sends');
  await saveMeeting(stack, { id: other.id, name: other.name, status: 'recording' });
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText('You are already being recorded')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open Recorded elsewhere' })).toHaveAttribute(
    'href',
    `/meetings/${other.id}`,
  );
  // The desktop app does not record that one.
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByText('This meeting is not being recorded.')).toBeVisible();
  await saveMeeting(stack, { id: other.id, name: other.name, status: 'draft' });

  await expect(start).toBeVisible({ timeout: 15_000 });
  await start.click();
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  const stop = page.getByRole('button', { name: 'Stop recording' });
  await expect(page.getByText('Being recorded: Board meeting')).toBeVisible();
  await stack.fault({ operation: 'sendConnectCommand', status: 504 });
  await stop.click();
  await expect(page.getByText('It is not known whether the recording was stopped')).toBeVisible();
  await expectNoViolations(page, 'while it is being recorded');
  await stop.click();
  await page.getByRole('note').getByRole('link', { name: 'Board meeting' }).click();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 });
  const headers = { 'X-CLARITALK-CONNECT': '1' };
  const stored = await (await stack.api(`/meetings/${meeting.id}`, 'sandbox-pat-owen', { headers })).json();
  expect(stored).toMatchObject({ status: 'finished', recording_type: 'connect_on_site' });
});

test('a desktop app that is not connected: what to do, and once it is opened all continues', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  await saveMeeting(stack, { name: 'Prepared by Nora' }, 'nora');
  await signIn('nora', '/connect');
  await expect(page.getByText('sign in as nora@sandbox.test')).toBeVisible();
  await expect(page.getByText('npm run connect-client -- --account nora')).toBeVisible();
  const start = page.getByRole('button', { name: 'Start recording' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Why can’t I?' }).click();
  await expect(page.getByText('Only a connected desktop app can record.')).toBeVisible();
  await expectNoViolations(page, 'no desktop app');
  await page.keyboard.press('Escape');
  const client = await connectClient(stack, 'nora');
  try {
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByLabel('Microphone')).toBeVisible();
    await expect(start).not.toHaveAttribute('aria-disabled', 'true');
  } finally {
    const ended = new Promise((resolve) => client.once('exit', resolve));
    client.kill();
    await ended;
  }
  await page.getByLabel('Microphone').selectOption('USB Headset');
  await expect(page.getByText('Your desktop app is not connected', { exact: true })).toBeVisible();
});
