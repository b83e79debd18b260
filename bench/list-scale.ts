/**
 * The list of meetings with a hundred thousand in the sandbox against six hundred: when the first row stands, and
 * what paging, filtering, ordering and choosing cost the main thread on a CPU four times slower, on a line of
 * 9 Mbit/s with 60 ms. Both stacks take turns in one run, so that the machine's moods hit both. After a build:
 *
 *   npm run bench:list-scale -- [runs]
 */
import type { Page } from '@playwright/test';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, load, median, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const sizes = { few: 600, many: 100_000 };

/** Waits until the list shows what was asked for. */
const settled = (page: Page) =>
  page.locator('main [aria-busy="false"] tbody a').first().waitFor({ state: 'attached' });

/** Presses something and waits until the list shows what it asked for, at the address that `url` matches. */
async function press(page: Page, selector: string, url: RegExp): Promise<void> {
  await page.locator(selector).first().click();
  await page.waitForURL(url);
  await settled(page);
}

async function choose(page: Page, label: string, value: string, url: RegExp): Promise<void> {
  await page.getByLabel(label).selectOption(value);
  await page.waitForURL(url);
  await settled(page);
}

/** What people do with the list, each from a page that is at rest. */
const interactions: readonly (readonly [name: string, from: string, act: (page: Page) => Promise<void>])[] = [
  ['next page', '/meetings', (page) => press(page, '[aria-label="Next page"]', /page=2/)],
  ['last page', '/meetings', (page) => press(page, '[aria-label="Last page"]', /page=\d+/)],
  ['100 per page', '/meetings', (page) => choose(page, 'Per page', '100', /size=100/)],
  ['next page of 100', '/meetings?size=100', (page) => press(page, '[aria-label="Next page"]', /page=2/)],
  ['oldest first', '/meetings', (page) => choose(page, 'Order', 'asc', /order=asc/)],
  [
    'status filter',
    '/meetings',
    async (page) => {
      await page.getByRole('button', { name: /^Status/ }).click();
      await press(page, 'input[type="checkbox"]:visible >> nth=2', /./);
      await page.keyboard.press('Escape');
    },
  ],
  [
    'this quarter',
    '/meetings',
    async (page) => {
      await page.getByRole('button', { name: /^Period/ }).click();
      await press(page, 'button:has-text("This quarter")', /from=/);
    },
  ],
  [
    'choose all 100 rows',
    '/meetings?size=100',
    async (page) => page.getByRole('checkbox', { name: 'Select all meetings on this page' }).check(),
  ],
];

const [few, many] = [
  await Stack.start({ SANDBOX_MEETINGS: String(sizes.few) }),
  await Stack.start({ SANDBOX_MEETINGS: String(sizes.many) }),
];
const browser = await launch();
try {
  const small = await slowPage(browser, few);
  const large = await slowPage(browser, many);
  const first = { few: [] as number[], many: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    first.few.push(await load(small.page, small.session, false));
    first.many.push(await load(large.page, large.session, false));
  }
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs)`);
  show(`first row, ${sizes.few} meetings, warm cache`, first.few);
  show(`first row, ${sizes.many} meetings, warm cache`, first.many);
  console.log(`${'ratio'.padEnd(44)} ${(median(first.many) / median(first.few)).toFixed(2).padStart(6)}`);
  for (const [name, from, act] of interactions) {
    const heaviest: number[] = [];
    const total: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await large.page.goto(from);
      await settled(large.page);
      // The neighbours arrive before the measurement, as they do for a reader.
      await large.page.waitForLoadState('networkidle');
      const work = await workOf(browser, large.page, () => act(large.page));
      heaviest.push(work.heaviest);
      total.push(work.total);
    }
    show(`${name}: heaviest task`, heaviest);
    show(`${name}: all tasks`, total);
  }
} finally {
  await browser.close();
  await few.stop();
  await many.stop();
}
