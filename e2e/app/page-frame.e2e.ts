import type { Page } from '@playwright/test';
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
