import { expectNoViolations } from '../support/accessible.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '60' } });

// The first look at the index after a navigation waits for its worker: on a busy machine that takes a while.
const expectSoon = expect.configure({ timeout: 30_000 });

test('finds a team, its members and its meetings; a person’s meetings and teams; the own profile', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/teams');
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(3);
  await page.getByRole('searchbox').fill('katrin');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=katrin/);
  await page.getByRole('searchbox').fill('no such team');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('link', { name: 'Accountancy Gent' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accountancy Gent');
  const members = page.getByRole('region', { name: 'Members' });
  await expect(members.getByRole('link')).toHaveCount(5);
  const meetings = page.getByRole('region', { name: 'Meetings' });
  await expectSoon(meetings.getByRole('listitem').first()).toBeVisible();
  await expectNoViolations(page, 'team');
  await meetings.getByRole('link', { name: 'Show them in the list of meetings' }).click();
  await expect(page).toHaveURL(/\/meetings\?team=/);
  await expectSoon(
    page.getByRole('list', { name: 'Meetings found' }).getByRole('listitem').first(),
  ).toBeVisible();
  await page.goBack();

  await members.getByRole('link', { name: 'Charlotte Maes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Charlotte Maes');
  await expect(page.getByRole('link', { name: 'Accountancy Gent' })).toBeVisible();
  await expectSoon(meetings).toContainText(/owned by this person/);

  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('link', { name: 'My profile' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Owen Claessens');
  await expect(page.getByText('Choose the language of this dashboard in the account menu.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();
  await expectSoon(meetings.getByRole('listitem').first()).toBeVisible();
});
