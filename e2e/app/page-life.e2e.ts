import type { BrowserContext, Page } from '@playwright/test';
import { wavOf } from '../../src/features/recorder/testing/wav.ts';
import { expect, test } from '../support/crash-test.ts';
import { saveMeeting } from '../support/meetings.ts';
import { untilUploaded } from '../support/recovery.ts';

test.use({
  stackSettings: { LIVE_UPDATES: '1', INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '60' },
});

// A worker first loads the index from disk: on a busy machine that takes a while.
const expectSoon = expect.configure({ timeout: 30_000 });

const found = (page: Page) => page.getByRole('list', { name: 'Meetings found' });

/** Goes to a page of the application without loading a document. */
const walk = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name }).click();

async function search(page: Page, words: string): Promise<void> {
  await walk(page, 'Meetings');
  await page.getByRole('searchbox', { name: 'Search all meetings' }).fill(words);
}

/** Waits until this page has its index, and a stream of changes or another tab's. */
async function atRest(page: Page): Promise<void> {
  await walk(page, 'Action items');
  await expectSoon(page.getByText('up to date')).toBeVisible();
}

/**
 * Chromium does not cache pages marked no-store, as the dashboard's are; other browsers do over http. To make it do the
 * same, the documents are sent without that header.
 */
async function mayBeCached(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, headers: { ...response.headers(), 'cache-control': 'no-cache' } });
  });
}

test('after another site and Back, out of the browser’s cache: search, live updates and the recorder continue', async ({
  browserProcess,
  signIn,
  stack,
}) => {
  await mayBeCached(browserProcess.context);
  const page = await browserProcess.newPage();
  await signIn('owen', `${stack.dashboard}/meetings`, page);
  const { id } = await saveMeeting(stack, { name: 'Away and back xylophone', status: 'recording' });
  // The document after a sign-in has not passed through the route above.
  await page.goto(`${stack.dashboard}/record`);
  await expect(page.getByRole('heading', { level: 1, name: 'Record a meeting' })).toBeVisible();
  await atRest(page);
  await walk(page, 'Record');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await page.goto(stack.sandbox);
  // Nothing waits for the sleeping page: its locks are free, and another tab has what it had.
  const second = await browserProcess.newPage();
  await second.goto(`${stack.dashboard}/meetings?q=xylophone`);
  await expectSoon(found(second).locator(`a[href="/meetings/${id}"]`)).toBeVisible();
  await saveMeeting(stack, { id, name: 'Away and back xylophone', status: 'paused' });
  await second.close();
  await page.evaluate(() => history.back());
  // A page out of the cache is not loaded again.
  await page.waitForURL(`${stack.dashboard}/record`, { waitUntil: 'commit' });
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);

  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'returned.wav', mimeType: 'audio/wav', buffer: Buffer.from(wavOf(2)) });
  await page.getByRole('button', { name: 'Upload this file' }).click();
  // From then on it is on this device.
  await expect(page.getByText('“returned” is being uploaded')).toBeVisible();
  await untilUploaded(page, 'returned');

  await search(page, 'xylophone');
  await expectSoon(found(page).locator(`a[href="/meetings/${id}"]`)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search all meetings' }).fill('');
  const row = page.getByRole('row').filter({ hasText: 'Away and back xylophone' });
  await expectSoon(row).toContainText('Paused');
  await saveMeeting(stack, { id, name: 'Away and back xylophone', status: 'recording' });
  // By polling, the page would find out much later.
  await expect(row).toContainText('Recording', { timeout: 5_000 });
});

test('a tab that the browser freezes withholds nothing from the others, and continues when it is shown', async ({
  browserProcess,
  signIn,
  stack,
}) => {
  const page = await browserProcess.newPage();
  await signIn('owen', `${stack.dashboard}/meetings`, page);
  await atRest(page);
  const { id } = await saveMeeting(stack, { name: 'Frozen marimba' });
  const second = await browserProcess.newPage();
  await second.goto(`${stack.dashboard}/meetings`);
  // As the browser announces it; a really frozen page could not be asked anything until it is woken.
  await page.evaluate(() => document.dispatchEvent(new Event('freeze')));
  const here = (on: Page) => found(on).locator(`a[href="/meetings/${id}"]`);
  await search(second, 'marimba');
  await expectSoon(here(second)).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event('resume')));
  await search(page, 'marimba');
  await expectSoon(here(page)).toBeVisible();
  await second.close();
  await page.getByRole('searchbox', { name: 'Search all meetings' }).fill('frozen');
  await expectSoon(here(page)).toBeVisible();
});
