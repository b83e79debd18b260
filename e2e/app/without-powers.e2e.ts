import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { withWindows } from '../support/browser-process.ts';
import { agree } from '../support/recorder.ts';
import { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

const lanName = 'dashboard.lan';
test.use({
  stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', LIVE_UPDATES: '1', SANDBOX_MEETINGS: '120' },
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      // A name on the local network, which no browser trusts without encryption.
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${lanName} 127.0.0.1`],
    }),
});

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in with Claritalk' });

/** What browsers lack in private windows, in old versions, or because someone switched it off. */
type Power = 'locks' | 'BroadcastChannel' | 'indexedDB';

/** Opens a page without these features, which its workers lack as well. */
async function pageWithout(context: BrowserContext, ...powers: Power[]): Promise<Page> {
  const code = `for (const of of [navigator, globalThis])
    for (let from = of; from; from = Object.getPrototypeOf(from))
      for (const power of ${JSON.stringify(powers)}) delete from[power];\n`;
  const poor = await context.newPage();
  await poor.addInitScript(code);
  await poor.route(/\/assets\/\w+\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: code + (await response.text()) });
  });
  return poor;
}

const liveUpdates = (page: Page) => page.getByRole('status').filter({ hasText: /^Live updates: / });
const off =
  'Live updates: Off: in this browser, tabs cannot agree on which of them listens. Nothing is missed: pages check for changes every few seconds. Updating the browser fixes this.';
const noIndex =
  'The search index does not work in this window: the browser does not let the dashboard keep anything here, because site data is blocked or the window is private. Search, action items, dossiers and insight need it; your meetings themselves are not affected. Allow site data for this address, or use another window.';

test('a browser without locks, channels or databases has every page, and each says what is missing', async ({
  page,
  context,
  signIn,
}) => {
  await signIn('owen', '/settings');
  await expect(liveUpdates(page)).toHaveText(/^Live updates: (On|Connected)/);
  await page.close();

  const poor = await pageWithout(context, 'locks', 'BroadcastChannel', 'indexedDB');
  await poor.goto('/settings');
  const main = poor.getByRole('main');
  await expect(liveUpdates(poor)).toHaveText(off);
  await expect(main.getByRole('listitem').filter({ hasText: 'Search index' })).toContainText(
    'Not available in this window: the browser does not let anything be kept here, or the index has stopped.',
  );
  const go = (link: string) =>
    poor.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: link }).click();
  for (const room of ['Action items', 'Dossiers']) {
    await go(room);
    await expect(main.getByRole('heading', { level: 1, name: room })).toBeVisible();
    await expect(main.getByText(/index/)).toHaveText([noIndex]);
  }
  await go('Meetings');
  const links = poor.getByRole('table').getByRole('row').getByRole('link');
  await expect(links).toHaveCount(25);
  await poor.getByRole('searchbox', { name: 'Search all meetings' }).fill('offerte');
  await expect(main.getByText(/index/)).toHaveText([noIndex]);
  await poor.getByRole('button', { name: 'Reset filters' }).click();
  const name = (await links.first().textContent()) ?? '';
  await links.first().click();
  await expect(main.getByRole('heading', { level: 1, name })).toBeVisible();
  await go('Record');
  await poor.getByLabel('Name').fill('Without powers');
  await agree(poor);
  await poor.getByRole('button', { name: 'Start recording' }).click();
  await expect(main.getByRole('alert')).toContainText(
    'This browser’s storage could not be used, so the recording would not be safe. Free some space or leave private browsing, and try again.',
  );
  await expect(poor.getByLabel('Name')).toHaveValue('Without powers');
  await poor.close();

  // Where only one of them is missing, a tab has its own index; nobody informs it of changes.
  for (const power of ['locks', 'BroadcastChannel'] as const) {
    const lacking = await pageWithout(context, power);
    await lacking.goto('/settings');
    await expect(liveUpdates(lacking)).toHaveText(off);
    await lacking.getByRole('link', { name: 'Action items' }).click();
    await expect(lacking.getByText(/^\d+ of \d+ meetings indexed · up to date$/)).toBeVisible();
    await lacking.close();
  }
});

test('plain http on a name that no browser trusts: the sign-in page names the cause and what to do', async ({
  page,
  complaints,
}) => {
  // The browser says that it does not separate such a page from others.
  complaints.expect(/Cross-Origin-Opener-Policy header has been ignored/);
  const lan = await Stack.start({ PUBLIC_URL: `http://${lanName}:PORT`, SANDBOX_MEETINGS: '1' });
  try {
    const origin = lan.dashboard.replace('localhost', lanName);
    await page.goto(`${origin}/meetings`);
    await expect(signInButton(page)).toBeVisible();
    expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
    await expect(page.getByRole('alert')).toHaveText(
      `This page was opened at ${origin}, without encryption. Browsers do not let such a page sign in or record. Open the dashboard at an address that begins with https://; if there is none, ask whoever runs the dashboard for one.`,
    );
    // Anyone who types a name other than PUBLIC_URL's is told the right one, even on the server itself.
    complaints.expect(/status of 400 \(Bad Request\)/);
    await page.goto(lan.dashboard);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The dashboard has another address');
    await expect(page.getByRole('main')).toContainText(
      `You opened ${new URL(lan.dashboard).host}, but this dashboard can be reached only at ${origin}, so that no other site can pose as it. Nothing was lost.`,
    );
    await expect(page.getByRole('main')).toContainText(
      `Open ${origin}. If your address should work, ask whoever runs this server to set PUBLIC_URL to what people type, and to restart it.`,
    );
    await page.getByRole('link', { name: 'Open the dashboard' }).click();
    await expect(signInButton(page)).toBeVisible();
  } finally {
    await lan.stop();
  }
});

test('a browser that blocks cookies and site data is reported before anyone tries; one that forgets cookies, afterwards', async ({
  page: other,
  context,
  stack,
  complaints,
}) => {
  const { host } = new URL(stack.dashboard);
  const profile = await mkdtemp(join(tmpdir(), 'claritalk-blocked-'));
  await mkdir(join(profile, 'Default'));
  // As under chrome://settings/cookies: no site may keep anything.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const blocked = await chromium.launchPersistentContext(profile, {
    ...config.use?.launchOptions,
    // The shell has no such settings.
    ...(withWindows ? { executablePath: withWindows } : {}),
    locale: 'en-GB',
  });
  // It cannot know whether anyone was signed in, and asks.
  complaints.expect(/status of 400 .*\/oauth\/token/);
  try {
    const page = await blocked.newPage();
    complaints.watch(page);
    await page.goto(`${stack.dashboard}/meetings?status=finished`);
    await expect(page.getByRole('alert')).toHaveText(
      `This browser blocks cookies and site data for ${host}. Signing in needs them. Allow them for this address in the browser’s settings, then reload the page.`,
    );
    await signInButton(page).click();
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expect(signInButton(page)).toBeVisible();
  } finally {
    await blocked.close();
    await rm(profile, { recursive: true, force: true });
  }

  // Some extensions remove a cookie that was just set.
  await other.route('**/session/sign-in', async (route) => {
    const response = await route.fetch();
    await context.clearCookies();
    await route.fulfill({ status: response.status() });
  });
  await other.goto('/sign-in');
  await signInButton(other).click();
  await expect(other.getByRole('alert')).toHaveText(
    `The browser is not keeping the dashboard’s cookie, which signing in needs. Allow cookies for ${host} in the browser’s settings, then try again.`,
  );
});
