/**
 * The list of people with five thousand of them: what opening it, each letter typed into its search, ordering and
 * paging cost the main thread on a CPU four times slower, on a line of 9 Mbit/s with 60 ms. For each it prints the
 * heaviest task and all tasks of the main thread, as processor time of that thread from a trace. After a build:
 *
 *   npm run bench:people-scale -- [runs] [people]
 */
import type { Page } from '@playwright/test';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, load, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const people = Number(process.argv[3] ?? 5_000);

/** Waits until the list shows people. */
const settled = (page: Page) =>
  page.locator('main [aria-busy="false"] tbody a').first().waitFor({ state: 'attached' });

/** Presses a key and waits until the number of people found has changed. */
async function type(page: Page, key: string): Promise<void> {
  const said = page.locator('main [role="status"]').first();
  const before = await said.textContent();
  await page.keyboard.press(key);
  await page.waitForFunction(
    ([text]) => document.querySelector('main [role="status"]')?.textContent !== text,
    [before],
  );
}

interface Interaction {
  readonly name: string;
  readonly prepare: (page: Page) => Promise<void>;
  readonly act: (page: Page) => Promise<void>;
}

const open = (path: string) => async (page: Page) => {
  await page.goto(path);
  await settled(page);
  await page.waitForLoadState('networkidle');
};
const searching = (path: string) => async (page: Page) => {
  await open(path)(page);
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('End');
};
const click = (name: string | RegExp, url: RegExp) => async (page: Page) => {
  await page.getByRole('main').getByRole('button', { name }).first().click();
  await page.waitForURL(url);
  await settled(page);
};

const interactions: readonly Interaction[] = [
  {
    name: 'open from the meetings, data there',
    prepare: async (page) => {
      await open('/people')(page);
      await page.getByRole('link', { name: 'Meetings', exact: true }).click();
      await page.locator('tbody a[href^="/meetings/"]').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
    act: async (page) => {
      await page.getByRole('link', { name: 'People', exact: true }).click();
      await settled(page);
    },
  },
  {
    name: 'open from the meetings, data asked for',
    prepare: async (page) => {
      await page.goto('/meetings');
      await page.locator('tbody a[href^="/meetings/"]').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
    act: async (page) => {
      await page.getByRole('link', { name: 'People', exact: true }).click();
      await settled(page);
    },
  },
  { name: 'type the first letter', prepare: searching('/people'), act: (page) => type(page, 'v') },
  { name: 'type another letter', prepare: searching('/people?q=v'), act: (page) => type(page, 'a') },
  { name: 'delete a letter', prepare: searching('/people?q=va'), act: (page) => type(page, 'Backspace') },
  {
    name: 'another order',
    prepare: open('/people'),
    act: click('Created', /sort=created/),
  },
  { name: 'next page', prepare: open('/people'), act: click('Next page', /page=2/) },
];

const stack = await Stack.start({ SANDBOX_USERS: String(people) });
const browser = await launch();
try {
  const { page, session } = await slowPage(browser, stack);
  await open('/people')(page);
  const first: number[] = [];
  for (let run = 0; run < runs; run += 1) first.push(await load(page, session, false));
  console.log(`${people} people, CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs)`);
  show('first row, warm cache', first);
  for (const { name, prepare, act } of interactions) {
    const heaviest: number[] = [];
    const total: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await prepare(page);
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
