/**
 * A recording of hours in minutes: its sound is fed to the real recorder, spool and upload as fast as the disk takes
 * it. Prints how much memory the page keeps, and how many requests the upload needs. Run it after a build:
 *
 *   npm run bench:recorder-long -- [hours]
 */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { BrowserProcess } from '../e2e/support/browser-process.ts';
import { openedRecorder } from '../e2e/support/kill-trial.ts';
import { agree, recordedFor, stopAndUpload } from '../e2e/support/recorder.ts';
import { prepareSimulation, simulateHours } from '../e2e/support/simulate-hours.ts';
import { makeSpeech } from '../e2e/support/speech.ts';
import { Stack } from '../e2e/support/stack.ts';
import { endOnSignals } from './interrupt.ts';

const hours = Number(process.argv[2] ?? 8);
const mebibyte = 1024 * 1024;

interface Memory {
  /** Memory of the page's own thread: JavaScript, DOM and buffers, after garbage collection. */
  readonly page: number;
  /** Memory of the whole process with its workers, decoders and caches; includes garbage. */
  readonly process: number;
}

async function measure(page: Page, session: CDPSession): Promise<Memory> {
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')) as unknown as Record<string, number | undefined>;
  const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = heap;
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {};
  await browser?.detach();
  const renderers = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => anonymousMemory(id));
  return { page: usedSize + embedderHeapUsedSize + backingStorageSize, process: Math.max(0, ...renderers) };
}

/** Returns a process's bytes that belong to no file; zero where the system does not say. */
function anonymousMemory(pid: number): number {
  try {
    return Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

const show = (name: string, { page, process }: Memory) =>
  console.log(
    `${name.padEnd(34)} page ${(page / mebibyte).toFixed(1).padStart(6)} MiB   process ${(process / mebibyte).toFixed(0).padStart(5)} MiB`,
  );

endOnSignals();
makeSpeech();
const stack = await Stack.start({ UPLOAD_CHUNK_BYTES: String(4.5 * mebibyte), SANDBOX_PROCESSING_MS: '100' });
const browser = await BrowserProcess.start(prepareSimulation);
try {
  const page = await openedRecorder(browser, stack);
  const session = await page.context().newCDPSession(page);
  const requests: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/upload')) requests.push(response.status());
  });
  await page.getByLabel('Name').fill('A very long meeting');
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await recordedFor(page, 10_000);
  const before = await measure(page, session);
  show('after 10 s', before);

  const fed = Date.now();
  const { slices, bytes } = await simulateHours(page, hours);
  const feeding = (Date.now() - fed) / 1000;
  const after = await measure(page, session);
  show(`after ${hours} h`, after);

  const sent = Date.now();
  await stopAndUpload(page);
  await page.getByText('Claritalk has the whole recording.').waitFor({ timeout: 30 * 60_000 });
  const uploading = (Date.now() - sent) / 1000;
  const uploaded = await measure(page, session);
  show('after the upload', uploaded);

  const refused = requests.filter((status) => status === 429).length;
  console.log(`\n${slices} slices, ${(bytes / mebibyte).toFixed(1)} MiB, fed in ${feeding.toFixed(0)} s`);
  console.log(
    `uploaded with ${requests.length} requests in ${uploading.toFixed(0)} s, ${refused} answered 429`,
  );
  console.log(`memory of the page grew by ${((after.page - before.page) / mebibyte).toFixed(1)} MiB`);
} finally {
  await browser.destroy();
  await stack.stop();
}
