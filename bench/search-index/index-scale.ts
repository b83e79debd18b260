/**
 * What the local index costs with ten thousand meetings: processor time of its worker while it is built and
 * loaded again, its heap, how soon it answers, and whether the page notices. The real application, gateway and
 * sandbox, without their limits on requests. Needs Linux (threads are read in /proc). Run it after a build:
 *
 *   npm run bench:index-scale -- [meetings that the person sees, 10000]
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { CDPSession, Page, Worker } from '@playwright/test';
import { Stack } from '../../e2e/support/stack.ts';
import { launch, workOf } from '../support.ts';

const wanted = Number(process.argv[2] ?? 10_000);
/** Owen sees about this part of the sandbox's meetings. */
const share = 0.272;
/** The kernel's clock ticks per second, as counted in /proc. */
const ticksPerSecond = 100;
const queries = [
  'invoice',
  'factuur',
  'Steuererklärung',
  'déclaration',
  'jan martens',
  'balance sheet review',
  'objektion',
  'vergadring',
  'bu',
  'budget planning',
  'btw aangifte kwartaal',
  'zzzzqqqq',
];

const show = (name: string, value: string) => console.log(`${name.padEnd(52)} ${value.padStart(12)}`);
const quantile = (values: readonly number[], part: number) =>
  [...values].sort((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * part))
  ] ?? Number.NaN;

/** Seconds of processor time that dedicated workers of this browser have used. */
async function workerSeconds(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  let ticks = 0;
  for (const { id } of processInfo) {
    for (const thread of listed(`/proc/${id}/task`)) {
      const stat = read(`/proc/${id}/task/${thread}/stat`);
      if (!stat.includes('(DedicatedWorker')) continue;
      const [, , user = '0', system = '0'] =
        /\) \S( \S+){10} (\d+) (\d+)/.exec(stat)?.map((part) => part.trim()) ?? [];
      ticks += Number(user) + Number(system);
    }
  }
  return ticks / ticksPerSecond;
}

const listed = (path: string): string[] => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};
const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

interface HeapUsage {
  readonly usedSize: number;
}

/** Bytes on the heap of the index's worker after a garbage collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker' && targetInfo.url.includes('index.worker')) resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  const ask = (id: number, method: string) =>
    new Promise<unknown>((resolve) => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message) as { id?: number; result?: unknown };
        if (answer.id === id) resolve(answer.result);
      });
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
  await ask(1, 'HeapProfiler.collectGarbage');
  const { usedSize } = (await ask(2, 'Runtime.getHeapUsage')) as HeapUsage;
  await session.detach();
  return usedSize;
}

/** Milliseconds from a call to the worker until its answer, including reading and marking the shown texts. */
async function timeQuery(worker: Worker, query: string): Promise<number> {
  return worker.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const scope = self as unknown as { postMessage: (message: unknown) => void };
        const send = scope.postMessage.bind(self);
        const call = crypto.randomUUID();
        const start = performance.now();
        scope.postMessage = (message) => {
          const { reply } = message as { reply?: { call: string } };
          if (reply?.call !== call) return send(message);
          scope.postMessage = send;
          return resolve(performance.now() - start);
        };
        const filter = {
          types: [],
          dossiers: [],
          teams: [],
          owners: [],
          attendees: [],
          languages: [],
          reviews: [],
          statuses: [],
        };
        const args = [{ query: text, filter, order: 'desc', offset: 0, limit: 25 }];
        dispatchEvent(
          new MessageEvent('message', { data: { kind: 'call', call: { call, method: 'search', args } } }),
        );
      }),
    query,
  );
}

/** How long the page is watched while the index is built, in ms. */
const watchedMs = 15_000;
const pause = (page: Page, ms: number) =>
  page.evaluate((time) => new Promise<void>((done) => setTimeout(done, time)), ms);

const upToDate = (page: Page) => page.getByText('up to date').waitFor({ timeout: 60 * 60_000 });

const indexWorker = (page: Page): Worker => {
  const worker = page.workers().find((one) => one.url().includes('index.worker'));
  if (!worker) throw new Error('the index has no worker');
  return worker;
};

const stack = await Stack.start({
  SANDBOX_MEETINGS: String(Math.round(wanted / share)),
  SANDBOX_REQUESTS_PER_MINUTE: '10000000',
  INDEX_REQUESTS_PER_MINUTE: '1000000',
});
const browser = await launch();
try {
  const process = await browser.newBrowserCDPSession();
  const page = await browser.newPage({ baseURL: stack.dashboard, viewport: { width: 1440, height: 900 } });
  await page.goto('/action-items');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill('owen@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByText('reading meetings').waitFor({ timeout: 5 * 60_000 });
  const begun = performance.now();
  // In place, so that the same worker continues: the list, which is idle apart from the index.
  await page.getByRole('navigation').first().getByRole('link', { name: 'Meetings', exact: true }).click();
  await page.locator('tbody a').first().waitFor();
  await pause(page, 5_000);
  const idle = await workOf(browser, page, () => pause(page, watchedMs));
  await page.getByRole('link', { name: 'Action items' }).click();
  await upToDate(page);
  const count = (await page.getByText(/meetings indexed/).textContent()) ?? '';
  console.log(count.trim());
  show('build, as long as it took', `${((performance.now() - begun) / 1000).toFixed(0)} s`);
  show('build, processor time of the worker (≤ 60 s)', `${(await workerSeconds(process)).toFixed(1)} s`);
  show('page in the meantime, heaviest task (≤ 50 ms)', `${idle.heaviest.toFixed(0)} ms`);
  show(
    'page in the meantime, part of its processor time',
    `${((100 * idle.total) / watchedMs).toFixed(1)} %`,
  );
  show('heap of the worker (≤ 60 MB)', `${((await heapOf(page)) / 1e6).toFixed(1)} MB`);

  const worker = indexWorker(page);
  for (const query of queries) await timeQuery(worker, query);
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (const query of queries) times.push(await timeQuery(worker, query));
  }
  show('query, median', `${quantile(times, 0.5).toFixed(1)} ms`);
  show('query, p95 (≤ 50 ms)', `${quantile(times, 0.95).toFixed(1)} ms`);

  const counted = await workOf(browser, page, async () => {
    await page.getByRole('link', { name: 'Insight' }).click();
    await page.getByRole('rowheader').first().waitFor();
    await page.getByLabel('Divided by').selectOption({ label: 'Dossier' });
    await page.getByText('The chart shows the').waitFor();
    await page.getByRole('link', { name: 'Template health' }).click();
    await page.getByRole('columnheader', { name: 'Trend' }).waitFor();
    await pause(page, 1_000);
  });
  show('insight and template health, heaviest task (≤ 50 ms)', `${counted.heaviest.toFixed(0)} ms`);

  await page.goto('about:blank');
  await page.goto('/action-items');
  const reloaded = performance.now();
  await upToDate(page);
  show(
    'loaded again and looked for changes, took',
    `${((performance.now() - reloaded) / 1000).toFixed(1)} s`,
  );
  show('the same, processor time of the worker', `${(await workerSeconds(process)).toFixed(1)} s`);
} finally {
  await browser.close();
  await stack.stop();
}
