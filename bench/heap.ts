/**
 * What an hour of use leaves in the memory of the list: a live change a minute, the palette opened and closed, each
 * sixth minute a meeting opened and left, the page's own clock an hour later. Run it after a build:
 *
 *   npm run bench:heap -- [minutes]
 *
 * The first ten minutes are not counted: texts, pages and caches come once. Prints the growth after garbage was
 * collected, and the trees that are held although they are no longer on the page (aim: at most 2 MiB, and none).
 */
import type { CDPSession, Page } from '@playwright/test';
import { finishedMeeting, saveMeeting } from '../e2e/support/meetings.ts';
import { Stack } from '../e2e/support/stack.ts';
import { endOnSignals } from './interrupt.ts';
import { launch, signIn } from './support.ts';

const minutes = Number(process.argv[2] ?? 60);
const warmUp = 10;

interface Held {
  readonly heapMiB: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Roots of detached trees, and how many nodes of each scripts keep alive. */
  readonly detached: readonly string[];
}

interface Node {
  readonly nodeName: string;
  readonly attributes?: readonly string[];
}

async function held(session: CDPSession): Promise<Held> {
  // Twice: what the first collection finalises is free after the second.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const { detachedNodes } = (await session.send('DOM.getDetachedDomNodes')) as {
    detachedNodes: readonly { readonly treeNode: Node; readonly retainedNodeIds: readonly number[] }[];
  };
  return {
    heapMiB: usedSize / 2 ** 20,
    nodes,
    listeners: jsEventListeners,
    detached: detachedNodes.map(
      ({ treeNode, retainedNodeIds }) =>
        `${treeNode.nodeName} ${treeNode.attributes?.join(' ').slice(0, 80) ?? ''} (${retainedNodeIds.length})`,
    ),
  };
}

async function palette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('meet');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function openMeeting(page: Page, row: number): Promise<void> {
  await page.locator('tbody tr[data-meeting] a').nth(row).click();
  await page.locator('[id^="answer-"], h1').first().waitFor();
  await page.waitForURL(/meetings\/./);
  await page.goBack();
  await page.locator('tbody tr[data-meeting] a').first().waitFor();
}

endOnSignals();
const stack = await Stack.start({ LIVE_UPDATES: '1' });
const browser = await launch();
try {
  const page = await browser.newPage({ baseURL: stack.dashboard, viewport: { width: 1440, height: 900 } });
  await page.clock.install();
  await signIn(page);
  const { id } = await finishedMeeting(stack);
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  let before: Held | undefined;
  for (let minute = 0; minute < warmUp + minutes; minute += 1) {
    if (minute === warmUp) before = await held(session);
    // An hour of the page takes minutes of the sandbox, whose limits are by its own clock.
    await stack.resetRateLimits();
    const name = `Minute ${minute}`;
    await saveMeeting(stack, { id, name });
    await palette(page);
    if (minute % 6 === 0) await openMeeting(page, minute % 10);
    await page.clock.runFor(60_000);
  }
  const after = await held(session);
  const show = ({ heapMiB, nodes, listeners, detached }: Held) =>
    `${heapMiB.toFixed(2)} MiB, ${nodes} nodes, ${listeners} listeners, ${detached.length} detached trees`;
  if (!before) throw new Error('nothing was measured');
  console.log(`before  ${show(before)}`);
  console.log(`after   ${show(after)}   (${minutes} minutes)`);
  console.log(`growth  ${(after.heapMiB - before.heapMiB).toFixed(2)} MiB`);
  for (const tree of after.detached) console.log(`  detached: ${tree}`);
} finally {
  await browser.close();
  await stack.stop();
}
