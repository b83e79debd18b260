import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '90' } });

// The index waits for its worker: on a busy machine that takes a while.
const expectSoon = expect.configure({ timeout: 45_000 });

test('home shows what is waiting, the newest meetings, the last few weeks and one’s own to-dos; numbers lead to their lists', async ({
  page,
  signIn,
  stack,
}) => {
  const total = async (query: string) =>
    Number(
      (await stack.api(`/meetings/list?limit=1&${query}`)).headers.get('x-total-meetings-of-user') ?? 'NaN',
    );
  await signIn('owen', '/');
  await expect(page).toHaveTitle('Overview · Claritalk');
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  const recent = page.getByRole('region', { name: 'Recent meetings' });
  const newest = (await (await stack.api('/meetings/list?limit=10')).json()) as { name: string }[];
  await expect(recent.getByRole('listitem').getByRole('link')).toHaveText(newest.map(({ name }) => name));
  // An established organisation sees no first steps.
  await expect(page.getByRole('heading', { name: 'First steps' })).toHaveCount(0);

  const chart = page.getByRole('region', { name: 'Meetings per week' });
  const monday = await page.evaluate(() => {
    const day = new Date();
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() - ((day.getDay() + 6) % 7) - 7 * 7);
    return day.toISOString();
  });
  const inWeeks = await total(`date_start=${monday}`);
  await expect(chart.getByRole('img')).toHaveAccessibleName(
    new RegExp(`^${inWeeks} meetings? in 8 weeks, at most`),
  );
  await chart.getByText('Numbers as a table').click();
  await expect(chart.getByRole('row')).toHaveCount(9);
  const sums = await chart.locator('tbody td:last-child').allTextContents();
  expect(sums.reduce((sum, text) => sum + Number(text), 0)).toBe(inWeeks);

  const needs = page.getByRole('region', { name: 'What needs you now' });
  const working = await total('status=uploading,processing');
  await expect(needs.getByRole('link', { name: new RegExp(`^In progress ${working} `) })).toBeVisible();
  await expect(needs.getByRole('link', { name: /^On this device 0 Claritalk has everything/ })).toBeVisible();
  const todos = page.getByRole('region', { name: 'My to-dos' });
  await expectSoon(todos.getByRole('checkbox').first()).toBeVisible();
  const review = needs.getByRole('link', { name: /^To review/ });
  await expectSoon(review).toHaveAccessibleName(/not approved yet$/);
  await expectNoViolations(page, 'the overview');

  const toReview = Number(await review.getByText(/^\d+$/).textContent());
  await review.click();
  await expectSoon(
    page
      .getByRole('main')
      .getByText(new RegExp(`^${toReview} meetings? found`))
      .first(),
  ).toBeVisible();
  await page.goBack();
  await recent.getByRole('link', { name: newest[0]!.name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: newest[0]!.name })).toBeVisible();
});

test('a failing server leaves what this device knows, and one click retries; a narrow dark screen has it all', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await signIn('owen', '/record');
  await stack.fault({ operation: 'listMeetings', status: 503, times: 100 });
  await page.goto('/');
  const recent = page.getByRole('region', { name: 'Recent meetings' });
  await expectSoon(recent.getByRole('alert')).toContainText('Claritalk has a problem at the moment');
  await expect(page.getByRole('link', { name: /^In progress – Unavailable/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^On this device 0/ })).toBeVisible();
  await stack.clearFaults();
  await recent.getByRole('button', { name: 'Try again' }).click();
  await expect(recent.getByRole('listitem')).toHaveCount(10);
  await expect(page.getByRole('region', { name: 'Meetings per week' }).getByRole('img')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'the overview while parts of it fail');
});

test('a new organisation sees first steps that tick themselves off and can be hidden', async ({
  page,
  signIn,
  stack,
}) => {
  const move = (who: string, organisation: string) =>
    stack.sql(`UPDATE users SET organisation_id = (${organisation}) WHERE email = '${who}@sandbox.test'`);
  const fresh = "SELECT id FROM organisations WHERE name = 'Fresh'";
  const old = "SELECT organisation_id FROM users WHERE email = 'owen@sandbox.test'";
  stack.sql(
    "INSERT INTO organisations (uuid, name, domain) VALUES ('0b1c2d3e-0000-4000-8000-000000000001', 'Fresh', 'fresh.test')",
  );
  move('ada', fresh);
  try {
    await signIn('ada', '/');
    const steps = page.getByRole('region', { name: 'First steps' });
    await expect(steps.getByText('0 of 4 done')).toBeVisible();
    // The tour is over with the first press elsewhere.
    await steps.getByRole('heading').click();
    await expect(page.getByText('There are no meetings yet.')).toBeVisible();
    await expect(page.getByText('You have no open to-dos')).toBeVisible();
    await expectNoViolations(page, 'first steps');

    move('nora', fresh);
    await page.reload();
    await expect(steps.getByRole('img', { name: 'Done' })).toHaveCount(1);
    await expect(steps.getByRole('link', { name: 'Invite someone' })).toHaveCount(0);
    await steps.getByRole('link', { name: 'Open the sample' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Record' })).toBeVisible();
    await page.goBack();
    await steps.getByRole('button', { name: 'Hide the first steps' }).click();
    await expect(steps).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('There are no meetings yet.')).toBeVisible();
    await expect(steps).toHaveCount(0);
  } finally {
    for (const who of ['ada', 'nora']) move(who, old);
  }
});
