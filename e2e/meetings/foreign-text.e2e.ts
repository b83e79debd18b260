import type { Page } from '@playwright/test';
import { finishedMeeting, saveMeeting, storedReview } from '../support/meetings.ts';
import { expectUploaded, recordedFor, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';
import { translate } from '../support/translation.ts';

/** Text nodes that the translation has not replaced; it comes after every change. */
const untranslated = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const left: string[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && !parent.closest('font, script, noscript, style, textarea, option, svg'))
        left.push(parent.outerHTML);
    }
    return left;
  });

test('a translated page records, pauses, reviews and keeps saying what is the case', async ({
  page,
  signIn,
  stack,
}) => {
  await translate(page);
  await signIn('owen', '/record');
  const indicator = page
    .getByRole('link', { name: /open the recorder/ })
    .filter({ visible: true })
    .first();
  await startRecording(page, 'A meeting in translation', 2_000);
  expect(await untranslated(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(indicator).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(indicator).not.toContainText('Paused');
  await recordedFor(page, 3_000);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(indicator).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await stopAndUpload(page);
  await expectUploaded(page);

  const meeting = await finishedMeeting(stack);
  await page.goto(`/meetings/${meeting.id}`);
  const answers = page.locator('[id^="answer-"][role="group"]');
  await expect(answers).toHaveCount(meeting.questions.length);
  const [first, second] = [answers.nth(0), answers.nth(1)];
  const badge = (answer: typeof first) => answer.locator('[id$="-state"]');
  await first.getByRole('button', { name: 'Accept' }).click();
  await expect(badge(first)).toContainText('Accepted');
  await expect(badge(first)).not.toContainText('Not reviewed');
  await expect(first.getByText('Accepted by You')).toBeVisible();
  await first.getByRole('button', { name: 'Accepted' }).click();
  await expect(badge(first)).not.toContainText('Accepted');
  await second.getByRole('button', { name: 'Flag' }).click();
  await expect(badge(second)).toContainText('Flagged');
  await expect(page.getByText(`1 of ${meeting.questions.length} reviewed · 1 flagged`)).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(Object.keys((await storedReview(stack, meeting.id)).answers).length).toBeGreaterThanOrEqual(1);
  expect(await untranslated(page)).toEqual([]);
});

const arabic = 'نعم، 100% (ISO 9001).';

/** Where text from right to left stands in an element that runs the other way and does not set it apart. */
const misdirected = (page: Page) =>
  page.evaluate(() => {
    const rtl = /[\u0590-\u08ff]/;
    const said: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data } = walker.currentNode as Text;
      const element = walker.currentNode.parentElement;
      // Code runs from left to right, whatever it holds.
      if (
        !element ||
        element.closest('[dir="ltr"]') ||
        !rtl.test(data.replaceAll(/\u2068[^\u2069]*\u2069/g, ''))
      )
        continue;
      if (getComputedStyle(element).direction !== 'rtl') said.push(element.outerHTML);
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea'))
      if (field.dir !== 'ltr' && rtl.test(field.value) && getComputedStyle(field).direction !== 'rtl')
        said.push(field.outerHTML);
    return said;
  });

test('what people write from right to left finds its direction: lists, headings, answers, fields, sentences', async ({
  page,
  signIn,
  stack,
}) => {
  const { id } = await finishedMeeting(stack);
  await saveMeeting(stack, { id, name: arabic });
  await signIn('owen', `/meetings/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: arabic })).toBeVisible();
  const answer = page.locator('[id^="answer-"][role="group"]').first();
  for (const part of ['Correct', 'Flag']) {
    await answer.getByRole('button', { name: part }).click();
    const field = page.getByLabel(part === 'Correct' ? 'Correction' : 'Comment');
    await field.fill(arabic);
    expect(await misdirected(page)).toEqual([]);
    await field.press('Escape');
  }
  await page.getByRole('textbox', { name: 'My notes' }).fill(arabic);
  await page.getByRole('textbox', { name: 'Write to the chat' }).fill(arabic);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(await misdirected(page)).toEqual([]);

  await page.goto('/meetings');
  await expect(page.getByRole('link', { name: arabic })).toBeVisible();
  await page.getByRole('checkbox', { name: `Select \u2068${arabic}\u2069` }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText(arabic);
  expect(await misdirected(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('نعم');
  await expect(page.getByRole('option', { name: arabic })).toBeVisible();
  expect(await misdirected(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.goto(`/meetings/${id}/edit`);
  await expect(page.getByRole('textbox', { name: 'Name' }).first()).toHaveValue(arabic);
  expect(await misdirected(page)).toEqual([]);
});
