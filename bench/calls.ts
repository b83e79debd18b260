/**
 * Calls with fifty thousand recordings in the sandbox: when the list has its first row, against a company with forty,
 * on a CPU four times slower, on a line of 9 Mbit/s with 60 ms; once with a gateway that has just started, which has read
 * nothing, and once with one that knows them. After a build:
 *
 *   npm run bench:calls -- [runs] [recordings]
 */
import { availableParallelism, loadavg } from 'node:os';
import { askSystem } from '../e2e/support/connections.ts';
import { Stack } from '../e2e/support/stack.ts';
import { endOnSignals } from './interrupt.ts';
import { cpuSlowdown, launch, load, median, show, slowPage } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const recordings = Number(process.argv[3] ?? 50_000);
const settings = { SANDBOX_CONNECTED: '1' };

/** A page of an admin that shows the list, once the system has opened its database. */
async function calls(browser: Awaited<ReturnType<typeof launch>>, stack: Stack) {
  await askSystem(stack, 'courier', '/v1/organizations/');
  const slow = await slowPage(browser, stack, 'ada');
  await slow.page.goto('/calls');
  await slow.page.locator('tbody a').first().waitFor();
  return slow;
}

const ratio = (name: string, few: readonly number[], many: readonly number[]) =>
  console.log(`${name.padEnd(44)} ${(median(many) / median(few)).toFixed(2).padStart(6)}`);

endOnSignals();
const stacks = {
  few: await Stack.start(settings),
  many: await Stack.start({ ...settings, SANDBOX_CALLS: String(recordings) }),
};
const browser = await launch();
try {
  const pages = { few: await calls(browser, stacks.few), many: await calls(browser, stacks.many) };
  const machine = `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`;
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs); ${machine}`);
  const cold = { few: [] as number[], many: [] as number[] };
  const warm = { few: [] as number[], many: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    for (const which of ['few', 'many'] as const) {
      const { page, session } = pages[which];
      await stacks[which].halt();
      await stacks[which].run();
      await askSystem(stacks[which], 'courier', '/v1/organizations/');
      cold[which].push(await load(page, session, false));
      // All of them are known when the page no longer says that more may follow.
      await page.getByText(/still being read/).waitFor({ state: 'detached', timeout: 120_000 });
      warm[which].push(await load(page, session, false));
    }
  }
  show('gateway just started, 40 recordings: first row', cold.few);
  show(`gateway just started, ${recordings} more: first row`, cold.many);
  ratio('ratio', cold.few, cold.many);
  show('all read, 40 recordings: first row', warm.few);
  show(`all read, ${recordings} more: first row`, warm.many);
  ratio('ratio', warm.few, warm.many);
} finally {
  await browser.close();
  await Promise.all([stacks.few.stop(), stacks.many.stop()]);
}
