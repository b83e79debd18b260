import type { Page } from '@playwright/test';
import type { Stack } from './stack.ts';

/**
 * What a browser keeps of a session once someone has signed in: the cookies (Claritalk has some too, on the same host),
 * and a note that the session is worth requesting.
 */
export type KeptSession = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** The key of `src/services/auth/session-memory.ts`. It holds no secret. */
const memoryKey = 'claritalk.session';

/** Returns what to keep of a signed-in page's session. */
export async function keepSession(page: Page): Promise<KeptSession> {
  const { cookies, origins } = await page.context().storageState();
  const { hostname, origin } = new URL(page.url());
  return {
    cookies: cookies.filter(({ domain }) => domain === hostname),
    origins: origins
      .filter((one) => one.origin === origin)
      .map((one) => ({ ...one, localStorage: one.localStorage.filter(({ name }) => name === memoryKey) })),
  };
}

/**
 * Gives a new browser a saved session.
 *
 * @returns whether gateway and Claritalk still have it; if not, the browser is as new.
 */
export async function resumeSession(page: Page, stack: Stack, kept: KeptSession): Promise<boolean> {
  const context = page.context();
  await context.addCookies(kept.cookies);
  const response = await context.request.post(`${stack.dashboard}/oauth/token`, {
    headers: { Origin: stack.dashboard },
    form: { grant_type: 'refresh_token', refresh_token: 'server-held' },
  });
  // A test may have made the tokens invalid where the gateway has not noticed yet.
  const token = response.ok() ? ((await response.json()) as { access_token: string }).access_token : '';
  if (token === '' || !(await stack.api('/dossiers/list', token)).ok) {
    await context.clearCookies();
    return false;
  }
  // What the answer renewed is kept; the rest is as in a new browser.
  await context.setStorageState({ ...kept, cookies: await context.cookies(stack.dashboard) });
  return true;
}
