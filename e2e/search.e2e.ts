import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoViolations } from './support/accessible.ts';
import type { Stack } from './support/stack.ts';
import { expect, test } from './support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '90' } });

interface Found {
  readonly id: string;
  readonly name: string;
  readonly word: string;
}

/** A finished meeting of a person, and a long word that stands in one of its answers and nowhere in its name. */
async function meetingWithAnswer(stack: Stack, token: string): Promise<Found> {
  const list = await (await stack.api('/meetings/list?limit=20&status=finished', token)).json();
  for (const { id, name } of list as { id: string; name: string }[]) {
    const meeting = await (await stack.api(`/meetings/${id}?detail=true`, token)).json();
    const answers = (meeting.questions as { answer: string | null }[]).map(({ answer }) => answer ?? '');
    const words = answers.join(' ').match(/\b[a-z]{9,}\b/g) ?? [];
    const word = words.find((candidate) => !name.toLowerCase().includes(candidate));
    if (word) return { id, name, word };
  }
  throw new Error('the seed has no such meeting');
}

// The first look at the index after a navigation waits for its worker: on a busy machine that takes a while.
const expectSoon = expect.configure({ timeout: 30_000 });

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search all meetings' });
const results = (page: Page) => page.getByRole('list', { name: 'Meetings found' });

/** Waits until the whole index is there. */
async function indexed(page: Page): Promise<void> {
  await page.goto('/action-items');
  await expect(page.getByText('up to date')).toBeVisible({ timeout: 60_000 });
}

const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

test('finds a word of an answer, by key, prefix and with a typing mistake; the address says it', async ({
  page,
  signIn,
  stack,
}) => {
  const { id, word } = await meetingWithAnswer(stack, 'sandbox-pat-owen');
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.goto('/meetings');
  await expect(page.locator('tbody a').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  const own = results(page).locator(`a[href="/meetings/${id}"]`);
  const hit = results(page)
    .getByRole('listitem')
    .filter({ has: page.locator(`a[href="/meetings/${id}"]`) });

  await page.keyboard.type(word);
  await expectSoon(hit.locator('mark').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await expect(page.getByText('Results from the search index on this device.')).toBeVisible();

  await field(page).fill(word.slice(0, 6));
  await expectSoon(own).toBeVisible();

  const mistaken = `${word.slice(0, 4)}q${word.slice(5)}`;
  await field(page).fill(mistaken);
  await expect(page.getByText(`Nothing contains “${mistaken}” as it is written`)).toBeVisible();
  await expectSoon(own).toBeVisible();

  await field(page).fill('zzzzqqqq');
  await expectSoon(page.getByText('No meeting matches this search.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page.locator('tbody a').first()).toBeVisible();
  await expect(field(page)).toHaveValue('');

  // The manners of the list: walk, choose, export what was found, do something with what was chosen.
  await page.goto(`/meetings?q=${word}`);
  await expectSoon(own).toBeVisible();
  await page.keyboard.press('j');
  await expect(results(page).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected meetings' });
  await expect(bar).toContainText('1 meeting selected');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await page.getByRole('checkbox', { name: 'Select all meetings on this page' }).check();
  await bar.getByRole('button', { name: 'Assign' }).click();
  await expect(page.getByRole('dialog')).toContainText(/dossier/i);
  await page.keyboard.press('Escape');
  const count = await results(page).getByRole('listitem').count();
  await page.getByRole('button', { name: 'Export list' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trim().split('\r\n').length).toBeGreaterThan(count);
  expect(csv).toContain(id);
  await page.keyboard.press('Escape');

  await own.click();
  await expect(page).toHaveURL(new RegExp(`/meetings/${id}$`));
  await page.goBack();
  await expect(field(page)).toHaveValue(word);
  await expectSoon(own).toBeVisible();
});

test('survives a reload without reading again, and shows what changed meanwhile', async ({
  page,
  signIn,
  stack,
}) => {
  const { id, name, word } = await meetingWithAnswer(stack, 'sandbox-pat-owen');
  await signIn('owen', '/meetings');
  await indexed(page);
  const read: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (/^\/api\/meetings\/[0-9a-f-]{36}$/.test(pathname) && searchParams.has('detail')) read.push(pathname);
  });
  await page.goto(`/meetings?q=${word}`);
  await expectSoon(results(page).locator(`a[href="/meetings/${id}"]`)).toBeVisible();
  await expectSoon(page.getByText('up to date')).toBeVisible();
  expect(read.length, read.join()).toBeLessThanOrEqual(2);

  const meeting = await (await stack.api(`/meetings/${id}`)).json();
  const saved = await stack.api('/meetings', 'sandbox-pat-owen', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, name: `${name} xylophone`, user_id: meeting.userId }),
  });
  expect(saved.status, await saved.text()).toBe(200);
  await page.goto('/meetings?q=xylophone');
  await expectSoon(results(page).locator(`a[href="/meetings/${id}"]`)).toBeVisible();
});

test('nothing of a person is left after signing out, and nothing is found by the next', async ({
  page,
  signIn,
  stack,
}) => {
  const { word, id } = await meetingWithAnswer(stack, 'sandbox-pat-owen');
  await signIn('owen', '/meetings');
  await indexed(page);
  expect(await databases(page)).toContain('claritalk-index');
  const kept = await page.evaluate(
    async (secrets) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('claritalk-index');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const store = database.transaction('records').objectStore('records');
      const all = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      const [keys, values] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]);
      database.close();
      const text = values.map(({ data }) => new TextDecoder('latin1').decode(data)).join() + keys.join();
      return { records: values.length, readable: secrets.filter((secret) => text.includes(secret)) };
    },
    [word, id],
  );
  expect(kept.records).toBeGreaterThan(10);
  expect(kept.readable).toEqual([]);

  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
  expect(await databases(page)).not.toContain('claritalk-index');

  await signIn('nora', '/meetings');
  await page.goto(`/meetings?q=${word}`);
  await expect(page.getByText('up to date')).toBeVisible({ timeout: 60_000 });
  const links = await results(page)
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).not.toContain(`/meetings/${id}`);
});

test('two tabs share one index, and the second takes over', async ({ page, signIn, stack, context }) => {
  const { id, word } = await meetingWithAnswer(stack, 'sandbox-pat-owen');
  await signIn('owen', '/meetings');
  await indexed(page);
  const other = await context.newPage();
  await other.goto(`/meetings?q=${word}`);
  const own = results(other).locator(`a[href="/meetings/${id}"]`);
  await expectSoon(own).toBeVisible();
  await page.close();
  await other.getByRole('searchbox').fill(word.slice(0, 7));
  await expectSoon(own).toBeVisible();
  await expect(other.getByText('up to date')).toBeVisible();
});

test('filters that the API lacks, together with a query, in the address', async ({ page, signIn, stack }) => {
  await meetingWithAnswer(stack, 'sandbox-pat-owen');
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.goto('/meetings');
  await page.getByRole('button', { name: 'More filters' }).click();
  const panel = page.getByRole('region', { name: 'More filters' });
  await panel.getByText('Language', { exact: true }).click();
  // Not check(): the box follows the address, a moment later.
  await panel.getByRole('checkbox', { name: /^Dutch/ }).click();
  await expect(page).toHaveURL(/language=nl/);
  await expect(panel.getByRole('checkbox', { name: /^Dutch/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expectSoon(results(page).getByText('Dutch').first()).toBeVisible();
  await expectSoon(results(page).getByText(/^(English|French|German)$/)).toHaveCount(0);
  await page.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('checkbox', { name: 'Draft' }).click();
  await expect(page).toHaveURL(/status=draft.*language=nl|language=nl.*status=draft/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'More filters: 1' })).toBeVisible();
  await expect(page.getByText('Results from the search index on this device.')).toBeVisible();
});

test('the index can be cleared, stays off, and is built again', async ({ page, signIn }) => {
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.getByRole('button', { name: 'Search index' }).click();
  await page.getByRole('button', { name: 'Clear the index' }).click();
  await expect(page.getByText('switched off on this device')).toBeVisible();
  await page.reload();
  await expect(page.getByText('switched off on this device')).toBeVisible();
  await page.getByRole('button', { name: 'Search index' }).click();
  await page.getByRole('button', { name: 'Build the index' }).click();
  await expect(page.getByText('up to date')).toBeVisible({ timeout: 60_000 });
});

test('action items of all meetings: filters in the address, ticking is stored with the meeting', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/meetings');
  await indexed(page);
  const items = page.getByRole('list', { name: 'Action items' }).getByRole('listitem');
  await expect(items.first()).toBeVisible();
  await page
    .getByRole('combobox', { name: 'Person' })
    .selectOption({ label: await personOption(page, /^Owen/) });
  await expect(page).toHaveURL(/person=Owen/);
  await page.getByRole('combobox', { name: 'State' }).selectOption('all');
  const own = items.filter({ has: page.getByRole('checkbox', { checked: false }) }).first();
  const box = own.getByRole('checkbox');
  const text = (await own.locator('label').textContent()) ?? '';
  const href = (await own.getByRole('link').getAttribute('href')) ?? '';
  // Not check(): afterwards the locator means the next open one.
  await box.click();
  await expect(page.getByRole('checkbox', { name: text, checked: true }).first()).toBeVisible();
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
  const own = page.getByRole('list', { name: 'Dossiers' }).getByRole('listitem').filter({ hasText: name });
  await expectSoon(own).toContainText(/\d+ meetings/);
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
      await expect(page.getByRole('list', { name: 'Dossiers' })).toBeVisible();
      await check('dossiers');
    });
  });
}
