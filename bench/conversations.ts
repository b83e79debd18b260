/**
 * Conversations with ten thousand of them and two hundred thousand messages in the sandbox: when the inbox has its first
 * row, against an inbox of the made-up firm alone; what opening, scrolling and typing cost the main thread on a CPU four
 * times slower, on a line of 9 Mbit/s with 60 ms; from what a client writes to its paint, and from the key that sends to
 * the message on the screen, at full speed, and to its paint at the meeting that it answers; and messages whose answers are
 * lost. After a build:
 *
 *   npm run bench:conversations -- [runs] [news and lost answers] [only the parts whose name contains this]
 */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { askSystem, clientWrites } from '../e2e/support/connections.ts';
import { Stack } from '../e2e/support/stack.ts';
import { longConversation } from '../server/sandboxes/chat2desk/seed/seed-many.ts';
import { answersAtMeeting } from './conversations/at-meeting.ts';
import { sendAndLose } from './conversations/lost-answers.ts';
import { fromKey, untilPainted, watchPaints } from './conversations/painted.ts';
import { endOnSignals } from './interrupt.ts';
import { summary } from './summary.ts';
import { cpuSlowdown, launch, load, median, show, slowPage, workOf } from './support.ts';

const runs = Number(process.argv[2] ?? 7);
const times = Number(process.argv[3] ?? 200);
const only = process.argv[4] ?? '';
const wants = (part: string) => part.includes(only);
const conversations = 10_000;
const { client, dialog } = longConversation;
const address = `/conversations/chat2desk/${dialog}`;
const log = '[aria-label="Messages"]';
const settings = { LIVE_UPDATES: '1', SANDBOX_CONNECTED: '1', SANDBOX_SIMULATED: '0' };
const machine = () => `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`;

const happens = (stack: Stack, text: string) => clientWrites(stack, client, text);

/** A page of an admin that shows the inbox, once the system has opened its database. */
async function inbox(browser: Awaited<ReturnType<typeof launch>>, stack: Stack) {
  await askSystem(stack, 'chat2desk', '/v1/channels');
  const slow = await slowPage(browser, stack, 'ada');
  await watchPaints(slow.page);
  await slow.page.goto('/conversations');
  await slow.page.locator('tbody a').first().waitFor();
  return slow;
}

/** The oldest of the messages that are drawn is another. */
const grown = (page: Page, before: string) =>
  page.waitForFunction(
    ([selector, text]) => document.querySelector(`${selector} li`)?.textContent !== text,
    [log, before],
  );

/** Runs in the page: a field that nothing listens to, in the same document. */
function addBareField(): void {
  const field = document.createElement('textarea');
  field.id = 'bare';
  document.body.append(field);
}

endOnSignals();
const [few, many] = [
  await Stack.start(settings),
  await Stack.start({ ...settings, SANDBOX_CONVERSATIONS: String(conversations) }),
];
const browser = await launch();
try {
  const small = await inbox(browser, few);
  const large = await inbox(browser, many);
  const { page, session } = large;
  console.log(`CPU ×${cpuSlowdown}, 9 Mbit/s, 60 ms; median of ${runs} (all runs); ${machine()}`);
  if (wants('inbox')) {
    const first = { few: [] as number[], many: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      first.few.push(await load(small.page, small.session, false));
      first.many.push(await load(page, session, false));
    }
    show('inbox of the firm alone: first row', first.few);
    show(`inbox of ${conversations} more: first row`, first.many);
    console.log(`${'ratio'.padEnd(44)} ${(median(first.many) / median(first.few)).toFixed(2).padStart(6)}`);
  }
  await small.page.close();
  const open = async () => {
    await page.goto('/conversations?q=32471000000');
    await page.locator(`a[href="${address}"]`).waitFor();
    await pause(1_000);
    const box = await page.locator(`a[href="${address}"]`).boundingBox();
    if (!box) throw new Error('nothing to press');
    await page.mouse.move(box.x + 5, box.y + box.height / 2);
  };
  if (wants('open')) {
    const work = { heaviest: [] as number[], total: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      await open();
      const { heaviest, total } = await workOf(browser, page, async () => {
        await page.mouse.down();
        await page.mouse.up();
      });
      await page.locator(`${log} li`).first().waitFor();
      work.heaviest.push(heaviest);
      work.total.push(total);
    }
    show('open a conversation of 5,000: heaviest task', work.heaviest);
    show('open a conversation of 5,000: all tasks', work.total);
  }
  await page.goto(address);
  await page.locator(`${log} li`).first().waitFor();
  if (wants('scroll')) {
    const heaviest: number[] = [];
    const box = await page.locator(log).boundingBox();
    if (!box) throw new Error('there is no log');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let run = 0; run < runs * 4; run += 1) {
      const before = (await page.locator(`${log} li`).first().textContent()) ?? '';
      const work = await workOf(browser, page, () => page.mouse.wheel(0, -20_000));
      await grown(page, before);
      heaviest.push(work.heaviest);
    }
    show('scroll up by a portion: heaviest task', heaviest);
    const drawn = await page.locator(`${log} li`).count();
    console.log(
      `${`messages drawn after ${heaviest.length} portions`.padEnd(44)} ${String(drawn).padStart(6)}`,
    );
  }
  if (wants('type')) {
    const idle: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      idle.push((await workOf(browser, page, () => Promise.resolve())).heaviest);
    }
    // What the machine adds without any work.
    show('nothing at all: heaviest task', idle);
    const typed = { bare: [] as number[], reply: [] as number[] };
    const press = async (into: number[], letter: string) =>
      into.push((await workOf(browser, page, () => page.keyboard.press(letter))).heaviest);
    const reply = page.getByRole('textbox', { name: /^Message to/ });
    // One after the other in turn, so that what else runs on the machine meets both.
    await page.evaluate(addBareField);
    const bare = page.locator('textarea#bare');
    for (let run = 0; run < runs * 2; run += 1) {
      await bare.focus();
      await press(typed.bare, 'a');
      await reply.focus();
      await press(typed.reply, 'a');
    }
    await bare.evaluate((element) => element.remove());
    show('type a letter into a bare field: heaviest task', typed.bare);
    show('type a letter into the reply: heaviest task', typed.reply);
    const ratio = median(typed.reply) / median(typed.bare);
    console.log(`${'ratio'.padEnd(44)} ${ratio.toFixed(2).padStart(6)}`);
    await reply.fill('');
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.goto(address);
  await page.locator(`${log} li`).first().waitFor();
  if (wants('news')) {
    // The stream begins when the page is at rest.
    await happens(many, 'Hello?');
    await untilPainted(page, log, 'Hello?');
    const took: number[] = [];
    for (let count = 0; count < times; count += 1) {
      const text = `News ${count} of ${Date.now()}`;
      const painted = untilPainted(page, log, text);
      const from = Date.now();
      await happens(many, text);
      took.push((await painted) - from);
      await pause(100 + Math.random() * 300);
    }
    console.log(summary('the client writes → painted', took, 'ms'));
  }
  if (wants('meeting')) {
    const { section, strip } = await answersAtMeeting(page, many, Math.min(50, times));
    console.log(summary('the client answers → at the meeting', section, 'ms'));
    console.log(summary('… → in the strip of what was sent', strip, 'ms'));
    await page.goto(address);
    await page.locator(`${log} li`).first().waitFor();
  }
  const reply = page.getByRole('textbox', { name: /^Message to/ });
  if (wants('send')) {
    const took: number[] = [];
    for (let run = 0; run < Math.max(20, runs); run += 1) {
      const text = `Sent ${run} of ${Date.now()}`;
      await reply.fill(text);
      const shown = fromKey(page, log, text);
      await reply.press('Control+Enter');
      took.push(await shown);
      // The next one waits for this one.
      const item = page.locator(`${log} li`).filter({ hasText: text });
      await item.getByText('Sent', { exact: true }).waitFor();
    }
    console.log(summary('the key that sends → shown', took, 'ms'));
  }
  if (wants('lost')) {
    const { once, never, twice } = await sendAndLose(page, many, dialog, times);
    console.log(`${times} lost answers: ${once} arrived once, ${never} never, ${twice} more than once`);
    if (twice > 0) process.exitCode = 1;
  }
  console.log(machine());
} finally {
  await browser.close();
  await few.stop();
  await many.stop();
}
