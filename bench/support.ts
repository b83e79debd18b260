/** What the benchmarks of the built application share: a slow device, and what an interaction costs on it. */
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import type { Stack } from '../e2e/support/stack.ts';
import config from '../playwright.config.ts';

export const cpuSlowdown = 4;
const network = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 3e6 / 8 };

interface Notes {
  /** Milliseconds from navigation to the first row; 0 while there is none. */
  firstRow: number;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

export const show = (name: string, values: readonly number[], unit = 'ms'): void =>
  console.log(
    `${name.padEnd(44)} ${median(values).toFixed(0).padStart(6)} ${unit}  (${values.map((value) => value.toFixed(0)).join(' ')})`,
  );

export const launch = (): Promise<Browser> => chromium.launch(config.use?.launchOptions ?? {});

/** Signs someone in. The page then shows the list. */
export async function signIn(page: Page, account = 'owen'): Promise<void> {
  await page.goto('/meetings');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill(`${account}@sandbox.test`);
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.locator('tbody a').first().waitFor();
}

/** Returns a page with its own profile, signed in, on a slow device, showing the list. */
export async function slowPage(
  browser: Browser,
  stack: Stack,
  account = 'owen',
): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext({
    baseURL: stack.dashboard,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await observe(page);
  await signIn(page, account);
  return { page, session: await slowDown(page) };
}

/** Makes processor and line of a page slow. */
export async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  return session;
}

/** Records when the first row appears. */
async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { firstRow: 0 };
    Object.assign(window, { notes });
    new MutationObserver(() => {
      if (notes.firstRow === 0 && document.querySelector('tbody a')) notes.firstRow = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
}

const notes = (page: Page) => page.evaluate(() => (window as unknown as { notes: Notes }).notes);

/** Reloads the current page. Returns when its first row appeared, in ms. */
export async function load(page: Page, session: CDPSession, cold: boolean): Promise<number> {
  if (cold) await session.send('Network.clearBrowserCache');
  await page.reload();
  await page.locator('tbody a').first().waitFor();
  return (await notes(page)).firstRow;
}

/** Milliseconds from a click to the paint after which the text of `watched` is another. */
export async function untilPainted(page: Page, selector: string, watched: string): Promise<number> {
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

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time, unaffected by others on the same machine. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Milliseconds after an act that still count: until the list is shown, its neighbours have loaded and everything is
 * drawn.
 */
const afterwardsMs = 1200;

/**
 * The heaviest task and all tasks together on the main thread while `act` happens and for 1.2 s after, in ms of
 * processor time at this CPU's speed. `act` is best raw input (`page.mouse`, `page.keyboard`): everything that looks
 * for elements runs on the same thread and would be counted.
 */
export async function workOf(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<{ heaviest: number; total: number }> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  await act();
  await new Promise((resolve) => setTimeout(resolve, afterwardsMs));
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
  return { heaviest: Math.max(0, ...tasks), total: tasks.reduce((sum, ms) => sum + ms, 0) };
}
