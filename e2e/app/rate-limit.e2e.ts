import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

// Its own servers: the gateway holds the person back for as long as Claritalk asked, into the next test.
test.use({ stackSettings: { SANDBOX_MEETINGS: '599' } });

test('a 429 is waited out with a countdown, in every tab, by clicks and by forms; nothing is sent in the meantime', async ({
  page,
  context,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 429/);
  let isRefused = false;
  const sentAfter: string[] = [];
  context.on('response', (response) => {
    if (response.status() === 429) isRefused = true;
  });
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (isRefused && pathname.startsWith('/api/')) sentAfter.push(pathname);
  });
  await signIn('owen', '/meetings');
  const rows = page.locator('#content tbody a');
  await expect(rows.first()).toBeVisible();
  const other = await context.newPage();
  await other.goto('/people');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  const name = (await rows.first().textContent()) ?? '';

  await stack.fault({ operation: 'getMeeting', retryAfter: 8 });
  await rows.first().click();
  const pause = page.locator('[popover]').filter({ hasText: 'Claritalk is busy' });
  await expect(pause).toContainText(/resuming automatically in [1-8] seconds?/);
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is lost' })).toBeAttached();
  // The other tab knows without asking.
  await other.getByRole('link', { name: 'Meetings', exact: true }).click();
  await expect(other.locator('[popover]').filter({ hasText: 'Claritalk is busy' })).toBeVisible();
  expect(sentAfter).toEqual([]);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(pause).toBeHidden();
  await expect(other.locator('#content tbody a').first()).toBeVisible();
  await other.close();

  // What a form sends waits as well, and is sent once.
  await page.goto('/meetings/new');
  await page.getByLabel('Meeting name').fill('Said in a busy minute');
  await stack.fault({ operation: 'saveMeeting', retryAfter: 2 });
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(pause).toContainText(/resuming automatically in [12] seconds?/);
  await expect(page.getByRole('heading', { name: 'Said in a busy minute' })).toBeVisible();
  const found = await stack.api('/meetings/list?limit=5&order=desc');
  const names = ((await found.json()) as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => name === 'Said in a busy minute')).toHaveLength(1);

  // The longest possible pause, to look at.
  await stack.fault({ operation: 'getMeeting', retryAfter: 60 });
  await page.reload();
  await expect(pause).toContainText(/in \d\d seconds/);
  await expectNoViolations(page, 'countdown');
});
