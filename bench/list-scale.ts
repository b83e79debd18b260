/**
 * The list of meetings with a hundred thousand in the sandbox against six hundred: when the first row stands, and
 * what paging, filtering, ordering and choosing cost the main thread on a CPU four times slower, on a line of
 * 9 Mbit/s with 60 ms. Both stacks take turns in one run, so that the machine's moods hit both. For each
 * interaction it prints the heaviest task (the aim is 50 ms: no longer one keeps anyone waiting) and all tasks
 * together, from the press of the button or key until 1.2 s after, as processor time of the thread from a trace.
 * Pointer and focus are brought to their places before; the presses are raw, so that nothing else is counted.
 * After a build, or with DIST_DIR=<another build>:
 *
 *   npm run bench:list-scale -- [runs] [only the interactions whose name contains this]
 */
import { availableParallelism, loadavg } from 'node:os';
import type { Locator, Page } from '@playwright/test';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, load, median, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const only = process.argv[3] ?? '';
const sizes = { few: 600, many: 100_000 };
const build = process.env.DIST_DIR ? { DIST_DIR: process.env.DIST_DIR } : {};

/** Waits until the list shows what was requested. */
const settled = (page: Page) =>
  page.locator('main [aria-busy="false"] tbody a').first().waitFor({ state: 'attached' });

/** Waits until the rows beyond the screen are drawn too. */
const drawn = (page: Page) => page.locator('tbody tr[aria-hidden]').first().waitFor({ state: 'detached' });

interface Interaction {
  readonly name: string;
  readonly from: string;
  /** Part of the address that it leads to. */
  readonly to: RegExp;
  /** Moves pointer or focus into place. Returns the press. */
  readonly prepare: (page: Page) => Promise<() => Promise<void>>;
}

/** Presses the pointer on something that it is already on. */
async function click(page: Page, target: Locator): Promise<() => Promise<void>> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('nothing to press');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return async () => {
    await page.mouse.down();
    await page.mouse.up();
  };
}

/** A key in a field that has the focus. */
async function press(page: Page, target: Locator, key: string): Promise<() => Promise<void>> {
  await target.focus();
  return () => page.keyboard.press(key);
}

const pager = (page: Page, label: string) => page.locator(`[aria-label="${label}"]`);

/** Opens the panel behind a button, and returns a press of something in it. */
async function inPanel(page: Page, button: RegExp, target: string): Promise<() => Promise<void>> {
  await page.getByRole('button', { name: button }).click();
  return click(page, page.locator(target));
}

/** What people do with the list, each starting from an idle page. */
const interactions: readonly Interaction[] = [
  {
    name: 'next page',
    from: '/meetings',
    to: /page=2/,
    prepare: (page) => click(page, pager(page, 'Next page')),
  },
  {
    name: 'last page',
    from: '/meetings',
    to: /page=\d+/,
    prepare: (page) => click(page, pager(page, 'Last page')),
  },
  {
    name: '100 per page',
    from: '/meetings?size=50',
    to: /size=100/,
    prepare: (page) => press(page, page.getByLabel('Per page'), 'ArrowDown'),
  },
  {
    name: 'next page of 100',
    from: '/meetings?size=100',
    to: /page=2/,
    prepare: (page) => click(page, pager(page, 'Next page')),
  },
  {
    name: 'oldest first',
    from: '/meetings',
    to: /order=asc/,
    prepare: (page) => press(page, page.getByLabel('Order'), 'ArrowDown'),
  },
  {
    name: 'open the statuses',
    from: '/meetings',
    to: /./,
    prepare: (page) => click(page, page.getByRole('button', { name: /^Status/ })),
  },
  {
    name: 'choose a status',
    from: '/meetings',
    to: /status=/,
    prepare: (page) => inPanel(page, /^Status/, 'input[type="checkbox"]:visible >> nth=2'),
  },
  {
    name: 'open the periods',
    from: '/meetings',
    to: /./,
    prepare: (page) => click(page, page.getByRole('button', { name: /^Period/ })),
  },
  {
    name: 'choose this quarter',
    from: '/meetings',
    to: /from=|period=/,
    prepare: (page) => inPanel(page, /^Period/, 'button:has-text("This quarter")'),
  },
  {
    name: 'choose a row',
    from: '/meetings?size=100',
    to: /./,
    prepare: (page) => click(page, page.locator('tbody input[type="checkbox"]').nth(2)),
  },
  {
    name: 'choose all 100 rows',
    from: '/meetings?size=100',
    to: /./,
    prepare: (page) => click(page, page.getByRole('checkbox', { name: 'Select all meetings on this page' })),
  },
];

const machine = () =>
  `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')} on ${availableParallelism()} cores`;

const [few, many] = [
  await Stack.start({ SANDBOX_MEETINGS: String(sizes.few), ...build }),
  await Stack.start({ SANDBOX_MEETINGS: String(sizes.many), ...build }),
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
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs); ${machine()}`);
  show(`first row, ${sizes.few} meetings, warm cache`, first.few);
  show(`first row, ${sizes.many} meetings, warm cache`, first.many);
  console.log(`${'ratio'.padEnd(44)} ${(median(first.many) / median(first.few)).toFixed(2).padStart(6)}`);
  await small.page.close();
  const { page } = large;
  for (const { name, from, to, prepare } of interactions.filter((one) => one.name.includes(only))) {
    const heaviest: number[] = [];
    const total: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await page.goto(from);
      await settled(page);
      await drawn(page);
      const act = await prepare(page);
      // The neighbours arrive before the measurement, as they do for a reader.
      await page.waitForLoadState('networkidle');
      const work = await workOf(browser, page, act);
      await page.waitForURL(to);
      await settled(page);
      heaviest.push(work.heaviest);
      total.push(work.total);
    }
    show(`${name}: heaviest task`, heaviest);
    show(`${name}: all tasks`, total);
  }
  console.log(machine());
} finally {
  await browser.close();
  await few.stop();
  await many.stop();
}
