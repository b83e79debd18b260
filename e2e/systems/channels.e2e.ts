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
  const first = tableOf(page).getByRole('link').first();
  const client = (await first.textContent()) ?? '';
  await first.click();
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

  // A file waits in a draft over a reload, is posted once although the response is lost, and can be fetched again.
  complaints.expect(/status of 504/);
  const chooser = page.getByLabel('Attach a file').last();
  const wrong = { name: 'deed.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<svg></svg>') };
  await chooser.setInputFiles(wrong);
  await expect(page.getByText(/What is in a file counts, not its name\./)).toBeVisible();
  const deed = Buffer.from('%PDF-1.7\nThe deed');
  await chooser.setInputFiles({ name: 'deed.pdf', mimeType: 'application/pdf', buffer: deed });
  await expect(page.getByText('deed.pdf (0.1 MB)')).toBeVisible();
  await reply.fill('The deed, to be signed');
  await page.reload();
  await expect(page.getByText('deed.pdf (0.1 MB)')).toBeVisible();
  await expectNoViolations(page, 'a file that waits');
  const lost = { operation: 'courier.updateMessagingMessage', drop: true, afterProcessing: true, times: 1 };
  await stack.fault(lost);
  await reply.press('Control+Enter');
  const withDeed = log.getByRole('listitem').filter({ hasText: 'The deed, to be signed' });
  await expect(withDeed.getByRole('button', { name: 'deed.pdf (1 kB)' })).toBeVisible();
  await expect(withDeed).toHaveCount(1);
  await expect(reply).toHaveValue('');
  await expect(page.getByText('deed.pdf (0.1 MB)')).toHaveCount(0);
  await withDeed.getByRole('button', { name: 'deed.pdf (1 kB)' }).click();
  const link = withDeed.getByRole('link', { name: 'deed.pdf' });
  const answer = await page.request.get((await link.getAttribute('href')) ?? '');
  expect((await answer.body()).equals(deed)).toBe(true);

  await page.getByLabel('My notifications').selectOption('Off');
  await page.reload();
  await expect(page.getByLabel('My notifications')).toHaveValue('false');

  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('This conversation is archived.')).toBeVisible();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(reply).toBeVisible();

  // Nothing is hidden from an admin, so it does not exist.
  complaints.expect(/status of 403/);
  await page.goto('/conversations/courier/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText(/^There is no such conversation\./)).toBeVisible();
});
