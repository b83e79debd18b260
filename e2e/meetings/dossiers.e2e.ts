import type { Page, Request, Response } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { expectSoon, indexed, meetingWithAnswer, results } from '../support/search.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '90' } });

const isSaving = (request: Request) =>
  request.method() === 'POST' && new URL(request.url()).pathname === '/api/meetings';
const isSave = (response: Response) => isSaving(response.request());

test('action items of all meetings: filters in the address, ticking is stored with the meeting', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  await signIn('owen', '/meetings');
  await indexed(page);
  const items = page.getByRole('list', { name: 'Action items' }).getByRole('listitem');
  await expect(items.first()).toBeVisible();
  await page
    .getByRole('combobox', { name: 'Person' })
    .selectOption({ label: await personOption(page, /^Owen/) });
  await expect(page).toHaveURL(/person=Owen/);
  // The list follows its address: those of others are gone.
  await expect(items.filter({ hasNotText: 'Owen Claessens' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'State' }).selectOption('all');
  const own = items.filter({ has: page.getByRole('checkbox', { checked: false }) }).first();
  const { text, href } = await own.evaluate((item) => ({
    text: item.querySelector('label')?.textContent ?? '',
    href: item.querySelector('a')?.getAttribute('href') ?? '',
  }));
  // The first open one may be another when the list has followed its filter.
  const same = items.filter({ has: page.locator(`a[href="${href}"]`) });
  const box = same.getByRole('checkbox', { name: text, checked: false }).first();
  const saved = page.waitForResponse(isSave);
  await box.click();
  await saved;
  const ticked = page.getByRole('checkbox', { name: text, checked: true }).first();
  await expect(ticked).toBeVisible();

  // The answer is lost: what is stored tells, and nothing is sent twice.
  let saves = 0;
  page.on('request', (request) => {
    if (isSaving(request)) saves += 1;
  });
  await stack.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true, times: 1 });
  await ticked.click();
  await expect(
    items.getByRole('status').filter({ hasText: 'The response was lost. It was saved.' }),
  ).toBeVisible();
  expect(saves).toBe(1);
  await page.getByRole('checkbox', { name: text, checked: false }).first().click();
  await expect(ticked).toBeVisible();
  await expect.poll(() => saves).toBe(2);
  await page.goto(href);
  await expect(page.locator('#todos').getByRole('checkbox', { name: text }).first()).toBeChecked();
  await page.goto('/action-items?state=done');
  await expect(items.filter({ has: page.locator(`a[href="${href}"]`) }).first()).toBeVisible();
});

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly userUuid: string;
}

/** Lays two of Owen's own meetings of one type into a dossier that he sees; answers the dossier. */
async function dossierWithMeetings(stack: Stack): Promise<{ readonly id: string; readonly name: string }> {
  const json = async (path: string) => (await stack.api(path)).json();
  const { user } = await json('/user/me');
  const [dossier] = await json('/dossiers/list');
  const listed: Listed[] = await json('/meetings/list?limit=40&status=finished');
  const byType = new Map<number, Listed[]>();
  for (const meeting of listed.filter(({ userUuid }) => userUuid === user.uuid)) {
    const { type_id } = await json(`/meetings/${meeting.id}`);
    byType.set(type_id, [...(byType.get(type_id) ?? []), meeting]);
  }
  const pair = [...byType.values()].find((meetings) => meetings.length > 1)?.slice(0, 2);
  if (!pair) throw new Error('the seed has no two finished meetings of Owen of one type');
  for (const { id, name } of pair) {
    const body = JSON.stringify({ id, name, user_id: user.uuid, dossier_id: dossier.id });
    const headers = { 'Content-Type': 'application/json' };
    const saved = await stack.api('/meetings', 'sandbox-pat-owen', { method: 'POST', headers, body });
    if (!saved.ok) throw new Error(await saved.text());
  }
  return dossier;
}

const personOption = async (page: Page, name: RegExp) => {
  const labels = await page.getByRole('combobox', { name: 'Person' }).locator('option').allTextContents();
  return labels.find((label) => name.test(label)) ?? '';
};

test('a dossier: its meetings in time and its questions side by side', async ({ page, signIn, stack }) => {
  const { name } = await dossierWithMeetings(stack);
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.getByRole('link', { name: 'Dossiers' }).click();
  const own = page.getByRole('table', { name: 'Dossiers' }).getByRole('row').filter({ hasText: name });
  await expectSoon(own.getByRole('cell').nth(1)).toHaveText(/^[1-9]\d*$/);
  await page.getByRole('searchbox', { name: 'Search dossiers' }).fill(name.toUpperCase());
  await expect(page.getByText('1 dossier', { exact: true }).first()).toBeVisible();
  await own.getByRole('link').click();
  const comparison = page.getByRole('region', { name: 'The same questions over time' }).first();
  await expectSoon(comparison.getByRole('row').nth(1)).toBeVisible();
  await expect(
    comparison.getByText(/^(Same as before|Changed|No answer this time|First answer)$/).first(),
  ).toBeVisible();
  await expect(page.getByText(/^\d+ of \d+ answered$/).first()).toBeVisible();
  await comparison.getByRole('button', { name: /^Changed \(/ }).click();
  await expect(page).toHaveURL(/show=changed/);
  await page.getByRole('link', { name: 'All action items of this dossier' }).click();
  await expect(page).toHaveURL(/action-items\?dossier=/);
  await page.goto('/dossiers?q=zzzzqq');
  await expect(page.getByText('No dossier matches this search.')).toBeVisible();
});

// The same two combinations as in accessibility.e2e.ts.
for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 390 },
] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('search, action items and dossiers are accessible', async ({ page, signIn, stack }) => {
      const { word } = await meetingWithAnswer(stack, 'sandbox-pat-owen');
      const dossier = await dossierWithMeetings(stack);
      const check = (what: string) => expectNoViolations(page, what);
      await signIn('owen', '/meetings');
      await indexed(page);
      await check('action items');
      await page.goto(`/meetings?q=${word}`);
      await expectSoon(results(page).getByRole('link').first()).toBeVisible();
      await check('results');
      await page.getByRole('button', { name: 'Search index' }).click();
      await check('index panel');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'More filters' }).click();
      await expect(page.getByText('Summary quality')).toBeVisible();
      await check('filters');
      await page.goto('/meetings?q=zzzzqqqq');
      await expectSoon(page.getByText('No meeting matches this search.')).toBeVisible();
      await check('no result');
      await page.goto(`/dossiers/${dossier.id}`);
      await expectSoon(page.getByRole('heading', { name: 'The same questions over time' })).toBeVisible();
      await check('dossier');
      await page.goto('/dossiers');
      await expect(page.getByRole('table', { name: 'Dossiers' })).toBeVisible();
      await check('dossiers');
    });
  });
}
