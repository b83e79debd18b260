import type { BrowserContext, Page } from '@playwright/test';
import { finishedMeeting } from '../support/meetings.ts';
import { startRecording } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

// They are about signing in.
test.use({ ownSession: true });

/** Requests that a page sends to the API or to the gateway's administration. */
function watchRequests(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(api|admin|events|session\/index-key)/.test(pathname)) sent.push(pathname);
  });
  return sent;
}

/** Signs someone in using a tab that was at Claritalk's page before the others were signed in. */
async function signInLater(tab: Page, account: 'nora' | 'owen'): Promise<void> {
  // Its form is from before the others signed in: Claritalk no longer accepts it.
  await tab.reload();
  await tab.getByLabel('Email').fill(`${account}@sandbox.test`);
  await tab.getByLabel('Password').fill('sandbox');
  await tab.getByRole('button', { name: 'Sign in' }).click();
  const consent = tab.getByRole('button', { name: 'Authorize' });
  const heading = tab.getByRole('heading', { level: 1, name: 'Overview' });
  await expect(consent.or(heading).first()).toBeVisible();
  if (await consent.isVisible()) await consent.click();
  await expect(heading).toBeVisible();
  const name = account === 'nora' ? 'Nora' : 'Owen';
  await expect(tab.getByRole('button', { name: new RegExp(`^Account ${name}`) })).toBeVisible();
}

async function atClaritalk(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto('/');
  // As after signing out: Claritalk asks who it is, even when it knows someone.
  await tab.evaluate(() => localStorage.setItem('claritalk.choose-account', '1'));
  await tab.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await expect(tab.getByLabel('Email')).toBeVisible();
  return tab;
}

const left = (page: Page) => page.getByRole('heading', { level: 1, name: 'Someone else has signed in' });

test('a page whose user is no longer the one signed in says so, keeps unfinished work, and does nothing', async ({
  page,
  context,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  const later = await atClaritalk(context);
  await signIn('owen', '/record');
  await startRecording(page, 'Owen and nobody else', 2_000);
  const writing = await context.newPage();
  await writing.goto(`/meetings/${meeting.id}/edit`);
  await writing.getByLabel('Meeting name').fill('Not saved by Owen');
  await expect(writing.getByRole('button', { name: /^Account Owen/ })).toBeVisible();
  const sent = [watchRequests(page), watchRequests(writing)];

  await signInLater(later, 'nora');
  await expect(left(page)).toBeVisible();
  await expect(left(writing)).toBeVisible();
  for (const requests of sent) requests.length = 0;
  for (const tab of [page, writing]) {
    await expect(tab.getByText(/This page belonged to Owen/)).toBeVisible();
    await expect(tab.getByRole('navigation')).toHaveCount(0);
    await expect(tab.getByText(/^Changes to one meeting .* kept on this device until Owen/)).toBeVisible();
  }
  // A recording is not cut off when someone signs in elsewhere.
  const running = page.getByRole('region', { name: /^The recording continues/ });
  await expect(running).toBeVisible();
  await expect(page.getByText(/^One recording .* kept on this device until Owen/)).toBeVisible();
  await running.getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByText('The recording has been stopped and is kept on this device.')).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(sent).toEqual([[], []]);

  // Nora's own pages are hers, and Owen's work waits for him.
  await writing.getByRole('button', { name: 'Continue with the account that is signed in' }).click();
  await expect(writing.getByRole('button', { name: /^Account Nora/ })).toBeVisible();
  const kept = await writing.evaluate(() => Object.values(localStorage).join());
  expect(kept).toContain('Not saved by Owen');
  await page.getByRole('button', { name: 'Continue with the account that is signed in' }).click();
  await page.goto('/record');
  await expect(page.getByText('Owen and nobody else')).toHaveCount(0);
});

test('two tabs that sign in at once both end up in the application', async ({ page, context, signIn }) => {
  const later = await atClaritalk(context);
  await signIn('owen', '/people');
  await signInLater(later, 'owen');
  await expect(later.getByRole('button', { name: /^Account Owen/ })).toBeVisible();
  // The first one's session was replaced by another of the same person: it continues.
  await page.getByRole('link', { name: 'Meetings' }).click();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await expect(left(page)).toHaveCount(0);
});

test('Back, right after signing in, leads to the application', async ({ page, signIn }) => {
  await signIn('owen', '/meetings');
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Account Owen/ })).toBeVisible();
  await expect(page).not.toHaveURL(/\/auth\/|\/sign-in/);
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Account Owen/ })).toBeVisible();
});

test('Back from Claritalk’s page leaves the choice', async ({ page }) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Sign in with Claritalk' });
  await button.click();
  await expect(page.getByLabel('Email')).toBeVisible();
  await page.goBack();
  await expect(button).toBeEnabled();
  await expect(button).not.toHaveAttribute('data-loading');
  await button.click();
  await expect(page.getByLabel('Email')).toBeVisible();
});

test('a link to the sign-in window starts nothing without a click', async ({ page, context, stack }) => {
  const started: string[] = [];
  context.on('request', (request) => {
    if (/authorize|\/session\/sign-in/.test(request.url())) started.push(request.url());
  });
  const waits = async (tab: Page) => {
    await expect(tab.getByRole('button', { name: 'Sign in with Claritalk' })).toBeEnabled();
    // What starts automatically starts with the page's first effects.
    await tab.waitForLoadState('networkidle');
    expect(started).toEqual([]);
  };
  await page.goto('/sign-in?popup=1');
  await waits(page);
  const elsewhere = await context.newPage();
  await elsewhere.goto(stack.sandbox);
  const opening = context.waitForEvent('page');
  await elsewhere.evaluate((address) => {
    Object.assign(window, { claritalkSignIn: window.open(address, 'claritalk') });
  }, `${stack.dashboard}/sign-in?popup=1`);
  await waits(await opening);
});
