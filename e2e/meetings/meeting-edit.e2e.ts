import { finishedMeeting, readMeeting, saveMeeting, sharedMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

test('editing changes what was changed and nothing else', async ({ page, signIn, stack }) => {
  const before = await finishedMeeting(stack);
  await saveMeeting(stack, { id: before.id, name: before.name, metadata: { crm: { id: 7 } } });
  await signIn('owen', `/meetings/${before.id}`);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Meeting name').fill('A better name');
  await page.getByRole('button', { name: 'Add an attendee' }).click();
  await page.keyboard.type('Jan Peeters');
  await page.getByLabel('Integration ID').last().fill('crm-42');
  await page.getByText('Metadata', { exact: true }).click();
  await page.getByLabel('Metadata (JSON)').fill('{ "crm": ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is not a JSON object.')).toBeVisible();
  await page.getByLabel('Metadata (JSON)').fill('{ "crm": { "id": 7 }, "project": "P1" }');
  // Someone else stores something of their own in the meantime.
  await saveMeeting(stack, { id: before.id, name: before.name, metadata: { crm: { id: 7 }, theirs: true } });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A better name' })).toBeVisible();
  const after = await readMeeting(stack, before.id);
  const { name, attendees, metadata, updatedAt, ...rest } = after;
  const { name: _n, attendees: had, metadata: _m, updatedAt: _u, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(attendees).toEqual([
    ...(had as unknown[]),
    { name: 'Jan Peeters', email: null, integration_id: 'crm-42' },
  ]);
  expect(metadata).toEqual({ crm: { id: 7 }, project: 'P1', theirs: true });
  expect([name, typeof updatedAt]).toEqual(['A better name', 'string']);
});

test('the same field changed by two is told before anything is written over', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Mine');
  await saveMeeting(stack, { id: meeting.id, name: 'Theirs' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Someone else changed the name');
  expect((await readMeeting(stack, meeting.id)).name).toBe('Theirs');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible();
});

test('a form survives a failing server, an expired session and a reload, and asks before it is left', async ({
  page,
  signIn,
  stack,
  complaints,
  context,
}) => {
  complaints.expect(/status of (50[23]|40[01])/);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}/edit`);
  const name = page.getByLabel('Meeting name');
  await name.fill('Not lost');
  await stack.fault({ operation: 'saveMeeting', status: 503, times: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was saved; what you wrote is still here.');
  await page.getByRole('link', { name: 'Back to the meeting' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(name).toHaveValue('Not lost');

  page.on('dialog', (asked) => void asked.accept());
  await page.reload();
  await expect(name).toHaveValue('Not lost');
  await expect(page.getByText('What you wrote before was kept on this device')).toBeVisible();

  await stack.expireTokens({ refresh: true });
  await page.getByRole('button', { name: 'Save' }).click();
  const popup = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await (await popup).getByRole('button', { name: 'Authorize' }).click();
  await expect(page.getByRole('button', { name: 'Sign in again' })).toBeHidden();
  await expect(name).toHaveValue('Not lost');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Not lost' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual(
    [],
  );
});

test('a meeting is made without a recording, duplicated, and deleted by typing its name', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', '/meetings');
  await page.getByRole('link', { name: 'New meeting' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('A name or topic is missing.')).toBeVisible();
  await page.getByLabel('Meeting name').fill('Planned by hand');
  await page.getByRole('button', { name: 'Add a topic' }).click();
  await page.keyboard.type('The budget');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Planned by hand' })).toBeVisible();
  await expect(page.getByText('The budget', { exact: true })).toBeVisible();
  await expect(page.getByText('Nothing has been recorded yet')).toBeVisible();

  await page.goto(`/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Duplicate as a new meeting' }).click();
  await expect(page.getByLabel('Meeting name')).toHaveValue(`${meeting.name} (copy)`);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${meeting.name} (copy)` })).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  const copy = await readMeeting(stack, id);
  for (const field of ['type_id', 'dossier_id', 'team_ids', 'attendees', 'locale']) {
    expect(copy[field], field).toEqual(meeting[field]);
  }
  expect(copy.questions.map(({ question }) => question)).toEqual(
    meeting.questions.map(({ question }) => question),
  );
  expect(copy.questions.every(({ answer }) => answer === null)).toBe(true);

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('something else');
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('textbox').fill(`${meeting.name} (copy)`);
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(page).toHaveURL(/\/meetings$/);
  await expect.poll(async () => (await stack.api(`/meetings/${id}`)).status).toBe(404);
});

test('the chat can be written to, and says who can when one may not', async ({ page, signIn, stack }) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByLabel('Write to the chat').fill('The offer is on its way');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list').getByText('The offer is on its way')).toBeVisible();
  const shared = await sharedMeeting(stack, 'owen');
  await page.goto(`/meetings/${shared.id}`);
  await expect(page.getByText('Only the owner of the meeting can write to its chat here')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0);
});
