import type { Page } from '@playwright/test';
import {
  finishedMeeting,
  readMeeting,
  saveMeeting,
  sharedMeeting,
  storedReview,
  uuidOf,
} from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

const answers = (page: Page) => page.locator('[id^="answer-"][role="group"]');
const saved = (page: Page) =>
  expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('a meeting is reviewed by keyboard only, and stored without touching anything else', async ({
  page,
  signIn,
  stack,
}) => {
  const before = await finishedMeeting(stack);
  const metadata = { crm: { id: 7 }, claritalk_dashboard: { version: 1, recording_id: 'r-1' } };
  await saveMeeting(stack, { id: before.id, name: before.name, metadata });
  await signIn('owen', `/meetings/${before.id}`);
  const total = before.questions.length;
  await expect(answers(page)).toHaveCount(total);

  await page.keyboard.press('n');
  await expect(answers(page).nth(0)).toBeFocused();
  await page.keyboard.press('a');
  await expect(answers(page).nth(1)).toBeFocused();
  await page.keyboard.press('p');
  await expect(answers(page).nth(0)).toBeFocused();
  await expect(answers(page).nth(0)).toContainText('Accepted');
  await page.keyboard.press('n');
  await expect(answers(page).nth(1)).toBeFocused();

  await page.keyboard.press('f');
  await expect(page.getByLabel('Comment')).toBeFocused();
  await page.keyboard.type('Nobody said this');
  await page.keyboard.press('Escape');
  await expect(answers(page).nth(1)).toBeFocused();
  await expect(answers(page).nth(1)).toContainText('Nobody said this');

  await page.keyboard.press('n');
  await expect(answers(page).nth(2)).toBeFocused();
  await page.keyboard.press('e');
  await expect(page.getByLabel('Correction')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('What we really agreed');
  await page.keyboard.press('Escape');
  await expect(answers(page).nth(2)).toContainText('What we really agreed');
  const original = await answers(page).nth(2).textContent();
  const third = before.questions.find(({ question }) => original?.includes(question));
  if (third?.answer && !third.answer.includes('\n')) expect(original).toContain(third.answer);

  await expect(answers(page).nth(2)).toBeFocused();
  for (let index = 2; index < total; index++) {
    await page.keyboard.press('a');
    await expect(answers(page).nth(Math.min(index + 1, total - 1))).toBeFocused();
  }
  await expect(page.getByText(`${total} of ${total} reviewed · 1 flagged`)).toBeVisible();
  await page.keyboard.press('u');
  await expect(answers(page).nth(1)).toBeFocused();

  // Approval by keyboard: its button comes before the answers.
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  for (
    let steps = 0;
    steps < 60 && !(await approve.evaluate((button) => button === document.activeElement));
    steps++
  ) {
    await page.keyboard.press('Shift+Tab');
  }
  await expect(approve).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Approved by You,')).toBeVisible();
  await saved(page);

  const after = await readMeeting(stack, before.id);
  const owen = await uuidOf(stack, 'owen');
  const review = after.metadata.claritalk_dashboard.review;
  expect(review).toMatchObject({ version: 1, approval: { by: owen } });
  expect(Object.keys(review.answers)).toHaveLength(total);
  expect(Object.keys(review.approval.value.of)).toHaveLength(total);
  const { metadata: _now, updatedAt: _later, ...rest } = after;
  const { metadata: _then, updatedAt: _earlier, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(after.metadata).toEqual({
    crm: { id: 7 },
    claritalk_dashboard: { version: 1, recording_id: 'r-1', review },
  });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual(
    [],
  );
});

test('what changes after the approval is visible; the approval can be withdrawn', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await saved(page);
  const first = answers(page).first();
  await first.getByRole('button', { name: 'Correct' }).click();
  await page.getByLabel('Correction').fill('After the fact');
  await expect(page.getByText('1 answer was changed since the approval:')).toBeVisible();
  await page.getByRole('button', { name: 'Withdraw approval' }).click();
  await expect(page.getByText('The approval was withdrawn')).toBeVisible();
  await saved(page);
  expect((await storedReview(stack, meeting.id)).approval.value).toBeNull();
});

test('to-dos and personal notes', async ({ page, signIn, stack }) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  const [todo] = meeting.todos;
  const box = page.getByRole('checkbox', { name: `Done: ${todo!.description}` });
  await box.setChecked(!todo!.done);
  await page.getByRole('button', { name: `Change: ${todo!.description}` }).click();
  await page.getByLabel('Owner', { exact: true }).fill('Jan Peeters');
  await page.getByLabel('Due date').fill('2031-05-06');
  const notes = page.getByRole('textbox', { name: 'My notes' });
  // Three lines, also where the field grows with its text.
  expect((await notes.boundingBox())?.height).toBeGreaterThan(70);
  await notes.fill('Ask Jan about the offer');
  await saved(page);
  await page.reload();
  await expect(box).toBeChecked({ checked: !todo!.done });
  await expect(page.getByText('Due 6 May 2031')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'My notes' })).toHaveValue('Ask Jan about the offer');
});

test('two people at once: different fields merge, the same field asks', async ({
  page,
  signIn,
  stack,
  context,
  browser,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page).first()).toBeVisible();
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const other = await elsewhere.newPage();
  await signIn('owen', `/meetings/${meeting.id}`, other);
  await expect(answers(other).first()).toBeVisible();

  await answers(page).nth(0).getByRole('button', { name: 'Accept' }).click();
  await answers(other).nth(1).getByRole('button', { name: 'Accept' }).click();
  await Promise.all([saved(page), saved(other)]);
  await page.reload();
  await expect(answers(page).nth(0)).toContainText('Accepted');
  await expect(answers(page).nth(1)).toContainText('Accepted');
  await elsewhere.close();

  // Ada writes the same field before Owen's change arrives.
  const ada = await uuidOf(stack, 'ada');
  const key = (await answers(page).nth(2).getAttribute('id'))!.replace('answer-', '');
  const { metadata, name } = await readMeeting(stack, meeting.id);
  metadata.claritalk_dashboard.review.answers[key] = {
    state: { value: 'flagged', by: ada, at: new Date(Date.now() + 60_000).toISOString() },
  };
  await saveMeeting(stack, { id: meeting.id, name, metadata });
  await answers(page).nth(2).getByRole('button', { name: 'Accept' }).click();
  const conflict = page.getByRole('group', { name: /^Changed twice/ });
  await expect(conflict).toContainText('changed this at the same time as you', { timeout: 15_000 });
  await expect(conflict).toContainText('Flagged');
  await expect(page.getByText('1 change needs your decision. Everything else is saved.')).toBeVisible();
  expect((await storedReview(stack, meeting.id)).answers[key].state.value).toBe('flagged');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await saved(page);
  expect((await storedReview(stack, meeting.id)).answers[key].state.value).toBe('accepted');
  expect(context.pages()).toHaveLength(1);
});

test('nothing is lost while the server fails, the connection drops or the page is closed', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 50[23]|ERR_/);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page).first()).toBeVisible();
  await stack.fault({ operation: 'saveMeeting', status: 503, times: 100 });
  await answers(page).nth(0).getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Retrying automatically. 1 change is kept on this device.')).toBeVisible();
  await page.reload();
  await expect(answers(page).nth(0)).toContainText('Accepted');
  await expect(page.getByText('1 change is kept on this device.')).toBeVisible();
  await stack.clearFaults();
  // Written, and the answer lost on the way back.
  await stack.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true, times: 1 });
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(Object.keys((await storedReview(stack, meeting.id)).answers)).toHaveLength(1);
});

test('an expired session keeps what is written, and saves it after the next sign-in', async ({
  page,
  signIn,
  stack,
  complaints,
  context,
}) => {
  complaints.expect(/status of 40[01]/);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page).first()).toBeVisible();
  await stack.expireTokens({ refresh: true });
  await press(page, 'n', 'f');
  await page.keyboard.type('Written without a session');
  await expect(page.getByText('Sign in again to save it.')).toBeVisible({ timeout: 15_000 });
  const popup = context.waitForEvent('page');
  await page.getByRole('alert').getByRole('button').click();
  const opened = await popup;
  await opened.getByRole('button', { name: 'Authorize' }).click();
  await saved(page);
  const [answer] = Object.values((await storedReview(stack, meeting.id)).answers) as {
    comment: { value: string };
  }[];
  expect(answer?.comment.value).toBe('Written without a session');
});

test('who types faster than the page draws writes into the comment all the same', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await page.addInitScript(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => soon(() => setTimeout(() => draw(performance.now()), 200));
  });
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(answers(page).first()).toBeVisible();
  await press(page, 'n', 'n', 'f');
  // Each of its letters is a command when the focus is not in the field.
  await page.keyboard.type('never paid, e-mail unanswered');
  await expect(page.getByLabel('Comment')).toHaveValue('never paid, e-mail unanswered');
  await saved(page);
  const stored = Object.values((await storedReview(stack, meeting.id)).answers) as Record<
    string,
    { value: string }
  >[];
  expect(stored.map(({ state, comment, correction }) => [state?.value, comment?.value, correction])).toEqual([
    ['flagged', 'never paid, e-mail unanswered', undefined],
  ]);
});

test('what someone else owns can be read and says who can change it', async ({ page, signIn, stack }) => {
  const meeting = await sharedMeeting(stack, 'owen');
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(page.getByText('Only the owner of this meeting can review it:')).toBeVisible();
  await expect(answers(page)).toHaveCount(meeting.questions.length);
  await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(answers(page).first()).toBeFocused();
});

test('a review by a newer dashboard is left alone', async ({ page, signIn, stack }) => {
  const meeting = await finishedMeeting(stack);
  const metadata = { claritalk_dashboard: { review: { version: 2, answers: { odd: 1 } } } };
  await saveMeeting(stack, { id: meeting.id, name: meeting.name, metadata });
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(page.getByText('It was reviewed with a newer version')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});
