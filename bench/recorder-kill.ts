/**
 * How much of a recording a crash costs: the browser is killed at random moments (SIGKILL of its whole process
 * tree) and started again; what it then finishes and uploads is compared with the moment of the kill. Run it
 * after a build:
 *
 *   npm run bench:recorder-kill -- [trials] [seed]
 */
import type { Page } from '@playwright/test';
import { BrowserProcess } from '../e2e/support/browser-process.ts';
import { type KillTrial, killTrial } from '../e2e/support/kill-trial.ts';
import { observeRecorder } from '../e2e/support/observe-recorder.ts';
import { Random } from '../e2e/support/random.ts';
import { makeSpeech } from '../e2e/support/speech.ts';
import { Stack } from '../e2e/support/stack.ts';
import { endOnSignals } from './interrupt.ts';
import { summary } from './summary.ts';

const trials = Number(process.argv[2] ?? 40);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);

endOnSignals();
makeSpeech();
const random = new Random(seed);
const stack = await Stack.start();
const browser = await BrowserProcess.start(observeRecorder);
const done: KillTrial[] = [];
try {
  let page: Page | undefined;
  for (let index = 1; index <= trials; index += 1) {
    await stack.clearFaults();
    try {
      const result = await killTrial(browser, stack, random, page);
      page = result.page;
      done.push(result.trial);
      const { recordedSeconds, lostSeconds, starvedSeconds, durationErrorSeconds } = result.trial;
      console.log(
        `${String(index).padStart(4)}  killed after ${recordedSeconds.toFixed(2)} s, lost ${lostSeconds.toFixed(2)} s, ` +
          `length off by ${(durationErrorSeconds * 1000).toFixed(0)} ms${starvedSeconds > 0 ? `, machine late by ${starvedSeconds.toFixed(2)} s` : ''}`,
      );
    } catch (error) {
      console.log(`${String(index).padStart(4)}  FAILED ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
      page = undefined;
      if (!browser.running) await browser.run();
    }
  }
} finally {
  await browser.destroy();
  await stack.stop();
  console.log(`\n${done.length} of ${trials} kills, seed ${seed}; those were recovered and uploaded whole`);
  console.log(
    summary(
      'lost',
      done.map((trial) => trial.lostSeconds),
      's',
    ),
  );
  console.log(
    summary(
      'length given − length of the packets',
      done.map((trial) => trial.durationErrorSeconds * 1000),
      'ms',
    ),
  );
}
