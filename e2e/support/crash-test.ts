import { BrowserProcess } from './browser-process.ts';
import { observeRecorder } from './observe-recorder.ts';
import { test as base, expect } from './test.ts';

interface Fixtures {
  /** A browser that the test may kill; what its pages complain about fails the test, as everywhere. */
  readonly browserProcess: BrowserProcess;
}

export const test = base.extend<Fixtures>({
  browserProcess: async ({ complaints, stack }, use) => {
    await stack.clearFaults();
    const browser = await BrowserProcess.start(async (context) => {
      await observeRecorder(context);
      context.on('page', (page) => complaints.watch(page));
    });
    await use(browser);
    await browser.destroy();
    expect(complaints.unexpected(), 'errors in the browser').toEqual([]);
  },
});

export { expect };

/** Repeats a run that failed: every random choice of the crash and chaos tests follows from it. */
export const seed = Number(process.env.RECORDER_SEED ?? 1);
