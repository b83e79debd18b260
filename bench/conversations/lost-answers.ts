import { expect, type Page } from '@playwright/test';
import { askSystem } from '../../e2e/support/connections.ts';
import type { Stack } from '../../e2e/support/stack.ts';

interface Message {
  readonly text: string;
}

/** Returns how often each text is in a conversation at the system itself. */
async function countAtSystem(stack: Stack, dialog: number): Promise<ReadonlyMap<string, number>> {
  const path = `/v1/messages?dialog_id=${dialog}&order=desc&limit=200`;
  const { data } = (await (await askSystem(stack, 'chat2desk', path)).json()) as { data: readonly Message[] };
  const counts = new Map<string, number>();
  for (const { text } of data) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * Sends messages whose answers are lost, half of them after they were sent and half before; presses Send again at once
 * where that is not known, and where the page gives the text back. Returns how many arrived once, never, and more than once.
 */
export async function sendAndLose(
  page: Page,
  stack: Stack,
  dialog: number,
  runs: number,
): Promise<{ readonly once: number; readonly never: number; readonly twice: number }> {
  const reply = page.getByRole('textbox', { name: /^Message to/ });
  const found = { once: 0, never: 0, twice: 0 };
  for (let run = 0; run < runs; run += 1) {
    const text = `Lost ${run} of ${Date.now()}`;
    await stack.fault({
      operation: 'chat2desk.sendMessage',
      drop: true,
      afterProcessing: run % 2 === 0,
      times: 1,
    });
    await reply.fill(text);
    await reply.press('Control+Enter');
    const item = page
      .getByRole('region', { name: 'Messages' })
      .getByRole('listitem')
      .filter({ hasText: text });
    const sent = item.getByText('Sent', { exact: true });
    const isSent = () => sent.isVisible();
    const isBack = async () => (await reply.inputValue()) === text;
    const isUnsure = page.getByText(/^The message may have been sent/);
    const isKnown = async () => (await isSent()) || (await isBack());
    const becomes = (state: () => Promise<boolean>) => expect.poll(state, { timeout: 60_000 }).toBe(true);
    // Either it is found or given back, or the page says that it may have been sent; then an impatient person presses again.
    await becomes(async () => (await isKnown()) || (await isUnsure.isVisible()));
    if (!(await isKnown())) {
      await reply.press('Control+Enter');
      await becomes(isKnown);
    }
    if (await isBack()) await reply.press('Control+Enter');
    await sent.first().waitFor();
    const count = (await countAtSystem(stack, dialog)).get(text) ?? 0;
    found[count === 0 ? 'never' : count === 1 ? 'once' : 'twice'] += 1;
  }
  return found;
}
