import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, clientWrites, connect } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;

interface Said {
  readonly text: string;
  readonly type: string;
  readonly read: number;
}

const rowOf = (page: Page) => page.getByRole('row', { name: /Luc Van Hecke/ });

test('a client writes, appears in the inbox at once, is answered, reads it and answers', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('link', { name: 'Conversations' }).click();
  await expect(page.getByRole('table', { name: 'Conversations' })).toBeVisible();
  await expect(page.getByText(/^\d+ conversations?, \d+ clients? (is|are) waiting$/).first()).toBeVisible();
  await expectNoViolations(page, 'the inbox');

  // The stream begins when the page is at rest; from then on news arrive by themselves.
  await expect
    .poll(async () => {
      await clientWrites(stack, luc, 'Is the annual account ready?');
      return rowOf(page).getByText('Is the annual account ready?').isVisible();
    })
    .toBe(true);
  const written = `Or is it ${Date.now()}?`;
  await clientWrites(stack, luc, written);
  await expect(rowOf(page).getByText(written)).toBeVisible();
  await expect(rowOf(page)).toContainText('Unread');
  await expect(rowOf(page)).toContainText('Waiting');

  // By keys alone: to the row, to the reply.
  await rowOf(page).getByRole('link').focus();
  await page.keyboard.press('r');
  const reply = page.getByRole('textbox', { name: 'Message to Luc Van Hecke' });
  await expect(reply).toBeFocused();
  const log = page.getByRole('region', { name: 'Messages' });
  await expect(log.getByText(written)).toBeVisible();

  // A draft stays with its conversation.
  await page.keyboard.type('It is ready');
  await page.reload();
  await expect(reply).toHaveValue('It is ready');
  await reply.fill('/');
  await expect(page.getByRole('listbox', { name: 'Templates' })).toBeVisible();
  await reply.fill('It is ready, see you on Monday.');
  // However long Chat2Desk takes, the message is there at once.
  await stack.fault({ operation: 'chat2desk.sendMessage', delayMs: 5_000, times: 1 });
  await page.keyboard.press('Control+Enter');
  const sent = log.getByRole('listitem').filter({ hasText: 'It is ready, see you on Monday.' });
  await expect(sent).toContainText('Sending');
  await expect(reply).toHaveValue('');
  // Whoever sends the next one too soon need not send it twice: it follows.
  await reply.fill('Until then.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('This follows as soon as the last message has arrived.')).toBeVisible();
  await expect(reply).toHaveValue('Until then.');
  await expect(sent).toHaveCount(1);
  await expect(sent).toContainText('Ada Verbruggen');
  const following = log.getByRole('listitem').filter({ hasText: 'Until then.' });
  await expect(following).toHaveCount(1);
  await expect(reply).toHaveValue('');
  // The simulated client reads, then answers; nothing is reloaded.
  await expect(sent.getByText('Seen')).toBeVisible({ timeout: 10_000 });
  await expect(log.getByRole('listitem').last()).toContainText('Luc Van Hecke', { timeout: 10_000 });
  await expect(sent).toHaveCount(1);

  // Whatever became of one whose response was lost: nothing that was written is gone, and nothing is there twice.
  complaints.expect(/status of 504/);
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: false, times: 1 });
  await reply.fill('Bring your passport');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^The message may have been sent\./)).toBeVisible();
  await expect(reply).toHaveValue('Bring your passport');
  await page.reload();
  await expect(reply).toHaveValue('Bring your passport');
  await reply.fill('Another thing');
  await page.keyboard.press('Control+Enter');
  const another = log.getByRole('listitem').filter({ hasText: 'Another thing' });
  await expect(another.getByText('Seen')).toBeVisible({ timeout: 10_000 });
  await expect(reply).toHaveValue('');
  await reply.fill('Bring your passport');
  await page.keyboard.press('Control+Enter');
  const passport = log.getByRole('listitem').filter({ hasText: 'Bring your passport' });
  await expect(passport.getByText('Seen')).toBeVisible({ timeout: 10_000 });
  await expect(reply).toHaveValue('');
  expect([await another.count(), await passport.count()]).toEqual([1, 1]);

  // What could not be read again is said, until it was; then the focus is where one continues.
  complaints.expect(/status of 400/);
  const unread = /\/chat2desk\/v1\/messages\?/;
  await page.route(unread, (route) => route.fulfill({ status: 400, json: {} }));
  await clientWrites(stack, luc, 'Passport or identity card?');
  const outdated = page.getByText(/^This conversation could not be updated\./);
  await expect(outdated).toBeVisible();
  await page.unroute(unread);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(log.getByText('Passport or identity card?')).toBeVisible();
  await expect(outdated).toHaveCount(0);
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);

  // A comment looks different, is said to be one, and does not reach the client.
  await page.getByRole('radio', { name: 'Internal comment' }).check();
  await page.getByRole('textbox', { name: 'Comment for colleagues' }).fill('He is in a hurry');
  await page.getByRole('button', { name: 'Add comment' }).click();
  const comment = log.getByRole('listitem').filter({ hasText: 'He is in a hurry' });
  await expect(comment).toContainText('Internal comment');
  const typeAtSystem = async () => {
    const path = `/v1/messages?client_id=${luc}&order=desc&limit=5`;
    const { data } = (await (await askSystem(stack, 'chat2desk', path)).json()) as { data: Said[] };
    return data.find(({ text }) => text === 'He is in a hurry')?.type;
  };
  await expect.poll(typeAtSystem).toBe('comment');
  await expectNoViolations(page, 'a conversation');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'a conversation on a phone, dark');

  // Someone takes it; nobody is no choice from then on, because nobody can be taken off.
  const assigned = page.getByLabel('Assigned to');
  await assigned.selectOption({ label: 'An Willems' });
  const operators = await askSystem(stack, 'chat2desk', '/v1/operators?limit=200').then((told) =>
    told.json(),
  );
  const an = operators.data.find((one: { first_name: string }) => one.first_name === 'An')?.id;
  await expect(assigned).toHaveValue(String(an));
  await page.reload();
  await expect(assigned).toHaveValue(String(an));
  await expect(assigned.getByRole('option', { name: 'Nobody' })).toHaveCount(0);

  // Left unread, it is so in the inbox, although it was on the screen; read again, it is not.
  await page.getByRole('button', { name: 'Mark as unread' }).click();
  await expect(rowOf(page)).toContainText('Unread');
  await rowOf(page).getByRole('link').click();
  const newest = async () => {
    const path = `/v1/messages?client_id=${luc}&type=from_client&order=desc&limit=1`;
    const { data } = (await (await askSystem(stack, 'chat2desk', path)).json()) as { data: Said[] };
    return data[0]?.read;
  };
  await expect.poll(newest).toBe(1);

  // Closed, it leaves the inbox.
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await page.getByRole('link', { name: 'Conversations' }).first().click();
  await expect(page.getByRole('table', { name: 'Conversations' })).toBeVisible();
  await expect(rowOf(page)).toHaveCount(0);
  await expectNoViolations(page, 'the inbox on a phone, dark');
});
