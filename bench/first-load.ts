/**
 * How soon the pages that people open first stand on the screen when they are opened by their addresses, and what the most
 * frequent steps from one to the next cost: on a CPU four times slower and a line of 9 Mbit/s with 60 ms, medians of
 * some runs. Run it after a build:
 *
 *   npm run bench:first-load -- [runs]
 *
 * FLOOR=<address of a page of the bare libraries, with a table> has that one opened in turns with the others, and ratios shown.
 * Figures differ between machines; compare ratios within one run (docs/performance.md). Tasks are processor time of the main
 * thread from a trace, which depends little on what else the machine does.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { finishedMeeting } from '../e2e/support/meetings.ts';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, median, show, slowDown, slowPage, untilPainted, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 5);

const stack = await Stack.start();
const browser = await launch();

interface Address {
  readonly name: string;
  readonly path: string;
  /** What people look for on it. */
  readonly selector: string;
}

const { id } = await finishedMeeting(stack);
const addresses: readonly Address[] = [
  ...(process.env.FLOOR ? [{ name: 'floor', path: process.env.FLOOR, selector: 'tbody tr td' }] : []),
  { name: 'list, names', path: '/meetings', selector: 'main tr[data-meeting] a' },
  { name: 'list, whole row', path: '/meetings', selector: '#content tr[data-meeting] a' },
  { name: 'overview, names', path: '/', selector: 'main a[href^="/meetings/"]' },
  { name: 'overview, whole row', path: '/', selector: '#content a[href^="/meetings/"]' },
  {
    name: 'meeting, its name',
    path: `/meetings/${id}`,
    selector: '[data-start="named"] main p, #content h1',
  },
  { name: 'meeting, whole', path: `/meetings/${id}`, selector: '#content h1' },
  { name: 'record page', path: '/record', selector: '#content h1' },
  {
    name: 'templates',
    path: '/templates',
    selector: '#content a[href*="/templates"], #content [role="row"]',
  },
  { name: 'people', path: '/people', selector: '#content tbody a' },
];

/** Opens a page of its own. Returns the ms until what people look for has been painted. */
async function open(context: BrowserContext, { path, selector }: Address, isCold: boolean): Promise<number> {
  const page = await context.newPage();
  const session = await slowDown(page);
  if (isCold) await session.send('Network.clearBrowserCache');
  await page.addInitScript((wanted) => {
    const look = () => {
      if (!document.querySelector(wanted)) return void requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { paintedAt: performance.now() })));
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(path, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => (window as unknown as { paintedAt?: number }).paintedAt);
  const time = Number(await at.jsonValue());
  await page.close();
  return time;
}

/** Moves the pointer to a link or button, lets what that prepares arrive, and returns the press. */
async function pointAt(page: Page, selector: string): Promise<() => Promise<void>> {
  const target = page.locator(selector).first();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`no ${selector}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForLoadState('networkidle');
  return async () => {
    await page.mouse.down();
    await page.mouse.up();
  };
}

const steps = [
  { name: 'next page of 25', from: '/meetings', press: '[aria-label="Next page"]', to: /page=2/ },
  { name: 'next page of 100', from: '/meetings?size=100', press: '[aria-label="Next page"]', to: /page=2/ },
  { name: 'open People', from: '/meetings', press: 'nav a[href="/people"]', to: /people/ },
  { name: 'list → meeting', from: '/meetings', press: '#content tbody a', to: /meetings\/.{36}/ },
  {
    name: 'overview → meeting',
    from: '/',
    press: '#content li a[href^="/meetings/"]',
    to: /meetings\/.{36}/,
  },
] as const;

try {
  const { page } = await slowPage(browser, stack);
  const context = page.context();
  const times = new Map<string, number[]>();
  for (let run = 0; run < runs; run += 1) {
    for (const address of run % 2 ? addresses.toReversed() : addresses) {
      for (const cache of ['empty', 'warm']) {
        const name = `${address.name}, ${cache} cache`;
        times.set(name, [...(times.get(name) ?? []), await open(context, address, cache === 'empty')]);
      }
    }
  }
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs)`);
  for (const [name, values] of times) {
    show(name, values);
    const floor = times.get(`floor, ${name.split(', ').at(-1)}`);
    if (floor) console.log(`${''.padEnd(44)} ${(median(values) / median(floor)).toFixed(2).padStart(6)}`);
  }
  for (const { name, from, press, to } of steps) {
    const heaviest: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await page.goto(from);
      await page.locator('#content a[href^="/meetings/"]').first().waitFor();
      // Rows beyond the screen are drawn after the others.
      await page.locator('tbody tr[aria-hidden]').waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      const act = await pointAt(page, press);
      const work = await workOf(browser, page, act);
      await page.waitForURL(to);
      heaviest.push(work.heaviest);
    }
    show(`${name}: heaviest task`, heaviest);
  }
  const clicks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await page.goto('/meetings');
    await page.locator('#content tbody a').first().waitFor();
    await page.waitForLoadState('networkidle');
    await pointAt(page, '#content tbody a');
    clicks.push(await untilPainted(page, '#content tbody a', '#content h1'));
  }
  show('list → meeting: click → painted', clicks);
} finally {
  await browser.close();
  await stack.stop();
}
