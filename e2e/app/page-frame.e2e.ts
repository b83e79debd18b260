import type { Page } from '@playwright/test';
import { saveMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

test('without scripts a message in four languages is on screen', async ({ browser, stack, complaints }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  complaints.watch(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await page.goto(`${stack.dashboard}/meetings`);
      const told = page.getByText(/JavaScript/);
      await expect(told).toHaveText([
        'Claritalk needs JavaScript. Enable it for this address in your browser, then reload the page.',
        'Claritalk heeft JavaScript nodig. Zet het in uw browser aan voor dit adres en laad de pagina opnieuw.',
        'Claritalk a besoin de JavaScript. Activez-le pour cette adresse dans votre navigateur, puis rechargez la page.',
        'Claritalk braucht JavaScript. Schalten Sie es im Browser für diese Adresse ein und laden Sie die Seite neu.',
      ]);
      for (const paragraph of await told.all()) await expect(paragraph).toBeInViewport({ ratio: 1 });
    }
  }
  await context.close();
});

const scrolled = (page: Page) => page.evaluate(() => Math.round(window.scrollY));
const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

test('the frame: scrolling, the account menu, colours of native controls, and a screen at 400 %', async ({
  page,
  signIn,
  stack,
}) => {
  // The sandbox's pages may show their own icon.
  await page.goto(`${stack.sandbox}/`);
  expect(
    await page.evaluate(async () => {
      const image = new Image();
      image.src = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
      await image.decode();
      return image.src.slice(0, 19);
    }),
  ).toBe('data:image/svg+xml,');

  await page.setViewportSize({ width: 1440, height: 500 });
  await signIn('owen');
  // A fully loaded page starts at its top, or where this same page was left; not where another one was.
  await page.goto('/meetings');
  await expect(rows(page)).toHaveCount(25);
  await page.evaluate(() => window.scrollTo(0, 600));
  await page.goto('/meetings?order=asc');
  await expect(rows(page)).toHaveCount(25);
  expect(await scrolled(page)).toBe(0);
  await page.evaluate(() => window.scrollTo(0, 300));
  await page.reload();
  await expect(rows(page)).toHaveCount(25);
  await expect.poll(() => scrolled(page)).toBe(300);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /^Account Owen/ }).click();
  const panel = page.getByRole('region', { name: /^Account|^Konto|^Compte/ });
  for (const [language, shortcuts] of [
    ['English', 'Keyboard shortcuts'],
    ['Nederlands', 'Sneltoetsen'],
    ['Français', 'Raccourcis clavier'],
    ['Deutsch', 'Tastenkürzel'],
    ['English', 'Keyboard shortcuts'],
  ] as const) {
    await panel.getByRole('radio', { name: language }).click({ force: true });
    await expect(panel.getByRole('button', { name: shortcuts })).toBeVisible();
    const lines = await panel.locator('.mantine-Button-label').evaluateAll((labels) =>
      labels.map((label) => {
        const range = document.createRange();
        range.selectNodeContents(label);
        return `${label.textContent}: ${new Set([...range.getClientRects()].map(({ top }) => top)).size}`;
      }),
    );
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => !line.endsWith(': 1'))).toEqual([]);
  }
  await page.keyboard.press('Escape');

  await page.goto('/record');
  const consent = page.getByRole('checkbox', { name: 'I have told everyone present, and they agree' });
  await expect(consent).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const schemes = () =>
      page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll('input, select, textarea')].map(
            (field) => getComputedStyle(field).colorScheme,
          ),
        ),
      ]);
    await expect.poll(schemes).toEqual([colorScheme]);
  }

  // 1280 by 1024 at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto('/meetings');
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
  const header = page.getByRole('banner');
  await expect(header).toBeInViewport({ ratio: 1 });
  await page.evaluate(() => window.scrollTo(0, 300));
  await expect(header).not.toBeInViewport();
});

test('what the navigation opened stays on the screen when the window narrows and hides it', async ({
  page,
  signIn,
  stack,
}) => {
  const [wide, narrow] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
  const meeting = await saveMeeting(stack, { name: 'Kept here', status: 'finished' }, 'owen');
  await page.setViewportSize(wide);
  await signIn('owen', `/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Not saved');
  await page.getByRole('link', { name: 'Back to the meeting' }).click();
  await page.getByRole('button', { name: 'Leave and keep it here' }).click();
  await page.goto('/meetings?status=failed');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Mine');
  await page.keyboard.press('Enter');

  const account = page.getByRole('button', { name: /^Account Owen/ });
  const openNavigation = page.getByRole('button', { name: 'Open navigation' });
  const signOut = page.getByRole('button', { name: 'Sign out', exact: true });
  const asked = page.getByRole('dialog', { name: 'Something is not saved yet' });
  await account.click();
  await page.setViewportSize(narrow);
  await expect(account).toBeHidden();
  await expect(signOut).toBeInViewport({ ratio: 1 });
  await page.setViewportSize(wide);
  await signOut.click();
  await expect(asked).toBeVisible();
  await page.setViewportSize(narrow);
  await expect(asked).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await expect(openNavigation).toBeFocused();

  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Manage views' }).click();
  const views = page.getByRole('dialog', { name: 'Saved views' });
  // It notes what had the focus when it opens, which may be later than the press.
  await expect(views).toBeVisible();
  await page.setViewportSize(narrow);
  await expect(views).toBeInViewport({ ratio: 1 });
  await views.getByRole('button', { name: 'Close' }).click();
  await expect(openNavigation).toBeFocused();

  // From the panel that the navigation is on a phone: it closes, and its button has the focus afterwards.
  await openNavigation.click();
  await page.getByRole('button', { name: 'Manage views' }).click();
  await expect(account).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(views).toBeHidden();
  await expect(openNavigation).toBeFocused();

  // A menu that stays open while the window widens is still that of its button.
  await openNavigation.click();
  await account.click();
  await page.setViewportSize(wide);
  await expect(signOut).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(signOut).toBeHidden();
  await expect(account).toBeFocused();
});
