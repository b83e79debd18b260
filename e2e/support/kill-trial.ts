import type { Page } from '@playwright/test';
import type { BrowserProcess } from './browser-process.ts';
import { recorderDid, recorderMarks } from './observe-recorder.ts';
import type { Random } from './random.ts';
import {
  beginRecording,
  expectWhole,
  finishLeftBehind,
  lengthError,
  openRecorder,
  until,
  untilUploaded,
} from './recovery.ts';
import type { Stack } from './stack.ts';
import { StarvationWatch } from './starvation.ts';

export interface KillTrial {
  /** From the start of the recording to the kill. */
  readonly recordedSeconds: number;
  /** What of it is not in the recovered recording. */
  readonly lostSeconds: number;
  /** By how much the machine was too busy to keep up. */
  readonly starvedSeconds: number;
  /** Length that the application gives the recovered recording, less that of its packets. */
  readonly durationErrorSeconds: number;
}

/**
 * Records, kills the whole browser at a random moment, starts it again on its profile, finishes and uploads what
 * is there, and compares. Leaves the new browser with the recorder's page open, for the next trial.
 */
export async function killTrial(
  browser: BrowserProcess,
  stack: Stack,
  random: Random,
  open: Page | undefined,
): Promise<{ trial: KillTrial; page: Page }> {
  const name = `Killed ${random.between(1, 1e9)}`;
  const recording = open ?? (await openedRecorder(browser, stack));
  const began = await beginRecording(recording, name);
  const starvation = new StarvationWatch();
  // Before its first second has come there is nothing to recover.
  const first = await recorderDid(recording, 'slice');
  await until(first + 200 + random.next() * 2800);
  const marks = await recorderMarks(recording);
  const killed = await browser.kill();
  const starvedSeconds = await starvation.stop(marks, killed);

  await browser.run();
  const page = await openedRecorder(browser, stack);
  await finishLeftBehind(page, name);
  const local = await untilUploaded(page, name);
  const facts = await expectWhole(stack, name, local);
  const recordedSeconds = (killed - began) / 1000;
  return {
    trial: {
      recordedSeconds,
      lostSeconds: recordedSeconds - facts.seconds,
      starvedSeconds,
      durationErrorSeconds: lengthError(local.durationMs, facts),
    },
    page,
  };
}

export async function openedRecorder(browser: BrowserProcess, stack: Stack): Promise<Page> {
  const page = await browser.newPage();
  await openRecorder(page, stack);
  return page;
}
