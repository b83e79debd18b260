import type { Page } from '@playwright/test';
import { longConversation } from '../../server/sandboxes/chat2desk/seed/seed-many.ts';
import { clientWrites, connect } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

// One conversation has 200 messages; nobody writes but the test.
test.use({ stackSettings: { LIVE_UPDATES: '1', SANDBOX_SIMULATED: '0', SANDBOX_CONVERSATIONS: '400' } });

/** Holds pictures until they are released. */
async function holdPictures(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/connected/chat2desk/media/**', async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test('what is read stays in its place when pictures and news arrive; sending leads to what is sent', async ({
  page,
  signIn,
  stack,
}) => {
  const { client, dialog } = longConversation;
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  // Above, within and below what will be looked at.
  for (const text of ['Above', 'Looked at', 'Within', 'Below', 'Last']) {
    if (text !== 'Looked at') await clientWrites(stack, client, `Here is it: ${text}`, 'letter.png');
    for (let line = 0; line < 4; line += 1) await clientWrites(stack, client, `${text}, line ${line}`);
  }
  const release = await holdPictures(page);
  await page.goto(`/conversations/chat2desk/${dialog}`);
  const log = page.getByRole('region', { name: 'Messages' });
  const items = log.getByRole('listitem');
  await expect(items).toHaveCount(50);
  const looked = items.filter({ hasText: 'Looked at, line 0' });
  await looked.evaluate((item) => item.scrollIntoView({ block: 'start', behavior: 'instant' }));
  /** How far below the log's edge it is; the page may scroll as well. */
  const place = async () => ((await looked.boundingBox())?.y ?? 0) - ((await log.boundingBox())?.y ?? 0);
  expect(Math.abs(await place())).toBeLessThan(2);
  const before = await place();

  const pictures = log.getByRole('img');
  const height = () => log.evaluate((element) => element.scrollHeight);
  const without = await height();
  await expect(pictures).toHaveCount(4);
  release();
  await expect.poll(async () => (await height()) - without).toBeGreaterThan(4 * 250);
  await expect.poll(place).toBeCloseTo(before, 0);

  // The stream begins when the page is at rest.
  let count = 0;
  await expect
    .poll(async () => {
      count += 1;
      await clientWrites(stack, client, `News ${count}`);
      return items.filter({ hasText: /News/ }).count();
    })
    .toBeGreaterThan(0);
  await expect.poll(place).toBeCloseTo(before, 0);
  await expect(items.last()).not.toBeInViewport();

  // Whoever sends sees what they send, and stays there when it has arrived.
  await stack.fault({ operation: 'chat2desk.sendMessage', delayMs: 2_000, times: 1 });
  const reply = page.getByRole('textbox', { name: /^Message to/ });
  await reply.fill('Thank you for the letters.');
  await reply.press('Control+Enter');
  const sent = items.filter({ hasText: 'Thank you for the letters.' });
  await expect(sent).toContainText('Sending');
  await expect(sent).toBeInViewport();
  await expect(sent.getByText('Sent', { exact: true })).toBeVisible();
  await expect(sent).toBeInViewport();
  await expect(sent).toHaveCount(1);

  // What the client said is heard.
  await clientWrites(stack, client, 'Listen to this', 'voice-message.wav');
  const voice = items.filter({ hasText: 'Listen to this' }).getByLabel('voice-message.wav');
  await voice.evaluate((player: HTMLAudioElement) => player.play());
  await expect
    .poll(() => voice.evaluate((player: HTMLAudioElement) => player.currentTime))
    .toBeGreaterThan(0.2);
});
