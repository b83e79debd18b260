/**
 * How long it takes from a change at Claritalk to its paint in an open browser: the request that changes a meeting
 * at the sandbox, its webhook, the gateway's question whether the person may know, the stream, the page's own
 * question, the paint. Run it after a build:
 *
 *   npm run bench:live -- [changes]
 */
import type { Page } from '@playwright/test';
import { saveMeeting } from '../e2e/support/meetings.ts';
import { Stack } from '../e2e/support/stack.ts';
import { endOnSignals } from './interrupt.ts';
import { summary } from './summary.ts';
import { launch, slowPage } from './support.ts';

const changes = Number(process.argv[2] ?? 200);
const meetings = 8;
const statuses = [
  { status: 'uploading', shown: 'Uploading' },
  { status: 'processing', shown: 'Processing' },
] as const;
const patienceMs = 15_000;

interface Watched {
  /** Date.now() of the paint that shows a text in a meeting's row. */
  untilPainted(id: string, text: string): Promise<number>;
}

/** Makes the page report when a row shows something: after the frame in which it was drawn. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const watched: Watched = {
      untilPainted: (id, text) =>
        new Promise((resolve) => {
          const look = () => {
            if (!document.querySelector(`[data-meeting="${id}"]`)?.textContent?.includes(text)) return false;
            requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
            return true;
          };
          if (look()) return;
          const observer = new MutationObserver(() => {
            if (look()) observer.disconnect();
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
    };
    Object.assign(window, { watched });
  });

endOnSignals();
const stack = await Stack.start({ LIVE_UPDATES: '1' });
const browser = await launch();
try {
  const ids: string[] = [];
  for (let count = 0; count < meetings; count += 1) {
    ids.push((await saveMeeting(stack, { name: `Bench ${count}`, status: 'processing' })).id);
  }
  const { page, session } = await slowPage(browser, stack);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const streaming = page.waitForResponse((response) => response.url().includes('/events'));
  await page.goto('/meetings?size=25');
  await streaming;
  await page.locator(`[data-meeting="${ids[0]}"]`).waitFor();
  await watch(page);
  const times: number[] = [];
  let missed = 0;
  for (let count = 0; count < changes; count += 1) {
    const id = ids[count % meetings] ?? '';
    const next = statuses[Math.floor(count / meetings) % statuses.length] ?? statuses[0];
    const painted = page.evaluate(
      ([meeting = '', text = '']) =>
        (window as unknown as { watched: Watched }).watched.untilPainted(meeting, text),
      [id, next.shown],
    );
    painted.catch(() => undefined);
    const from = Date.now();
    await saveMeeting(stack, { id, name: `Bench ${count % meetings}`, status: next.status });
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined));
    const at = await Promise.race([painted, late]);
    if (at === undefined) missed += 1;
    else times.push(at - from);
    // Claritalk allows a person 480 requests a minute.
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200));
  }
  console.log(
    `${times.length} of ${changes} changes painted within ${patienceMs / 1000} s, ${missed} missed`,
  );
  console.log(summary('change at Claritalk → painted', times, 'ms'));
} finally {
  await browser.close();
  await stack.stop();
}
