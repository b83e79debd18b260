import type { Page } from '@playwright/test';
import { expectUploaded, recordedFor, spooled, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

/** Chunks that the page sent, with how they were answered. */
function watchUploads(page: Page): { readonly url: string; readonly status: number }[] {
  const seen: { url: string; status: number }[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/upload')) seen.push({ url: response.url(), status: response.status() });
  });
  return seen;
}

async function switchLiveUploadOn(page: Page): Promise<void> {
  await page.getByText('Settings for this device').click();
  await page.getByLabel('Upload while recording').check();
}

test('live upload: full chunks are there before the end, and the whole afterwards', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen', '/record');
  await switchLiveUploadOn(page);
  const uploads = watchUploads(page);
  await startRecording(page, 'As it happens', 5_000);
  await expect.poll(() => uploads.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
  await recordedFor(page, 9_000);
  const before = uploads.length;
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'As it happens');
  expect((await stack.audio(local.meetingId!)).sha256).toBe(local.sha256);
  expect(uploads).toHaveLength(local.chunks);
  expect(before).toBeGreaterThanOrEqual(1);
});

test('live upload that the server refuses automatically falls back to the end, and is not tried again soon', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(/status of 400/);
  await signIn('owen', '/record');
  await switchLiveUploadOn(page);
  await stack.strictTotals(true);
  const uploads = watchUploads(page);
  await startRecording(page, 'Strictly speaking', 5_000);
  await expect
    .poll(() => uploads.filter(({ status }) => status === 400).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(1);
  await expect(page.getByText('Safe on this device')).toBeVisible();
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'Strictly speaking');
  expect((await stack.audio(local.meetingId!)).sha256).toBe(local.sha256);
  await page.getByRole('button', { name: 'Record another meeting' }).click();
  await page.getByText('Settings for this device').click();
  await expect(page.getByText('Claritalk did not accept this last time')).toBeVisible();
});
