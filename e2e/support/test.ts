import { test as base, expect, type Page, type Route } from '@playwright/test';
import { type KeptSession, keepSession, resumeSession } from './kept-session.ts';
import { Stack } from './stack.ts';

export type Account = 'ada' | 'owen' | 'nora';

/** What a page complained about: console errors, uncaught errors, unhandled rejections, CSP violations. */
class Complaints {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#seen.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#seen.push(`uncaught: ${error.stack ?? error.message}`));
  }

  /** Browsers log every failed request as an error: a test that provokes one names it here. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}

interface Fixtures {
  readonly complaints: Complaints;
  /**
   * Signs in and lands on `path`: through the real pages the first time and in each further browser; afterwards the
   * test's own page continues with the session that this worker's servers still have of that account, as if the browser
   * had been opened again.
   */
  readonly signIn: (account: Account, path?: string, page?: Page) => Promise<void>;
}

interface WorkerFixtures {
  /** Environment of the servers, beyond what every test has. */
  readonly stackSettings: Readonly<Record<string, string>>;
  readonly stack: Stack;
  /** Whether every test signs in through the real pages, because that is what they are about. */
  readonly ownSession: boolean;
  readonly keptSessions: Map<Account, KeptSession>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  stackSettings: [{}, { scope: 'worker', option: true }],
  stack: [
    async ({ stackSettings }, use) => {
      const stack = await Stack.start(stackSettings);
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  ownSession: [false, { scope: 'worker', option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first argument.
  keptSessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first argument.
  complaints: async ({}, use) => {
    await use(new Complaints());
  },
  baseURL: async ({ stack }, use) => use(stack.dashboard),
  context: async ({ context, complaints, stack }, use) => {
    await stack.clearFaults();
    context.on('page', (page) => complaints.watch(page));
    await context.addInitScript(allowMicrophone);
    await use(context);
    await stack.clearFaults();
    expect(complaints.unexpected(), 'errors in the browser').toEqual([]);
  },
  signIn: async ({ page, stack, ownSession, keptSessions }, use) => {
    // To continue with a kept session empties the browser: what someone has left in it must stay for the next one.
    let isNew = true;
    await use(async (account, path = '/meetings', on = page) => {
      const kept = isNew && on === page && !ownSession ? keptSessions.get(account) : undefined;
      isNew &&= on !== page;
      if (kept && (await resumeSession(page, stack, kept))) {
        await page.goto(path);
        await expect(shellOf(page)).toBeVisible();
      } else {
        await signInThroughPages(on, account, path);
      }
      if (on === page && !ownSession) keptSessions.set(account, await keepSession(page));
    });
  },
});

/**
 * Runs in the page. A browser without windows grants the microphone when it is asked for and says before that it would
 * ask; one with windows and the same settings says that it is granted.
 */
function allowMicrophone(): void {
  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (descriptor) => {
    const status = await query(descriptor);
    const isMicrophone = (descriptor as { name: string }).name === 'microphone';
    if (isMicrophone && status.state === 'prompt')
      Object.defineProperty(status, 'state', { value: 'granted' });
    return status;
  };
}

const shellOf = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Main navigation' })
    .or(page.getByRole('button', { name: 'Open navigation' }))
    .first();

async function signInThroughPages(page: Page, account: Account, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: /^Sign in with Claritalk$/ }).click();
  await page.getByLabel('Email').fill(`${account}@sandbox.test`);
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const consent = page.getByRole('button', { name: 'Authorize' });
  await expect(consent.or(shellOf(page)).first()).toBeVisible();
  if (await consent.isVisible()) await consent.click();
  await expect(shellOf(page)).toBeVisible();
}

/**
 * The gateway responds, and the response does not reach the browser: the fault switch is behind the gateway and cannot
 * lose what comes before it. Once: later requests get through.
 */
export async function loseOnTheWay(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

export { expect };
