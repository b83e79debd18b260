import { test as base, expect, type Page } from '@playwright/test';
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
  /** Signs in through the real pages and lands on `path`. */
  readonly signIn: (account: Account, path?: string, page?: Page) => Promise<void>;
}

interface WorkerFixtures {
  /** Environment of the servers, beyond what every test has. */
  readonly stackSettings: Readonly<Record<string, string>>;
  readonly stack: Stack;
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
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first argument.
  complaints: async ({}, use) => {
    await use(new Complaints());
  },
  baseURL: async ({ stack }, use) => use(stack.dashboard),
  context: async ({ context, complaints, stack }, use) => {
    await stack.clearFaults();
    context.on('page', (page) => complaints.watch(page));
    await use(context);
    await stack.clearFaults();
    expect(complaints.unexpected(), 'errors in the browser').toEqual([]);
  },
  signIn: async ({ page }, use) => {
    await use(async (account, path = '/meetings', on = page) => {
      await on.goto(path);
      await on.getByRole('button', { name: /^Sign in with Claritalk$/ }).click();
      await on.getByLabel('Email').fill(`${account}@sandbox.test`);
      await on.getByLabel('Password').fill('sandbox');
      await on.getByRole('button', { name: 'Sign in' }).click();
      const consent = on.getByRole('button', { name: 'Authorize' });
      const navigation = on.getByRole('navigation', { name: 'Main navigation' });
      const burger = on.getByRole('button', { name: 'Open navigation' });
      await expect(consent.or(navigation).or(burger).first()).toBeVisible();
      if (await consent.isVisible()) await consent.click();
      await expect(navigation.or(burger).first()).toBeVisible();
    });
  },
});

export { expect };
