import type { Page } from '@playwright/test';
import {
  agree,
  decode,
  expectUploaded,
  recordedFor,
  spooled,
  startRecording,
  stopAndUpload,
} from '../support/recorder.ts';
import { chunkBytes, type Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

/** The bytes that the sandbox joined are those that the browser recorded, and they are sound. */
async function expectSameAudio(page: Page, stack: Stack, name: string, seconds: number) {
  const local = await spooled(page, name);
  expect(local.meetingId).toBeTruthy();
  const remote = await stack.audio(local.meetingId!);
  expect(remote.sha256).toBe(local.sha256);
  expect(remote.bytes.length).toBe(local.bytes);
  const sound = await decode(page, remote.bytes);
  expect(sound.peak).toBeGreaterThan(0.05);
  expect(sound.seconds).toBeGreaterThan(seconds - 0.6);
  expect(Math.abs(sound.seconds - local.durationMs / 1000)).toBeLessThan(0.6);
  return local;
}

test('the main job: record, upload, watch it being processed, read the summary', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen');
  await page.getByRole('link', { name: 'Record a meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Record a meeting' })).toBeVisible();
  await page.getByLabel('Meeting type').selectOption({ index: 1 });
  await page.getByLabel('Language spoken').selectOption('nl');
  await expect(page.getByRole('meter').first()).toBeVisible();
  await startRecording(page, 'Annual accounts of the bakery', 5_000);

  // A person may look at something else in the meantime; the recorder stays in the frame.
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Meetings' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
  await page
    .getByRole('link', { name: /Recording Annual accounts/ })
    .filter({ visible: true })
    .click();
  await recordedFor(page, 7_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await expectSameAudio(page, stack, 'Annual accounts of the bakery', 7);
  expect(local.chunks).toBe(Math.ceil(local.bytes / chunkBytes));

  // Its states change automatically, here and on the meeting's page.
  await expect(page.getByText('its summary and answers are ready to review')).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Annual accounts of the bakery' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Summary' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Questions' })).toBeVisible();
  await expect(page.getByText('Finished').first()).toBeVisible();

  const meeting = (await (await stack.api(`/meetings/${local.meetingId}?detail=true`)).json()) as {
    name: string;
    locale: string;
    metadata: Record<string, unknown>;
  };
  expect(meeting).toMatchObject({ name: 'Annual accounts of the bakery', locale: 'nl' });
  expect(JSON.stringify(meeting.metadata)).toContain(local.id);
  const recording = meeting.metadata.recording as { duration_in_seconds: number };
  expect(Math.abs(recording.duration_in_seconds - local.durationMs / 1000)).toBeLessThanOrEqual(1);

  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Meetings' })
    .click();
  await expect(page.getByRole('table').getByRole('link').first()).toHaveText('Annual accounts of the bakery');
});

test('a recording of several chunks arrives in order, with duration and stop time on the last', async ({
  page,
  signIn,
  stack,
}) => {
  // Playwright shows no file bodies: the page itself notes the fields of what it sends.
  await page.addInitScript(() => {
    const sent: Record<string, string>[] = [];
    Object.assign(window, { sent });
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (body) {
      const fields =
        body instanceof FormData ? [...body].filter((field) => typeof field[1] === 'string') : [];
      if (fields.length > 0) sent.push(Object.fromEntries(fields as [string, string][]));
      return send.call(this, body);
    };
  });
  await signIn('owen', '/record');
  await startRecording(page, 'Long enough', 13_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await expectSameAudio(page, stack, 'Long enough', 13);
  expect(local.chunks).toBeGreaterThanOrEqual(3);
  const sent = await page.evaluate(() => (window as unknown as { sent: Record<string, string>[] }).sent);
  expect(sent).toHaveLength(local.chunks);
  for (const [index, chunk] of sent.entries()) {
    const last = index + 1 === local.chunks;
    expect(chunk).toEqual({
      chunk_number: String(index + 1),
      total_chunks: String(local.chunks),
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      ...(last
        ? {
            duration_in_seconds: String(Math.round(local.durationMs / 1000)),
            stop_time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
          }
        : {}),
    });
  }
});

test('an upload survives two 503, one 429 and an access token that expires on the way', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(/status of (503|429|401)/);
  await signIn('owen', '/record');
  await startRecording(page, 'Stormy', 13_000);
  await stack.fault({ operation: 'uploadAudioChunk', status: 503, times: 2 });
  await stack.fault({ operation: 'uploadAudioChunk', retryAfter: 2, times: 1 });
  const firstChunk = page.waitForResponse(
    (response) => response.url().endsWith('/upload') && response.status() === 200,
    { timeout: 60_000 },
  );
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/upload')) statuses.push(response.status());
  });
  await stopAndUpload(page);
  await expect(page.getByText(/Next attempt in|Claritalk is busy\. The upload/).first()).toBeVisible({
    timeout: 20_000,
  });
  await firstChunk;
  await stack.expireTokens();
  await expectUploaded(page);
  await expectSameAudio(page, stack, 'Stormy', 13);
  expect(statuses.filter((status) => status === 503)).toHaveLength(2);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

test('a session that ends during the recording costs nothing: sign in again, and it is uploaded', async ({
  page,
  signIn,
  stack,
  context,
  complaints,
}) => {
  complaints.expect(/status of 40[01]/);
  await signIn('owen', '/record');
  await startRecording(page, 'Through the night', 3_000);
  await stack.expireTokens({ refresh: true });
  await stopAndUpload(page);
  const bar = page.getByRole('alert', { name: 'Your session has ended' });
  await expect(bar).toBeVisible();
  const opening = context.waitForEvent('page');
  await bar.getByRole('button', { name: 'Sign in again' }).click();
  const popup = await opening;
  await popup.getByRole('button', { name: 'Authorize' }).click();
  await expect(bar).toBeHidden();
  await expectUploaded(page);
  await expectSameAudio(page, stack, 'Through the night', 3);
});

test('a pause is not part of the recording', async ({ page, signIn, stack }) => {
  await signIn('owen', '/record');
  const startedAt = Date.now();
  await startRecording(page, 'With a break', 3_000);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused').filter({ visible: true }).first()).toBeVisible();
  const before = await page.getByRole('timer').textContent();
  const pausedAt = Date.now();
  await expect.poll(() => Date.now() - pausedAt, { timeout: 5_000 }).toBeGreaterThan(3_000);
  expect(await page.getByRole('timer').textContent()).toBe(before);
  await page.getByRole('button', { name: 'Resume' }).click();
  await recordedFor(page, 5_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const wholeMs = Date.now() - startedAt;
  const local = await expectSameAudio(page, stack, 'With a break', 5);
  // Whatever else took time, the pause was three seconds of it.
  expect(local.durationMs).toBeLessThan(wholeMs - 3_000);
});

test('the response to the meeting’s creation is lost: there is only one meeting', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502|ERR_/);
  await signIn('owen', '/record');
  await startRecording(page, 'Only once', 3_000);
  await stack.fault({ operation: 'saveMeeting', drop: true, times: 1, afterProcessing: true });
  await stopAndUpload(page);
  await expectUploaded(page);
  await expectSameAudio(page, stack, 'Only once', 3);
  const list = (await (await stack.api('/meetings/list?limit=50')).json()) as { name: string }[];
  expect(list.filter((meeting) => meeting.name === 'Only once')).toHaveLength(1);
});

test('a reload in the middle of an upload continues where it stopped', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(/status of 503/);
  await signIn('owen', '/record');
  await startRecording(page, 'Reloaded', 9_000);
  const first = page.waitForResponse((response) => response.url().endsWith('/upload') && response.ok());
  await stack.fault({ operation: 'uploadAudioChunk', delayMs: 1, times: 1 });
  await stack.fault({ operation: 'uploadAudioChunk', status: 503, times: 100 });
  await stopAndUpload(page);
  await first;
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await stack.clearFaults();
  await expect
    .poll(async () => (await stack.api('/meetings/list?limit=5')).json(), { timeout: 60_000 })
    .toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Reloaded', status: 'finished' })]));
  await expectSameAudio(page, stack, 'Reloaded', 9);
});

test('a blocked microphone says what to do, and recording starts once it is allowed', async ({
  browser,
  stack,
  complaints,
}) => {
  const context = await browser.newContext({ baseURL: stack.dashboard });
  const page = await context.newPage();
  complaints.watch(page);
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) =>
      sessionStorage.getItem('blocked') === 'no'
        ? real(constraints)
        : Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  await page.goto('/record');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill('ada@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'The microphone is blocked for this page' }),
  ).toBeVisible();
  await page.evaluate(() => sessionStorage.setItem('blocked', 'no'));
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  await context.close();
});
