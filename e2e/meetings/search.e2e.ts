import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectSoon, field, indexed, meetingWithAnswer, results } from '../support/search.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '90' } });

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
  await expect(page.locator('#content tbody a').first()).toBeVisible();
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
  await expect(page.getByText(`Nothing contains “${mistaken}” exactly as written`)).toBeVisible();
  await expectSoon(own).toBeVisible();

  await field(page).fill('zzzzqqqq');
  await expectSoon(page.getByText('No meeting matches this search.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(page.locator('#content tbody a').first()).toBeVisible();
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

test('survives a reload without reading again, and shows what changed in the meantime', async ({
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

test('while meetings are still being read, nothing that was counted stands as a fact', async ({
  page,
  signIn,
  stack,
}) => {
  await stack.fault({ operation: 'getMeeting', delayMs: 60_000, times: 1_000 });
  await signIn('owen', '/dossiers');
  await expectSoon(page.getByText(/^0 of \d+ meetings indexed · reading meetings$/)).toBeVisible();
  const dossiers = page.getByRole('table', { name: 'Dossiers' });
  await expectSoon(dossiers.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText('–');
  await expect(dossiers.getByText('0', { exact: true })).toHaveCount(0);
  await page.goto('/action-items');
  await expectSoon(page.getByText('No open to-dos so far.')).toBeVisible();
  await expect(page.getByText('No action items')).toHaveCount(0);
  await page.goto('/');
  const review = page.getByRole('link', { name: /^To review/ });
  await expectSoon(review).toHaveAccessibleName(/^To review – .* as far as this device has read them$/);
  await page.goto('/meetings?q=nowhere');
  await expectSoon(page.getByText('Nothing found so far.')).toBeVisible();
  await expect(page.getByText('No meeting found')).toHaveCount(0);

  await stack.clearFaults();
  await indexed(page);
  await expect(page.getByText(/^\d+ action items$/).first()).toBeVisible();
  await page.goto('/');
  await expectSoon(review).toHaveAccessibleName(/^To review \d+ .* not approved yet$/);
});
