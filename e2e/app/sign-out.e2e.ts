import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

// They are about signing in.
test.use({ ownSession: true });

// The servers go away in the middle of these tests.
test.beforeEach(({ complaints }) => complaints.expect(/ERR_(CONNECTION_|EMPTY|INTERNET)|status of 40[01]/));

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account Owen/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

const unfinished = (page: Page) => page.getByRole('heading', { name: 'Signing out is not finished' });
const signedOut = (page: Page) => page.getByRole('button', { name: 'Sign in with Claritalk' });

/** Whether this browser's cookie still gets a token. */
const statusOfRenewal = (page: Page) =>
  page.evaluate(async () => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' });
    return (await fetch('/oauth/token', { method: 'POST', body })).status;
  });

/** The dashboard has loaded everything that it says later: nothing has to be loaded while the server is away. */
const settled = (page: Page) =>
  page.waitForFunction(() => {
    const arrived = new Set(performance.getEntriesByType('resource').map(({ name }) => name));
    const code = [...document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')];
    // The session's texts, and the code files requested with them, whatever the build calls these.
    return (
      [...arrived].some((name) => name.includes('/session-')) && code.every(({ href }) => arrived.has(href))
    );
  });

test('signing out while the server is away says so in every tab, and is finished when it is back', async ({
  page,
  context,
  signIn,
  stack,
}) => {
  await signIn('owen');
  const second = await context.newPage();
  await second.goto('/people');
  await Promise.all([settled(page), settled(second)]);
  await stack.halt();
  await signOut(page);
  for (const tab of [page, second]) {
    await expect(unfinished(tab)).toBeVisible();
    await expect(tab.getByRole('alert')).toContainText('could not be reached');
    await expect(tab.getByText('Owen')).toHaveCount(0);
  }
  await stack.run();
  for (const tab of [page, second]) await expect(signedOut(tab)).toBeVisible();
  expect(await statusOfRenewal(page)).toBe(400);
});

test('a window that was closed in the meantime is finished by the next one, before anything else', async ({
  page,
  context,
  signIn,
  stack,
}) => {
  await signIn('owen');
  await settled(page);
  await stack.halt();
  await signOut(page);
  await page.close();
  const next = await context.newPage();
  await stack.run();

  // The gateway responds, but not to this.
  await next.route('**/session', (route) => route.abort('connectionreset'), { times: 1 });
  const asked: string[] = [];
  next.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(oauth|session|api)/.test(pathname)) asked.push(`${request.method()} ${pathname}`);
  });
  await next.goto('/meetings');
  await expect(next).toHaveURL(/\/sign-in/);
  const notice = next.getByRole('alert', { name: 'Your last sign-out is not finished' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toBeHidden();
  expect(asked.slice(0, 2)).toEqual(['DELETE /session', 'DELETE /session']);
  expect(await statusOfRenewal(next)).toBe(400);
});

test('offline, signing out is finished as soon as there is a network', async ({ page, context, signIn }) => {
  await signIn('owen');
  await settled(page);
  await context.setOffline(true);
  await signOut(page);
  await expect(unfinished(page)).toBeVisible();
  await context.setOffline(false);
  await expect(signedOut(page)).toBeVisible();
  expect(await statusOfRenewal(page)).toBe(400);
});
