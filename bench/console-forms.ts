/**
 * The forms of the API console: what choosing an operation costs the main thread on a CPU four times slower, for every
 * operation of all connected systems. Each is chosen in the list of what a search for it found; the five that took longest
 * until they were painted and the five with the most elements are chosen again under a trace, which tells the processor
 * time of the heaviest task. After a build:
 *
 *   npm run bench:console-forms -- [runs]
 */
import type { Page } from '@playwright/test';
import { connectedSystems } from '../contract/connected/table.ts';
import type { ConnectedOperation } from '../contract/system.ts';
import { connect } from '../e2e/support/connections.ts';
import { Stack } from '../e2e/support/stack.ts';
import { cpuSlowdown, launch, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 5);
const ofEach = 5;
const idleMs = 2_000;

interface Chosen {
  readonly operation: ConnectedOperation;
  /** Milliseconds until it was painted. */
  readonly ms: number;
  readonly elements: number;
}

const linkOf = ({ name }: ConnectedOperation) => `nav a[href$="operation=${name}"]`;

/** Looks for an operation: its link is in the list then. */
async function prepare(page: Page, operation: ConnectedOperation): Promise<void> {
  await page.getByRole('searchbox').fill(operation.title);
  await page.locator(linkOf(operation)).waitFor();
}

/** Milliseconds from choosing an operation until its form has been painted. */
const choose = (page: Page, operation: ConnectedOperation): Promise<number> =>
  page.evaluate(
    ([link = '', title = '']) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const check = () =>
          document.querySelector('form[aria-label]')?.getAttribute('aria-label') === title
            ? requestAnimationFrame(() => resolve(performance.now() - start))
            : requestAnimationFrame(check);
        document.querySelector<HTMLElement>(link)?.click();
        check();
      }),
    [linkOf(operation), operation.title],
  );

const stack = await Stack.start();
const browser = await launch();
try {
  const { page, session } = await slowPage(browser, stack, 'ada');
  const throttle = (rate: number) => session.send('Emulation.setCPUThrottlingRate', { rate });
  const chosen: Chosen[] = [];
  const open = async (id: string) => {
    await page.goto(`/integrations/${id}/console`);
    await page.getByRole('searchbox').waitFor();
    await page.waitForLoadState('networkidle');
  };
  await throttle(1);
  for (const { system, operations } of connectedSystems) {
    await page.goto(`/integrations/${system.id}`);
    await connect(page, system.id);
    await throttle(cpuSlowdown);
    await open(system.id);
    for (const operation of operations.filter(({ proxied }) => proxied)) {
      await prepare(page, operation);
      const ms = await choose(page, operation);
      chosen.push({ operation, ms, elements: await page.locator('form[aria-label] *').count() });
    }
    await throttle(1);
  }
  await throttle(cpuSlowdown);
  console.log(`${chosen.length} forms, CPU ×${cpuSlowdown}; median of ${runs} (all runs)`);
  const most = (size: (one: Chosen) => number) =>
    chosen.toSorted((one, other) => size(other) - size(one)).slice(0, ofEach);
  const worst = new Set([...most(({ elements }) => elements), ...most(({ ms }) => ms)]);
  for (const { operation, ms, elements } of worst) {
    const heaviest: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await open(operation.system);
      await prepare(page, operation);
      // What a page fetches once it has time is not the form's.
      await new Promise((resolve) => setTimeout(resolve, idleMs));
      const work = await workOf(browser, page, async () => void (await choose(page, operation)));
      heaviest.push(work.heaviest);
    }
    console.log(
      `${operation.system} ${operation.name}: ${elements} elements, painted in ${ms.toFixed(0)} ms`,
    );
    show('  heaviest task', heaviest);
  }
} finally {
  await browser.close();
  await stack.stop();
}
