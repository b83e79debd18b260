/**
 * How soon the first row of the meetings stands on the screen, and what interactions cost the main thread: on a
 * CPU four times slower and a line of 9 Mbit/s with 60 ms, median of some runs. Run it after a build:
 *
 *   npm run bench:first-load -- [runs]
 *
 * Figures differ between machines; compare ratios within one run (docs/performance.md).
 */
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { Stack } from '../e2e/support/stack.ts';
import config from '../playwright.config.ts';

const runs = Number(process.argv[2] ?? 5);
const cpuSlowdown = 4;
const network = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 3e6 / 8 };

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const show = (name: string, values: readonly number[], unit = 'ms') =>
  console.log(
    `${name.padEnd(44)} ${median(values).toFixed(0).padStart(6)} ${unit}  (${values.map((value) => value.toFixed(0)).join(' ')})`,
  );

/** Notes when the first row appears, and every long task. */
async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes = { firstRow: 0, longTasks: [] as number[] };
    Object.assign(window, { notes });
    new MutationObserver(() => {
      if (notes.firstRow === 0 && document.querySelector('tbody a')) notes.firstRow = performance.now();
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) notes.longTasks.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

const notes = (page: Page) =>
  page.evaluate(() => (window as unknown as { notes: { firstRow: number; longTasks: number[] } }).notes);

async function load(page: Page, session: CDPSession, cold: boolean): Promise<number> {
  if (cold) await session.send('Network.clearBrowserCache');
  await page.reload();
  await page.locator('tbody a').first().waitFor();
  return (await notes(page)).firstRow;
}

/** Longest task on the main thread while `act` happens and for half a second after, in ms at this CPU's speed. */
async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    (window as unknown as { notes: { longTasks: number[] } }).notes.longTasks = [];
  });
  await act();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  return Math.max(0, ...(await notes(page)).longTasks);
}

/** Milliseconds from a click to the paint after which the text of `watched` is another. */
async function untilPainted(page: Page, selector: string, watched: string): Promise<number> {
  return page.evaluate(
    ([target = '', other = '']) =>
      new Promise<number>((resolve, reject) => {
        const element = document.querySelector<HTMLElement>(target);
        if (!element) return reject(new Error(`no ${target}`));
        const text = () => document.querySelector(other)?.textContent;
        const [before, start] = [text(), performance.now()];
        const check = () => {
          const now = text();
          if (now === undefined || now === before) return requestAnimationFrame(check);
          return requestAnimationFrame(() => resolve(performance.now() - start));
        };
        element.click();
        check();
      }),
    [selector, watched],
  );
}

const stack = await Stack.start();
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  const page = await browser.newPage({ baseURL: stack.dashboard, viewport: { width: 1440, height: 900 } });
  await observe(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill('owen@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.locator('tbody a').first().waitFor();

  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });

  const figures = { cold: [], warm: [], detail: [], next: [], task: [], status: [] } as Record<
    string,
    number[]
  >;
  for (let run = 0; run < runs; run += 1) {
    figures.cold?.push(await load(page, session, true));
    figures.warm?.push(await load(page, session, false));
    figures.task?.push(
      await longestTask(page, async () => {
        figures.next?.push(await untilPainted(page, '[aria-label="Next page"]', 'tbody a'));
        await page.waitForURL(/page=2/);
      }),
    );
    figures.status?.push(
      await longestTask(page, () => page.getByRole('button', { name: /^Status/ }).click()),
    );
    await page.keyboard.press('Escape');
    figures.detail?.push(await untilPainted(page, 'tbody a', 'h1'));
    await page.goto('/meetings');
    await page.locator('tbody a').first().waitFor();
  }
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs)`);
  show('first row, empty cache', figures.cold ?? []);
  show('first row, warm cache', figures.warm ?? []);
  show('next page: click → painted', figures.next ?? []);
  show('next page: longest task', figures.task ?? []);
  show('status filter: longest task', figures.status ?? []);
  show('list → meeting: click → painted', figures.detail ?? []);
  const transferred = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  console.log(
    `${'JavaScript of the list, brotli'.padEnd(44)} ${(transferred / 1024).toFixed(1).padStart(6)} KiB`,
  );
} finally {
  await browser.close();
  await stack.stop();
}
