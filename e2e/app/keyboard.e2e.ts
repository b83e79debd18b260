import type { Page } from '@playwright/test';
import { foreignKeyboard, hold } from '../support/keys.ts';
import { finishedMeeting, storedReview } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

const answers = (page: Page) => page.locator('[id^="answer-"][role="group"]');
// Not by text: answers themselves mention what was accepted.
const accepted = (page: Page) =>
  answers(page).filter({ has: page.getByRole('button', { name: 'Accepted', pressed: true }) });

test('a key that is held down acts once, and types nothing', async ({ page, signIn, stack }) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page)).toHaveCount(meeting.questions.length);
  await page.keyboard.press('n');
  await expect(answers(page).nth(0)).toBeFocused();
  await hold(page, 'a');
  await expect(answers(page).nth(1)).toBeFocused();
  await expect(accepted(page)).toHaveCount(1);

  await hold(page, 'f');
  await expect(page.getByLabel('Comment')).toBeFocused();
  await expect(page.getByLabel('Comment')).toHaveValue('');
  await page.keyboard.press('Escape');
  await hold(page, 'n');
  await expect(answers(page).last()).toBeFocused();
  await hold(page, 'e');
  await expect(page.getByLabel('Correction')).toBeFocused();
  const given = meeting.questions.at(-1)?.answer ?? '';
  await expect(page.getByLabel('Correction')).toHaveValue(given);
  await page.keyboard.press('Escape');

  // A button with Enter held down: pressed again and again it would accept and reopen.
  await answers(page).nth(1).getByRole('button', { name: 'Accept' }).focus();
  await hold(page, 'Enter');
  await expect(accepted(page)).toHaveCount(2);
  await answers(page).nth(2).getByRole('button', { name: 'Correct' }).focus();
  await hold(page, 'Enter');
  await expect(page.getByLabel('Correction')).toBeFocused();
  await expect(page.getByLabel('Correction')).toHaveValue(meeting.questions[2]?.answer ?? '');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const review = await storedReview(stack, meeting.id);
  const states = Object.values<{ state?: { value: string } }>(review.answers).map(
    ({ state }) => state?.value,
  );
  expect(states.filter((state) => state === 'accepted')).toHaveLength(2);
});

test('keys do the same on non-Latin layouts; input methods and autofill press nothing', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page)).toHaveCount(meeting.questions.length);
  const keyboard = await foreignKeyboard(page);
  await keyboard.press({ key: 'т', code: 'KeyN' });
  await expect(answers(page).nth(0)).toBeFocused();
  await keyboard.press({ key: 'α', code: 'KeyA' });
  await expect(answers(page).nth(1)).toBeFocused();
  await keyboard.press({ key: 'ش', code: 'KeyA' });
  await expect(accepted(page)).toHaveCount(2);
  // On AZERTY the key of Q types an a, and that of A a q.
  await keyboard.press({ key: 'q', code: 'KeyA' });
  await keyboard.press({ key: 'a', code: 'KeyQ' });
  await expect(accepted(page)).toHaveCount(3);
  await keyboard.press({ key: '؟', code: 'Slash', modifiers: 8 });
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await keyboard.press({ key: 'л', code: 'KeyK', modifiers: 2 });
  const palette = page.getByRole('dialog').filter({ has: page.getByRole('combobox') });
  const field = palette.getByRole('combobox');
  await expect(field).toBeFocused();

  // Neither the Enter that accepts a word nor the Escape that drops one is for the page.
  await keyboard.compose('たなか');
  await keyboard.take({ key: 'Process', code: 'Enter' });
  await keyboard.take({ key: 'Process', code: 'Escape' });
  await expect(field).toBeFocused();
  await keyboard.take({ key: 'Process', code: 'Enter' }, 'たなか');
  await expect(field).toHaveValue('たなか');
  await page.evaluate(() => {
    for (const type of ['keydown', 'keyup'])
      document.activeElement?.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  });
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await page.goto('/people');
  const search = page.getByRole('searchbox');
  await search.fill('nora');
  await expect(page.getByRole('status').filter({ hasText: /^1 / })).toBeAttached();
  await keyboard.compose(' ');
  await keyboard.take({ key: 'Enter', code: 'Enter' }, ' ');
  await expect(page).toHaveURL(/\/people(\?|$)/);
  await keyboard.press({ key: 'Enter', code: 'Enter', keyCode: 13 });
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]+/);
});

test('what was pressed passes the focus on when it goes, and in a row that scrolls what has it is seen whole', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', '/people');
  await stack.fault({ operation: 'listMeetings', status: 400, times: 10 });
  await page.goto('/meetings');
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await stack.clearFaults();
  await again.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeFocused();

  const meeting = await finishedMeeting(stack);
  await page.goto(`/meetings/${meeting.id}`);
  const last = page.getByRole('button', { name: 'Print' });
  const parts = page.getByRole('navigation', { name: 'Parts of this meeting' }).getByRole('link');
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
    await page.getByRole('button', { name: 'Export', exact: true }).focus();
    for (const end of [last, parts.nth(3), parts.last()]) {
      while (!(await end.evaluate((element) => element === document.activeElement)))
        await page.keyboard.press('Tab');
      await expect(end).toBeInViewport({ ratio: 0.95 });
    }
  }
});
