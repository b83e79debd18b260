import type { BrowserContext, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { processRecording, saveMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

const rows = (page: Page) => page.getByRole('table').getByRole('row');

/** Event streams that the tabs of a browser have opened. */
function streamsOf(context: BrowserContext): Page[] {
  const streams: Page[] = [];
  context.on('response', (response) => {
    if (new URL(response.url()).pathname === '/events' && response.ok())
      streams.push(response.frame().page());
  });
  return streams;
}

test('what happens at Claritalk appears at once, in every tab, over one connection, and is announced once', async ({
  page,
  context,
  signIn,
  stack,
  complaints,
}) => {
  const streams = streamsOf(context);
  const { id } = await saveMeeting(stack, { name: 'Live one', status: 'recording' });
  await saveMeeting(stack, { name: 'Someone else’s', status: 'recording' }, 'nora');
  await signIn('owen');
  await expect.poll(() => streams).toEqual([page]);
  const second = await context.newPage();
  await second.goto('/meetings');
  await expect(rows(second).filter({ hasText: 'Live one' })).toContainText('Recording');
  const firstIs = (text: string) => expect(rows(page).filter({ hasText: 'Live one' })).toContainText(text);
  // The other tab listens through the first; by polling they would find out much later.
  await second.waitForFunction(() =>
    navigator.locks
      .query()
      .then(({ pending }) => pending?.some(({ name }) => name?.startsWith('claritalk-live'))),
  );
  await saveMeeting(stack, { id, name: 'Live one', status: 'paused' });
  await expect(rows(second).filter({ hasText: 'Live one' })).toContainText('Paused', { timeout: 4_000 });
  await page.bringToFront();
  await firstIs('Paused');
  expect(streams).toHaveLength(1);

  // Actually processed: the announcement is in one tab only and leads to the meeting, whose report is there.
  await second.bringToFront();
  await processRecording(stack, id);
  const announced = (on: Page) => on.getByRole('status').filter({ hasText: 'ready to review' });
  const times = async () => (await announced(second).count()) + (await announced(page).count());
  await expect.poll(times, { timeout: 15_000 }).toBe(1);
  const [shown, other] = (await announced(second).count()) ? [second, page] : [page, second];
  await expectNoViolations(shown, 'announcement', '[role="status"]');
  await announced(shown).getByRole('link', { name: 'Live one' }).click();
  await expect(shown.getByRole('heading', { level: 1, name: 'Live one' })).toBeVisible();
  expect(await times()).toBe(0);
  const download = shown.waitForEvent('download');
  await shown.getByRole('button', { name: 'Claritalk’s report' }).click();
  expect((await download).suggestedFilename()).toBe('live-one-summary-report.pdf');
  await other.close();

  // Another tab takes over the stream; a restart of the servers interrupts it for a while, and the page says so.
  complaints.expect(/ERR_|Failed to (load|fetch)|NetworkError|50\d/);
  await expect.poll(() => streams.at(-1)).toBe(shown);
  const before = streams.length;
  await shown.goto('/meetings');
  await expect.poll(() => streams.length).toBe(before + 1);
  await stack.halt();
  await expect(shown.getByText('Live updates are interrupted')).toBeVisible({ timeout: 20_000 });
  await stack.run();
  // As the browser reports when its network is back: it need not wait for its turn.
  await shown.evaluate(() => dispatchEvent(new Event('online')));
  await expect(shown.getByText('Live updates are interrupted')).toBeHidden({ timeout: 40_000 });
});

test('an admin registers the address of the dashboard, looks at deliveries and redelivers one', async ({
  page,
  signIn,
  stack,
}) => {
  const { id } = await saveMeeting(stack, { name: 'About salaries', status: 'finished' });
  await signIn('ada', '/webhooks');
  const deliveries = page.getByRole('table', { name: 'Deliveries' });
  await expect(deliveries).toContainText(id.slice(0, 8));
  // Being an admin is no reason to read a meeting that was not shared.
  const [delivery] = await deliveries
    .getByRole('row')
    .filter({ hasText: id.slice(0, 8) })
    .all();
  await delivery?.getByRole('button', { name: /^Payload/ }).click();
  await expect(deliveries).toContainText('Only IDs, status and times are shown.');
  await expect(deliveries).toContainText('"status": "finished"');
  await expect(deliveries).not.toContainText('About salaries');
  await page.getByRole('button', { name: 'Redeliver' }).click();
  await expect(page.getByText('Redelivered to everyone')).toBeVisible();
  await expect(deliveries).toContainText('Ada Verbruggen');

  const panel = page.getByRole('region', { name: 'Address of this dashboard' });
  await expect(panel).not.toContainText(/hooks\/[\w-]{43}/);
  await panel.getByText('Deliver somewhere else').click();
  await panel.getByRole('textbox', { name: 'Another address' }).fill('ftp://elsewhere.test');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('a public address that begins with https://');
  await panel.getByRole('textbox', { name: 'Another address' }).fill('https://elsewhere.test/hook');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Deliver to another address?' });
  await expect(dialog).toContainText('elsewhere.test will receive the summaries');
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Show' }).click();
  await expect(panel).toContainText(/hooks\/[\w-]{43}/);
  await panel.getByRole('button', { name: 'Hide' }).click();
  await expect(panel).not.toContainText(/hooks\/[\w-]{43}/);
  await panel.getByRole('button', { name: 'Register with Claritalk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(panel).toContainText('Claritalk delivers to this dashboard from now on.');
  await expectNoViolations(page, 'webhooks', 'main');
  await page.getByLabel('Result').selectOption('unknown');
  await expect(page).toHaveURL(/result=unknown/);
  await expect(page.getByText('No delivery matches these filters.')).toBeVisible();
});
