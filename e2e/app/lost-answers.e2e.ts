import type { Page } from '@playwright/test';
import { finishedMeeting, readMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

/** The sandbox does the work and drops the connection: the gateway answers 502. */
const answerLost = { drop: true, afterProcessing: true, times: 1 };
const requestLost = { drop: true, times: 1 };
const failed = /status of (400|502)/;

async function meetingsNamed(stack: Stack, name: string): Promise<number> {
  const response = await stack.api('/meetings/list?limit=100&order=desc');
  const meetings = (await response.json()) as { name: string }[];
  return meetings.filter((meeting) => meeting.name === name).length;
}

const create = (page: Page) => page.getByRole('button', { name: 'Create', exact: true }).click();

test('a meeting whose response is lost is found, and created once however often the button is pressed', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(failed);
  const name = `Lost ${crypto.randomUUID()}`;
  await signIn('owen', '/meetings/new');
  await page.getByLabel('Meeting name').fill(name);
  // Not even checking works at first.
  await stack.fault({ operation: 'listMeetings', status: 400, times: 1 });
  await stack.fault({ operation: 'saveMeeting', ...answerLost });
  await create(page);
  const status = page.getByRole('status');
  await expect(status.filter({ hasText: 'It is not known whether the meeting was created' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  // A reload keeps both: what was written, and that its outcome is unknown.
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  await expect(status.filter({ hasText: 'The meeting was created.' })).toBeVisible();
  await expect(page.getByLabel('Meeting name')).toHaveValue(name);
  await page.getByRole('button', { name: 'Add a topic' }).click();
  await page.keyboard.type('Thought of later');
  await page.getByRole('button', { name: 'Save the changes in it' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Thought of later', { exact: true })).toBeVisible();
  expect(await meetingsNamed(stack, name)).toBe(1);
});

test('a duplicate that two tabs create at once is created once; one that was not created can be tried again', async ({
  page,
  signIn,
  stack,
  complaints,
  context,
}) => {
  complaints.expect(failed);
  const meeting = await finishedMeeting(stack);
  const name = `Copy ${crypto.randomUUID()}`;
  await signIn('owen', `/meetings/new?from=${meeting.id}`);
  const other = await context.newPage();
  await other.goto(`/meetings/new?from=${meeting.id}`);
  for (const tab of [page, other]) await tab.getByLabel('Meeting name').fill(name);
  await stack.fault({ operation: 'saveMeeting', ...requestLost });
  await create(page);
  await expect(page.getByRole('status').filter({ hasText: 'It is not known' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(
    'No meeting was created; what you wrote is still here.',
  );
  expect(await meetingsNamed(stack, name)).toBe(0);

  await stack.fault({ operation: 'saveMeeting', ...answerLost });
  // Nothing is sent before it has been pressed in both.
  const pressed = Promise.withResolvers<void>();
  await context.route('**/api/meetings', async (route) => {
    await pressed.promise;
    await route.continue();
  });
  for (const tab of [page, other]) await create(tab);
  pressed.resolve();
  for (const tab of [page, other]) {
    await tab.getByRole('button', { name: 'Open the meeting' }).click();
    await expect(tab.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  expect(await meetingsNamed(stack, name)).toBe(1);
});

test('a chat line and a template whose responses are lost are found, and exist once', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(failed);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  const line = `Said once ${crypto.randomUUID()}`;
  const field = page.getByLabel('Write to the chat');
  await field.fill(line);
  await stack.fault({ operation: 'appendChatMessage', ...answerLost });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Your message was sent.')).toBeVisible();
  await expect(field).toHaveValue('');
  await expect(page.getByRole('list').getByText(line)).toHaveCount(1);
  const { metadata } = await readMeeting(stack, meeting.id, 'owen', true);
  expect(metadata.chat.filter(({ sentence }: { sentence: string }) => sentence === line)).toHaveLength(1);

  await page.goto('/templates');
  const name = `Type ${crypto.randomUUID()}`;
  await page.getByRole('button', { name: 'New meeting type' }).click();
  await page.keyboard.type(name);
  await stack.fault({ operation: 'saveType', ...answerLost });
  // Enter again while the outcome is unknown, as people do.
  for (let times = 0; times < 3; times++) await page.keyboard.press('Enter');
  await expect(page.locator('[data-template-row="types"]').filter({ hasText: name })).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const types = (await (await stack.api('/types/list')).json()) as { name: string }[];
  expect(types.filter((type) => type.name === name)).toHaveLength(1);
});
