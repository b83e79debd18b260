import type { Page } from '@playwright/test';
import { finishedMeeting, saveMeeting } from '../support/meetings.ts';
import { expectUploaded, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';
import { keptBy, ofPeople } from '../systems/kept-by.ts';

// With an index and live updates, whose traces are checked as well.
test.use({
  // These tests sign out.
  ownSession: true,
  stackSettings: {
    ...{ INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '60' },
    ...{ LIVE_UPDATES: '1', SANDBOX_CONNECTED: '1' },
  },
});

const expectSoon = expect.configure({ timeout: 45_000 });

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
}

test('after signing out nothing of the person’s is left on the device, whatever they did', async ({
  page,
  context,
  signIn,
  stack,
}) => {
  // Admins do not see what others have recorded.
  const meeting = await saveMeeting(stack, { name: 'Of Ada', status: 'finished' }, 'ada');
  await page.goto('/sign-in');
  const before = ofPeople(await keptBy(page));
  expect(before).toEqual({ cookie: '' });

  await signIn('ada', '/meetings?status=finished');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('A view of Ada');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Search pages/ }).fill('invite people');
  // At once: the first result for the previous text is not meant.
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'People to invite' }).fill('kept@forget.test');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: /^Invite/ }).click();
  await expect(page.getByText('1 of 1 invited')).toBeVisible({ timeout: 15_000 });
  await page.goto(`/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Written by Ada');
  await page.getByRole('link', { name: 'Back to the meeting' }).click();
  await page.getByRole('button', { name: 'Leave and keep it here' }).click();
  await page.getByRole('link', { name: 'Record', exact: true }).click();
  await startRecording(page, 'Uploaded by Ada', 2_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const second = await context.newPage();
  await second.goto('/conversations?view=closed&q=Van+Hecke');
  await second.getByRole('link', { name: 'Luc Van Hecke' }).click();
  await second.getByRole('textbox', { name: 'Message to Luc Van Hecke' }).fill('Not sent by Ada');
  await second.goto('/people');
  await second.reload();

  // All of it was kept: otherwise its absence would prove nothing.
  await expectSoon
    .poll(async () => Object.keys(ofPeople({ ...(await keptBy(second)), ...(await keptBy(page)) })).join())
    .toMatch(
      /(?=.*local claritalk\.session)(?=.*claritalk\.views\.)(?=.*claritalk\.palette\.)(?=.*tab claritalk\.invitations\.)(?=.*claritalk\.draft\.)(?=.*claritalk\.replies\.)(?=.*tab claritalk\.scroll)(?=.*claritalk-index records)(?=.*claritalk-recorder slices)/,
    );

  await signOut(page);
  const dialog = page.getByRole('dialog', { name: 'Something is not saved yet' });
  await expect(dialog).toContainText('A message to a client that you have begun is not sent.');
  await dialog.getByRole('button', { name: 'Sign out and discard them' }).click();
  for (const tab of [page, second]) {
    await expect(tab.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
    await expect.poll(async () => ofPeople(await keptBy(tab))).toEqual(before);
  }
  // Two of the dashboard's cookies are left, which say nothing about a person: that this browser is known, and a
  // started sign-in.
  const cookies = await context.cookies(stack.dashboard);
  expect(cookies.map(({ name }) => name)).toEqual(expect.arrayContaining(['browser', 'sign-in']));
  expect(cookies.filter(({ name }) => name === 'session')).toEqual([]);
});

test('what Claritalk has not received stays if the person wants it to, and nothing else does', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', '/record');
  await stack.fault({ operation: 'uploadAudioChunk', status: 503, times: 1_000 });
  await startRecording(page, 'Not uploaded', 2_000);
  await stopAndUpload(page);
  await page.goto(`/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Not saved');
  // The form is left as it is: signing out does not ask about it again.
  await expect.poll(async () => Object.keys(await keptBy(page)).join()).toContain('claritalk.draft.');
  await signOut(page);
  await page.getByRole('button', { name: 'Sign out and keep them' }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
  const places = async () => [
    ...new Set(
      Object.keys(ofPeople(await keptBy(page))).map((key) =>
        key.replace(/^(database [\w-]+) .*|^(local claritalk\.draft)\..*/, '$1$2'),
      ),
    ),
  ];
  await expect
    .poll(async () => (await places()).sort())
    .toEqual(['cookie', 'database claritalk-recorder', 'local claritalk.draft']);
  await signIn('owen', '/record');
  await expect(page.getByText('Not uploaded').first()).toBeVisible();
});

test('whoever signs in after a session that was not signed out of sees and finds nothing of the one before', async ({
  page,
  context,
  signIn,
  stack,
  complaints,
}) => {
  // The session is over; and only admins see broadcasts.
  complaints.expect(/status of 40[013]/);
  const meeting = await saveMeeting(stack, { name: 'Of Ada', status: 'finished' }, 'ada');
  await signIn('ada', '/meetings?status=finished');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('A view of Ada');
  await page.keyboard.press('Enter');
  await page.goto('/conversations?view=closed&q=Van+Hecke');
  await page.getByRole('link', { name: 'Luc Van Hecke' }).click();
  await page.getByRole('textbox', { name: 'Message to Luc Van Hecke' }).fill('Not sent by Ada');
  await page.goto(`/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Written by Ada');
  await expectSoon
    .poll(async () => Object.keys(await keptBy(page)).join())
    .toMatch(
      /(?=.*claritalk\.views\.)(?=.*claritalk\.draft\.)(?=.*claritalk\.replies\.)(?=.*claritalk-index records)/,
    );

  // The browser is closed, and what Claritalk knew of the session is over.
  const next = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await stack.expireTokens({ refresh: true });
  const { hostname } = new URL(stack.sandbox);
  await context.clearCookies({ domain: hostname, name: /^(?!browser$|session$)/ });

  await next.goto('/meetings');
  await expect(next.getByRole('alert').getByText('Your session has ended', { exact: true })).toBeVisible();
  await expect(next.locator('body')).not.toContainText(/Ada/);

  await signIn('nora', '/meetings', next);
  /** What can be read of Ada, by where it is kept. */
  const readable = async () =>
    Object.entries(await keptBy(next)).flatMap(([key, value]) =>
      /Ada|Van Hecke/.test(value) ? [key.replace(/\.[\da-f-]{36}\..*/, '')] : [],
    );
  // What she wrote and Claritalk has not waits for her; docs/security.md.
  await expect.poll(readable).toEqual(['local claritalk.draft']);
  for (const path of ['/conversations', '/calls', '/sent', '/sent/broadcast', '/action-items', '/']) {
    await next.goto(path);
    await expect(next.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expect(next.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(next.locator('body')).not.toContainText(/(of|by) Ada/i);
  }
  await next.goto('/meetings');
  await next.getByRole('searchbox', { name: 'Search all meetings' }).fill('Of Ada');
  await expect(next.getByText(/No meeting/).first()).toBeVisible();
});
