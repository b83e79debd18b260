import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { administer } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

const tableOf = (page: Page) => page.getByRole('table', { name: 'Conversations' });

test('a channel of Courier is in the inbox, is answered once, reacted to, archived and brought back', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  await administer(page, signIn, 'courier');
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Conversations' })
    .click();
  await expect(tableOf(page)).toBeVisible();
  await expect(page.getByText(/^\d+ conversations?, \d+ clients? (is|are) waiting$/).first()).toBeVisible();
  await expectNoViolations(page, 'the inbox of channels');

  // One that she is in; to others she would have to be added first.
  await page.getByLabel('Which conversations').selectOption({ label: 'Assigned to me' });
  const others = tableOf(page).getByRole('row').filter({ hasNotText: 'Ada Verbruggen' });
  // The head of the table.
  await expect(others).toHaveCount(1);
  const link = tableOf(page).getByRole('link').first();
  const client = (await link.textContent()) ?? '';
  await link.click();
  const log = page.getByRole('region', { name: 'Messages' });
  await expect(log.getByRole('listitem').first()).toBeVisible();
  const reply = page.getByRole('textbox', { name: `Message to ${client}` });

  // A draft stays with its conversation; a message is there at once, and once.
  await reply.fill('It is ready');
  await page.reload();
  await expect(reply).toHaveValue('It is ready');
  await reply.fill('It is ready, see you on Monday.');
  await stack.fault({ operation: 'courier.createMessagingMessage', delayMs: 2_000, times: 1 });
  await page.keyboard.press('Control+Enter');
  const sent = log.getByRole('listitem').filter({ hasText: 'It is ready, see you on Monday.' });
  await expect(sent).toContainText('Sending');
  await expect(reply).toHaveValue('');
  await expect(sent).toHaveCount(1);
  await expect(sent).toContainText('Ada Verbruggen');
  // The simulated client reads and answers; nothing is reloaded.
  await expect(log.getByRole('listitem').last()).toContainText(client, { timeout: 15_000 });
  await sent.getByRole('button', { name: 'Read by' }).click();
  await expect(sent.getByRole('status')).toContainText(`Read by ${client}`);

  // One whose response was lost is looked for, and found.
  complaints.expect(/status of 504/);
  await stack.fault({
    ...{ operation: 'courier.createMessagingMessage', drop: true, afterProcessing: true, times: 1 },
  });
  await reply.fill('Bring your passport');
  await page.keyboard.press('Control+Enter');
  const passport = log.getByRole('listitem').filter({ hasText: 'Bring your passport' });
  await expect(passport).toContainText('Ada Verbruggen');
  await expect(reply).toHaveValue('');
  await expect(passport).toHaveCount(1);

  await passport.getByRole('button', { name: 'React' }).click();
  await passport.getByRole('button', { name: 'Love' }).click();
  await expect(passport.getByRole('button', { name: 'Love: Ada Verbruggen' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await passport.getByRole('button', { name: 'Bookmark' }).click();
  await expect(passport.getByText('Bookmarked')).toBeVisible();
  await expectNoViolations(page, 'a channel');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'a channel on a phone, dark');

  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('This conversation is archived.')).toBeVisible();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(reply).toBeVisible();

  // What someone may not see, and what does not exist, are the same.
  complaints.expect(/status of 403/);
  await page.goto('/conversations/courier/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('You can’t see this conversation, or it does not exist.')).toBeVisible();
});
