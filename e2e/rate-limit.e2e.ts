import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

test('a 429 is waited out with a countdown, in every tab, by clicks and by forms, and asked for only once', async ({
  page,
  context,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 429/);
  const statuses: number[] = [];
  context.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/')) statuses.push(response.status());
  });
  await signIn('owen', '/meetings');
  const rows = page.locator('tbody a');
  await expect(rows.first()).toBeVisible();
  const other = await context.newPage();
  await other.goto('/people');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await other.waitForLoadState('networkidle');
  const firstName = await rows.first().textContent();
  await page.waitForLoadState('networkidle');
  statuses.length = 0;

  await stack.fault({ operation: 'listMeetings', retryAfter: 4 });
  await page.getByRole('button', { name: 'Next page' }).click();
  const pause = page.locator('[popover]').filter({ hasText: 'Claritalk asks to wait' });
  await expect(pause).toContainText(/goes on by itself in [1-4] seconds?/);
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is lost' })).toBeAttached();
  const { violations } = await new AxeBuilder({ page }).include('[popover]:popover-open').analyze();
  expect(violations).toEqual([]);
  // The other tab knows without asking.
  await other.getByRole('link', { name: 'Meetings', exact: true }).click();
  await expect(other.locator('[popover]').filter({ hasText: 'Claritalk asks to wait' })).toBeVisible();
  expect(statuses).toEqual([429]);

  await expect(page).toHaveURL(/page=2/);
  await expect(rows.first()).not.toHaveText(firstName ?? '');
  await expect(pause).toBeHidden();
  await expect(other.locator('tbody a').first()).toBeVisible();
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  await other.close();
});
