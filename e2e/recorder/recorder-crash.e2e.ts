import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { decoded } from '../browsers/decoded.ts';
import { audioFacts } from '../support/audio-facts.ts';
import { expect, seed, test } from '../support/crash-test.ts';
import { killTrial, openedRecorder } from '../support/kill-trial.ts';
import { recorderMarks } from '../support/observe-recorder.ts';
import { Random } from '../support/random.ts';
import { decode, recordedFor } from '../support/recorder.ts';
import {
  beginRecording,
  expectWhole,
  finishLeftBehind,
  lengthError,
  until,
  untilUploaded,
} from '../support/recovery.ts';
import { StarvationWatch } from '../support/starvation.ts';

/** A slice, and a moment for it to reach the disk. */
const acceptedLossSeconds = 1.05;
const acceptedDurationErrorSeconds = 0.06;

test('kill -9 of the browser at three random moments: at most the last second is lost', async ({
  browserProcess,
  stack,
  complaints,
}) => {
  test.setTimeout(300_000);
  // Chromium saves cookies every half minute: after a kill the session may be one that has ended.
  complaints.expect(/status of 400 .*\/oauth\/token/);
  const random = new Random(seed);
  let page: Page | undefined;
  for (let number = 1; number <= 3; number += 1) {
    await test.step(`trial ${number} of seed ${seed}`, async () => {
      await stack.clearFaults();
      const result = await killTrial(browserProcess, stack, random, page);
      page = result.page;
      const { lostSeconds, starvedSeconds, durationErrorSeconds } = result.trial;
      expect(lostSeconds).toBeLessThanOrEqual(acceptedLossSeconds + starvedSeconds);
      expect(Math.abs(durationErrorSeconds)).toBeLessThanOrEqual(acceptedDurationErrorSeconds);
    });
  }
});

const accidents: readonly { readonly name: string; readonly happen: (page: Page) => Promise<Page> }[] = [
  {
    name: 'the tab crashes',
    happen: async (page) => {
      const session = await page.context().newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      // Nobody is left to answer.
      void session.send('Page.crash').catch(() => undefined);
      await crashed;
      await page.close();
      return page.context().newPage();
    },
  },
  {
    name: 'the tab is closed',
    happen: async (page) => {
      const next = await page.context().newPage();
      await page.close({ runBeforeUnload: false });
      return next;
    },
  },
  {
    name: 'the page is reloaded',
    happen: async (page) => {
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      return page;
    },
  },
];

test('a tab crashes, is closed, is reloaded during a recording: at most the last second is lost', async ({
  browserProcess,
  stack,
}) => {
  test.slow();
  for (const { name, happen } of accidents) {
    await test.step(name, async () => {
      const page = await openedRecorder(browserProcess, stack);
      const began = await beginRecording(page, name);
      const starvation = new StarvationWatch();
      await until(began + 2500 + new Random(seed).next() * 1000);
      const marks = await recorderMarks(page);
      const happened = Date.now();
      const next = await happen(page);
      const starvedSeconds = await starvation.stop(marks, happened);
      await next.goto(`${stack.dashboard}/record`);
      await finishLeftBehind(next, name);
      const local = await untilUploaded(next, name);
      const facts = await expectWhole(stack, name, local);
      const { seconds } = facts;
      expect((happened - began) / 1000 - seconds).toBeLessThanOrEqual(acceptedLossSeconds + starvedSeconds);
      expect(Math.abs(lengthError(local.durationMs, facts))).toBeLessThanOrEqual(
        acceptedDurationErrorSeconds,
      );
      const sound = await decode(next, local.data);
      expect(sound.peak).toBeGreaterThan(0.05);
      expect(Math.abs(lengthError(sound.seconds * 1000, facts))).toBeLessThanOrEqual(
        acceptedDurationErrorSeconds,
      );
      await next.close();
    });
  }
});

test('kill -9 of the browser: what a bookmark keeps of the recording that was left decodes with its length', async ({
  browserProcess,
  stack,
  complaints,
}) => {
  test.setTimeout(120_000);
  // As above: the session may be one that has ended.
  complaints.expect(/status of 400 .*\/oauth\/token/);
  const name = 'Killed with a bookmark';
  const recording = await openedRecorder(browserProcess, stack);
  await beginRecording(recording, name);
  await recordedFor(recording, 2_000);
  await recording.keyboard.press('Control+b');
  // The note is on disk, its sound is not complete: the piece ends 10 seconds after the bookmark.
  await recordedFor(recording, 5_000);
  await browserProcess.kill();

  await browserProcess.run();
  const page = await openedRecorder(browserProcess, stack);
  await finishLeftBehind(page, name);
  const local = await untilUploaded(page, name);
  const whole = await expectWhole(stack, name, local);
  await page.goto(`${stack.dashboard}/meetings/${local.meetingId}`);
  const pocket = page.getByRole('region', { name: 'Evidence pocket' });
  await expect(pocket).toContainText('1 piece of sound', { timeout: 30_000 });
  const download = page.waitForEvent('download');
  await pocket.getByRole('button', { name: /^Save .* as a file$/ }).click();
  const piece = await readFile(await (await download).path());
  const facts = await audioFacts(piece);
  // All of the recording is within 20 seconds before the bookmark and 10 after it.
  expect(facts.packets).toBe(whole.packets);
  for (const { seconds } of [await decode(page, piece), decoded(piece)])
    expect(Math.abs(seconds - whole.sound)).toBeLessThanOrEqual(acceptedDurationErrorSeconds);
});
