import type { Page } from '@playwright/test';
import { audioFacts } from '../support/audio-facts.ts';
import {
  decode,
  expectUploaded,
  recordedFor,
  spooled,
  startRecording,
  stopAndUpload,
} from '../support/recorder.ts';
import { expectWhole } from '../support/recovery.ts';
import { expect, test } from '../support/test.ts';

const acceptedErrorSeconds = 0.06;
const acceptedHolesSeconds = 0.5;

/** Lets the test reach the encoders of the page. */
async function reachEncoders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const encoders: MediaRecorder[] = [];
    Object.assign(window, { encoders });
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        encoders.push(this);
      }
    };
  });
}

const encoders = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { encoders: MediaRecorder[] }).encoders.map(({ state }) => state),
  );

/** The stated length is that of the timeline, and the sound in it decodes. */
async function expectLength(page: Page, local: Awaited<ReturnType<typeof spooled>>): Promise<void> {
  const facts = await audioFacts(local.data);
  expect(Math.abs(local.durationMs / 1000 - facts.seconds)).toBeLessThanOrEqual(0.002);
  const sound = await decode(page, local.data);
  expect(sound.peak).toBeGreaterThan(0.05);
  expect(Math.abs(sound.seconds - facts.sound)).toBeLessThanOrEqual(acceptedErrorSeconds);
  // A machine that cannot keep up drops packets, which the timeline shows as gaps; a lost run would be seconds.
  expect(facts.seconds - facts.sound).toBeLessThanOrEqual(acceptedHolesSeconds);
}

test('an encoder that ends unexpectedly is replaced, and nothing is missing', async ({
  page,
  signIn,
  stack,
}) => {
  await reachEncoders(page);
  await signIn('owen', '/record');
  await startRecording(page, 'Two encoders', 3_000);
  await page.evaluate(() => (window as unknown as { encoders: MediaRecorder[] }).encoders.at(-1)?.stop());
  await recordedFor(page, 6_000);
  expect(await encoders(page)).toEqual(['inactive', 'recording']);
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'Two encoders');
  const facts = await expectWhole(stack, 'Two encoders', local);
  expect(facts.seconds).toBeGreaterThan(5.5);
  await expectLength(page, local);
});

test('an encoder that reports an error is replaced while paused, and recording continues', async ({
  page,
  signIn,
}) => {
  await reachEncoders(page);
  await signIn('owen', '/record');
  await startRecording(page, 'Paused and replaced', 2_000);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.evaluate(() =>
    (window as unknown as { encoders: MediaRecorder[] }).encoders.at(-1)?.dispatchEvent(new Event('error')),
  );
  await expect.poll(() => encoders(page)).toEqual(['inactive', 'paused']);
  await page.getByRole('button', { name: 'Resume' }).click();
  await recordedFor(page, 4_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  await expectLength(page, await spooled(page, 'Paused and replaced'));
});

test('a recording that a reload interrupted is continued: one file, with the right length', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen', '/record');
  await startRecording(page, 'Interrupted', 4_000);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const item = page.getByRole('listitem', { name: 'Interrupted', exact: true });
  await expect(item.getByText('Not finished')).toBeVisible();
  const before = await spooled(page, 'Interrupted');
  expect(before.durationMs).toBeGreaterThan(2_900);
  await item.getByRole('button', { name: 'Continue recording' }).click();
  await expect(page.getByRole('heading', { name: 'Interrupted' })).toBeVisible();
  await recordedFor(page, 8_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'Interrupted');
  const facts = await expectWhole(stack, 'Interrupted', local);
  expect(local.data.subarray(0, before.bytes).equals(before.data)).toBe(true);
  expect(facts.seconds).toBeGreaterThan(7.5);
  await expectLength(page, local);
});
