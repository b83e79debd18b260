import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { aboutHeader } from '../../contract/gateway/sent.ts';
import { clientWrites } from '../../e2e/support/connections.ts';
import { saveMeeting } from '../../e2e/support/meetings.ts';
import type { Stack } from '../../e2e/support/stack.ts';
import { untilPainted } from './painted.ts';

/** Luc Van Hecke, as the sandbox has him. */
const luc = 50_485;
const attendees = [{ name: 'Luc Van Hecke', email: 'lucvanhecke@example.test' }];

/**
 * At a meeting, something is sent to a client out of it, who answers. Returns how long it took from the answer until it
 * was painted among the messages since the meeting, and until the strip of what was sent said so; in ms.
 */
export async function answersAtMeeting(
  page: Page,
  stack: Stack,
  times: number,
): Promise<{ readonly section: readonly number[]; readonly strip: readonly number[] }> {
  const body = { name: 'The house in Gent', status: 'finished', attendees };
  const meeting = await saveMeeting(stack, body, 'ada');
  const asking = page.waitForRequest((request) => request.url().includes('/admin/conversations/'));
  await page.goto(`/meetings/${meeting.id}`);
  const { 'content-type': _, ...headers } = await (await asking).allHeaders();
  await page.locator('#conversation h3').waitFor();
  const send = (text: string) => {
    const key = randomUUID();
    return page.request.post('/connected/chat2desk/v1/messages', {
      headers: {
        ...headers,
        origin: stack.dashboard,
        'idempotency-key': key,
        [aboutHeader]: JSON.stringify({ meetings: [{ id: meeting.id }] }),
      },
      data: { client_id: luc, text, type: 'to_client', external_id: key },
    });
  };
  const took = { section: [] as number[], strip: [] as number[] };
  for (let run = 0; run < times; run += 1) {
    const answer = await send(`Decided ${run}`);
    if (!answer.ok()) throw new Error(`not sent: ${answer.status()} ${await answer.text()}`);
    await page.locator('#sent li').nth(run).waitFor();
    const text = `Answer ${run} of ${Date.now()}`;
    const painted = [untilPainted(page, '#conversation', text), untilPainted(page, '#sent li', 'Answered')];
    const from = Date.now();
    await clientWrites(stack, luc, text);
    const [section = Number.NaN, strip = Number.NaN] = await Promise.all(painted);
    took.section.push(section - from);
    took.strip.push(strip - from);
    await pause(100 + Math.random() * 300);
  }
  return took;
}
