/**
 * The templates with a thousand questions in one theme, on a CPU four times slower and a line of 9 Mbit/s with
 * 60 ms: when the first question stands, and what opening the theme, typing in the search, ordering, walking and
 * scrolling cost the main thread. After a build:
 *
 *   npm run bench:templates-scale -- [runs]
 */
import type { Page } from '@playwright/test';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const count = 1_000;
/** Owen's organisation has it; the seed gives it four questions. */
const theme = 1;

const column = '[data-column="questions"]';
const firstRow = (page: Page) => page.locator(`${column} [data-row-link]`).first().waitFor();
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search questions' });

const there = `/templates?theme=${theme}`;
/** What people do with the questions, each starting from an idle page. */
const interactions: readonly (readonly [name: string, from: string, act: (page: Page) => Promise<void>])[] = [
  [
    'open the theme',
    '/templates?theme=2',
    async (page) => {
      await page.locator(`[data-column="themes"] a[href*="theme=${theme}"]`).first().click();
      await page.locator(column).getByText('1,004', { exact: true }).waitFor();
      await firstRow(page);
    },
  ],
  [
    'type a letter in the search',
    there,
    async (page) => {
      await search(page).press('9');
      await page
        .locator(column)
        .getByText(/ of 1,004/)
        .first()
        .waitFor();
    },
  ],
  [
    'type a word in the search',
    there,
    async (page) => {
      await search(page).pressSequentially('number 77', { delay: 60 });
      await page
        .locator(column)
        .getByText(/ of 1,004/)
        .first()
        .waitFor();
    },
  ],
  [
    'newest first',
    there,
    async (page) => void (await page.getByLabel('Sort by').selectOption('createdDown')),
  ],
  ['by name', there, async (page) => void (await page.getByLabel('Sort by').selectOption('name'))],
  [
    'choose a question',
    there,
    async (page) => {
      await page.locator(`${column} [data-row-link]`).nth(3).click();
      await page.locator(column).getByText('Example').waitFor();
    },
  ],
  [
    'walk ten rows',
    there,
    async (page) => {
      await page.locator(`${column} [data-row-link]`).first().focus();
      for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowDown');
    },
  ],
  [
    'jump to the end',
    there,
    async (page) => {
      await page.locator(`${column} [data-row-link]`).first().focus();
      await page.keyboard.press('End');
      await page.locator(`${column} [data-index="1003"]`).waitFor();
    },
  ],
];

const stack = await Stack.start();
stack.sql(
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
   INSERT INTO questions (theme_id, question, output_type)
   SELECT ${theme}, 'Question number ' || i || ': what was agreed about this point, and who does it?',
     CASE i % 3 WHEN 0 THEN 'multi_line' ELSE 'single_line' END FROM n`,
);
const browser = await launch();
try {
  const { page } = await slowPage(browser, stack);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await page.goto(there);
    await firstRow(page);
    times.push(await page.evaluate(() => performance.now()));
  }
  console.log(
    `CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs); ${count} questions in a theme`,
  );
  show('first question, warm cache', times);
  for (const [name, from, act] of interactions) {
    const heaviest: number[] = [];
    const total: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await page.goto(from);
      await firstRow(page);
      await page.waitForLoadState('networkidle');
      const work = await workOf(browser, page, () => act(page));
      heaviest.push(work.heaviest);
      total.push(work.total);
    }
    show(`${name}: heaviest task`, heaviest);
    show(`${name}: all tasks`, total);
  }
} finally {
  await browser.close();
  await stack.stop();
}
