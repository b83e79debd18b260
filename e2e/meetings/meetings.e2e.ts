import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
const names = (page: Page) => rows(page).getByRole('link').allTextContents();
const range = (page: Page) => page.getByRole('navigation', { name: 'Pages of meetings' });

test('pages through all meetings, with the page in the address', async ({ page, signIn, stack }) => {
  const response = await stack.api('/meetings/list?limit=100');
  const total = Number(response.headers.get('X-Total-Meetings-Of-User'));
  expect(total).toBeGreaterThan(60);

  await signIn('owen');
  await expect(rows(page)).toHaveCount(25);
  await expect(range(page)).toContainText(`1–25 of ${total}`);
  const first = await names(page);

  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/\/meetings\?page=2$/);
  await expect(range(page)).toContainText(`26–50 of ${total}`);
  await expect.poll(() => names(page)).not.toEqual(first);

  await page.getByRole('button', { name: 'Last page' }).click();
  await expect(range(page)).toContainText(`of ${total}`);
  await expect(page.getByRole('button', { name: 'Next page' })).toHaveAttribute('aria-disabled', 'true');
  await page.goBack();
  await page.goBack();
  await expect(range(page)).toContainText('1–25');
  await expect.poll(() => names(page)).toEqual(first);

  await page.getByLabel('Per page').selectOption('10');
  await expect(rows(page)).toHaveCount(10);
  await expect(page).toHaveURL(/size=10/);
});

test('a page past the end lands on the last one', async ({ page, signIn }) => {
  await signIn('owen', '/meetings?page=9999');
  await expect(page).toHaveURL(/page=(?!9999)\d+$/);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next page' })).toHaveAttribute('aria-disabled', 'true');
});

test('filters by status and period, orders, and resets; a reload keeps all of it', async ({
  page,
  signIn,
  stack,
}) => {
  const failed = (await (await stack.api('/meetings/list?limit=100&status=failed')).json()) as unknown[];
  expect(failed.length).toBeGreaterThan(0);

  await signIn('owen');
  await page.getByRole('button', { name: /^Status/ }).click();
  await page
    .getByRole('checkbox', { name: 'Failed' })
    .or(page.getByRole('menuitemcheckbox', { name: 'Failed' }))
    .click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/status=failed/);
  await expect(rows(page)).toHaveCount(failed.length);
  await expect(page.getByRole('table')).not.toContainText('Finished');

  await page.reload();
  await expect(rows(page)).toHaveCount(failed.length);

  await page.getByLabel('Order').selectOption({ label: 'Oldest first' });
  await expect(page).toHaveURL(/order=asc/);
  // A preset keeps its name, so that a saved view of "this week" is always the present one.
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByRole('button', { name: 'This week' }).click();
  await expect(page).toHaveURL(/period=week/);
  await expect(page.getByRole('button', { name: 'Period: This week' })).toBeVisible();
  await page.getByRole('button', { name: /reset/i }).first().click();
  await expect(page).toHaveURL(/\/meetings(\?order=asc)?$/);
  await expect(rows(page)).toHaveCount(25);
});

test('a period in the address is what the server is asked for, in the reader’s zone', async ({
  page,
  signIn,
}) => {
  const asked = page.waitForRequest((request) => request.url().includes('/api/meetings/list'));
  await signIn('owen', '/meetings?from=2026-06-01&until=2026-06-30');
  const query = new URL((await asked).url()).searchParams;
  expect(query.get('date_start')).toBe('2026-05-31T22:00:00.000Z');
  expect(query.get('date_end')).toBe('2026-06-30T21:59:59.999Z');
});

test('says that nothing matches, and leads out of it', async ({ page, signIn }) => {
  await signIn('owen', '/meetings?from=2001-01-01&until=2001-01-02');
  await expect(page.getByText('No meeting matches these filters.')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Reset filters' }).last().click();
  await expect(rows(page)).toHaveCount(25);
});

test('a failing server is told and asked again; a slow one shows the shape of what comes', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  await signIn('owen', '/record');
  await stack.fault({ operation: 'listMeetings', status: 503, times: 10 });
  await page.getByRole('link', { name: 'Meetings' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Claritalk has a problem at the moment', { timeout: 20_000 });
  await stack.clearFaults();
  await stack.fault({ operation: 'listMeetings', delayMs: 1500 });
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('[aria-busy="true"]').first()).toBeVisible();
  await expect(rows(page)).toHaveCount(25);
});

test('a dropped connection is retried without anyone noticing', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502|ERR_/);
  await signIn('owen', '/record');
  await stack.fault({ operation: 'listMeetings', drop: true, times: 1 });
  await page.getByRole('link', { name: 'Meetings' }).click();
  await expect(rows(page)).toHaveCount(25);
});

test('asks for the list once, although boot module and page both want it', async ({ page, signIn }) => {
  // Meetings that are being processed would be asked about again.
  await signIn('owen', '/meetings?status=finished');
  await expect(rows(page)).toHaveCount(25);
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/meetings/list' && url.searchParams.get('offset') === '0')
      asked.push(url.search);
  });
  await page.reload();
  await expect(rows(page)).toHaveCount(25);
  expect(asked).toHaveLength(1);
});

test('opens a meeting by keyboard and comes back to the same page', async ({ page, signIn }) => {
  await signIn('owen', '/meetings?page=2');
  await expect(rows(page)).toHaveCount(25);
  const link = rows(page).nth(3).getByRole('link');
  const name = (await link.textContent()) ?? '';
  await link.focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(name);
  await expect(heading).toBeFocused();
  // A name that is written from right to left is kept apart from what follows.
  const title = async () => (await page.title()).replaceAll(/[\u2068\u2069]/g, '');
  await expect.poll(title).toBe(`${name} · Claritalk`);
  await page.goBack();
  await expect(page).toHaveURL(/page=2/);
});

test('works at 360 px: cards, navigation behind a button, nothing cut off', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn('owen');
  await expect(page.getByRole('main').getByRole('link').nth(3)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await expect(navigation).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(navigation).toBeHidden();
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await navigation.getByRole('link', { name: 'Record' }).click();
  await expect(page).toHaveURL(/\/record$/);
  await expect(navigation).toBeHidden();
});

test('an address that does not exist says so', async ({ page, signIn }) => {
  await signIn('owen', '/nowhere');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});
