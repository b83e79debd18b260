import { expectUploaded, recordedFor, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

/** What extensions do to pages: an element created by the application is gone. */
const takeAway = (element: Element) => element.remove();

test('what fails, fails alone: the page, the palette, the recording display; the recording continues', async ({
  page,
  signIn,
  complaints,
}) => {
  // React reports the error that its boundaries have caught.
  complaints.expect(/NotFoundError|removeChild|insertBefore/);
  await signIn('owen', '/record');
  await startRecording(page, 'Continues whatever fails', 2_000);
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await navigation.getByRole('link', { name: 'Meetings' }).click();
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(25);

  await rows.nth(3).evaluate(takeAway);
  await page.getByRole('button', { name: 'Next page' }).click();
  const failed = page.getByRole('main').getByRole('alert');
  await expect(failed).toContainText('This page has stopped working. Recordings and uploads continue.');
  const indicator = page
    .getByRole('link', { name: /Recording Continues whatever fails/ })
    .filter({ visible: true });
  const clock = indicator.getByText(/^\d\d:\d\d$/);
  const before = await clock.textContent();
  await expect(clock).not.toHaveText(before ?? '');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(rows).toHaveCount(25);
  await expect(failed).toHaveCount(0);

  // Another page replaces one that lacks a node: nothing fails.
  await page.getByRole('main').getByRole('heading', { level: 1 }).evaluate(takeAway);
  await navigation.getByRole('link', { name: 'People' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('group').first().evaluate(takeAway);
  await palette.getByRole('combobox').fill('zzz');
  const lost = page.getByRole('alert').filter({ hasText: 'This window has stopped working.' });
  await expect(lost).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
  await lost.getByRole('button', { name: 'Close' }).click();
  await expect(lost).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');

  await indicator.click();
  await recordedFor(page, 4_000);
  await indicator.evaluate(takeAway);
  await stopAndUpload(page);
  await expectUploaded(page);
  const display = page.getByRole('alert').filter({ hasText: 'The recording display has stopped working.' });
  await display.getByRole('button', { name: 'Try again' }).click();
  await expect(display).toHaveCount(0);
  await expect(navigation.getByRole('link', { name: 'Meetings' })).toBeVisible();
});
