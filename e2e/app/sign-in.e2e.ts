import { expect, test } from '../support/test.ts';

// They are about signing in.
test.use({ ownSession: true });

test('signs in with the code flow and PKCE, and returns to the requested address', async ({
  page,
  signIn,
}) => {
  const authorize = page.waitForRequest((request) => request.url().includes('/oauth/authorize?'));
  const redeem = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/oauth/token'),
  );
  await signIn('owen', '/meetings?status=finished&order=asc');
  await expect(page).toHaveURL(/\/meetings\?status=finished&order=asc$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();

  const query = new URL((await authorize).url()).searchParams;
  expect(query.get('code_challenge_method')).toBe('S256');
  expect(query.get('response_type')).toBe('code');
  expect((await redeem).postData()).not.toContain('client_secret');
});

test('keeps no token in storage, cookies readable by scripts, or the address', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('owen');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, window.location.href]),
  );
  expect(kept).not.toMatch(/eyJ|def50|access_token|refresh_token|code=/);
  const cookies = await context.cookies(page.url());
  const session = cookies.find((cookie) => cookie.name === 'session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});

test('a reload renews the session automatically, and requests data before the application has run', async ({
  page,
  signIn,
}) => {
  await signIn('owen');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  const order: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/oauth/token' || pathname.startsWith('/api/')) order.push(pathname);
  });
  await page.reload();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  expect(order[0]).toBe('/oauth/token');
  expect(order.filter((path) => path === '/oauth/token')).toHaveLength(1);
  expect(order.filter((path) => path === '/api/meetings/list').length).toBeGreaterThanOrEqual(1);
  expect(order.filter((path) => path === '/api/user/me')).toHaveLength(1);

  // In the page's timeline: both were requested before the application's own code ran.
  const timing = await page.evaluate(() => {
    const startOf = (part: string) =>
      performance.getEntriesByType('resource').find((entry) => entry.name.includes(part))?.startTime;
    return {
      token: startOf('/oauth/token'),
      application: performance.getEntriesByName('application')[0]?.startTime,
    };
  });
  expect(timing.token).toBeLessThan(timing.application ?? 0);
});

test('a wrong password and declined access say so, and offer a way on', async ({
  page,
  stack,
  complaints,
}) => {
  complaints.expect(/42\d|40\d/);
  // Consent is requested again once no live token has the scopes.
  await stack.expireTokens({ refresh: true });
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await page.getByLabel('Email').fill('nora@sandbox.test');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Email').fill('nora@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toHaveText(/access was declined/);
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
});

test('a callback that nobody started is refused, with a way on', async ({ page }) => {
  await page.goto('/auth/callback?code=stolen&state=unknown');
  await expect(page.getByRole('alert')).toHaveText(/started in another tab|has expired/);
  await expect(page.getByRole('link', { name: 'Try again' })).toBeVisible();
});

test('signing out ends the session in every tab and asks for the account next time', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('owen');
  const second = await context.newPage();
  await second.goto('/meetings');
  await expect(second.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();

  await page.getByRole('button', { name: /^Account Owen/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, second]) {
    await expect(tab.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
  }
  expect((await context.cookies()).filter((cookie) => cookie.name === 'session')).toEqual([]);
  await page.goto('/meetings');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('button', { name: 'Sign in with Claritalk' }).click();
  await expect(page.getByLabel('Email')).toBeVisible();
});

test('a session that ends leaves the page as it is, and continues after signing in again', async ({
  page,
  signIn,
  stack,
  context,
  complaints,
}) => {
  complaints.expect(/40[01] \(/);
  await signIn('owen', '/record');
  await stack.expireTokens({ refresh: true });
  await page.getByRole('link', { name: 'Meetings' }).click();
  const bar = page.getByRole('alert', { name: 'Your session has ended' });
  await expect(bar).toBeVisible();

  const opening = context.waitForEvent('page');
  await bar.getByRole('button', { name: 'Sign in again' }).click();
  const popup = await opening;
  // Claritalk still knows who it is in this browser, and asks for consent again.
  await popup.getByRole('button', { name: 'Authorize' }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
});
