/**
 * How soon the first row of the meetings stands on the screen, and what interactions cost the main thread: on a
 * CPU four times slower and a line of 9 Mbit/s with 60 ms, median of some runs. Run it after a build:
 *
 *   npm run bench:first-load -- [runs]
 *
 * Figures differ between machines; compare ratios within one run (docs/performance.md).
 */
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, load, longestTask, show, slowPage, untilPainted } from './support.ts';

const runs = Number(process.argv[2] ?? 5);

const stack = await Stack.start();
const browser = await launch();
try {
  const { page, session } = await slowPage(browser, stack);
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
