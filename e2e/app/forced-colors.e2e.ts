import type { Locator, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { drawnShare } from '../support/drawn.ts';
import { finishedMeeting, type WireMeeting } from '../support/meetings.ts';
import { startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

test.beforeEach(async ({ page }) => page.emulateMedia({ forcedColors: 'active' }));

const style = (element: Locator, property: 'outlineStyle' | 'textDecorationLine' | 'borderTopColor') =>
  element.evaluate((node, name) => getComputedStyle(node)[name], property);
const expectDrawn = (mark: Locator, share = 0.1) =>
  expect.poll(() => drawnShare(mark)).toBeGreaterThan(share);
const navigationLink = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true });

test('without their own colours, the list, a review and the templates show what is current, chosen and done', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen');
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(25);
  expect(await style(navigationLink(page, 'Meetings'), 'textDecorationLine')).toBe('underline');
  expect(await style(navigationLink(page, 'People'), 'textDecorationLine')).toBe('none');
  await expectDrawn(rows.locator('[data-meaning="final"] > [aria-hidden]').first());
  await expectDrawn(rows.locator('[data-meaning="working"] > [aria-hidden]').first());
  await rows.nth(1).getByRole('checkbox').check();
  expect(await style(rows.nth(1), 'outlineStyle')).toBe('solid');
  expect(await style(rows.nth(2), 'outlineStyle')).toBe('none');
  await expectNoViolations(page, 'list, forced colours');

  const meeting = await finishedMeeting(stack);
  await page.goto(`/meetings/${meeting.id}`);
  const answers = page.locator('[id^="answer-"][role="group"]');
  await answers.nth(0).getByRole('button', { name: 'Accept' }).click();
  await expect(answers.nth(0)).toContainText('Accepted');
  await expectDrawn(page.getByRole('progressbar', { name: /reviewed/i }), 0.02);
  const filters = page.getByRole('group').getByRole('radio');
  const lines = await filters.evaluateAll((inputs) =>
    inputs.map((input) => [
      (input as HTMLInputElement).checked,
      getComputedStyle(input.parentElement!).outlineStyle === 'solid',
    ]),
  );
  expect(lines.length).toBeGreaterThan(1);
  for (const [checked, outlined] of lines) expect(outlined).toBe(checked);

  await page.goto('/templates');
  const column = page.locator('[data-row-link]');
  await column.first().click();
  await expect(column.first()).toHaveAttribute('aria-current', 'true');
  expect(await style(column.first(), 'outlineStyle')).toBe('solid');
  expect(await style(column.nth(1), 'outlineStyle')).toBe('none');
});

test('without their own colours, the recorder shows its level and state, and the overview its legend', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('owen', '/record');
  const meter = page.getByRole('meter').first();
  // A frame round it is 0.35 of so low a bar: what is said is more.
  await expectDrawn(meter, 0.45);
  await startRecording(page, 'In a contrast theme', 1_000);
  const indicator = page
    .getByRole('link', { name: /open the recorder/ })
    .filter({ visible: true })
    .first();
  await expectDrawn(indicator.locator('> [aria-hidden]'), 0.3);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(indicator).toContainText('Paused');
  await expectDrawn(indicator.locator('> [aria-hidden]'), 0.1);
  await page.getByRole('button', { name: 'Resume' }).click();
  await stopAndUpload(page);

  // The legend names what exists: it must not change while being read.
  const status = async () => {
    const newest = (await (await stack.api('/meetings/list?limit=5')).json()) as WireMeeting[];
    return newest.find(({ name }) => name === 'In a contrast theme')?.status;
  };
  await expect.poll(status, { timeout: 40_000 }).toBe('finished');
  await page.goto('/');
  const swatches = page.locator('figcaption svg');
  await expect(swatches.first()).toBeVisible();
  for (const swatch of await swatches.all()) await expectDrawn(swatch, 0.05);
});
