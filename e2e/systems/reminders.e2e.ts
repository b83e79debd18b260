import type { Browser, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { connect } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';
import { meetingWith, readCourier, type User } from './courier-guests.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

/** Gives someone things to do in a meeting. */
function giveTodos(stack: Stack, meeting: string, assignee: string, todos: readonly string[]): void {
  stack.sql(
    'UPDATE meeting_contents SET todos = ? WHERE meeting_id = (SELECT id FROM meetings WHERE uuid = ?)',
    JSON.stringify(
      todos.map((description, at) => ({ id: at + 1, description, assignee, due_date: null, done: false })),
    ),
    meeting,
  );
}

/** Connects Courier in a browser of its own, unless a test before this one did. */
async function connectCourier(
  browser: Browser,
  stack: Stack,
  signIn: (person: 'ada', path: string, page: Page) => Promise<void>,
): Promise<void> {
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const ada = await elsewhere.newPage();
  await signIn('ada', '/integrations/courier', ada);
  await connect(ada, 'courier');
  await elsewhere.close();
}

/** E-mails to someone, at Courier itself, that mention something. */
async function emailsTo({ attributes }: User, words: string, stack: Stack): Promise<readonly User[]> {
  const path = `/v1/user-emails/?individual-id=${attributes['primary-individual-id']}&page[limit]=1000`;
  const all: readonly User[] = (await readCourier(stack, path)).data;
  return all.filter((one) => one.attributes.message?.includes(words));
}

/** Text messages to someone, at Courier itself. */
async function textsTo({ attributes }: User, stack: Stack): Promise<readonly string[]> {
  const accounts = (await readCourier(stack, '/v1/text-accounts/')).data;
  const query = new URLSearchParams({
    'account-id': accounts[0].id,
    'filter[target]': attributes.phone ?? '',
    'page[limit]': '1000',
  });
  const all: readonly User[] = (await readCourier(stack, `/v1/texts/?${query}`)).data;
  return all.map((one) => one.attributes.message ?? '');
}

const todo = (page: Page, text: string) => page.locator('#todos li').filter({ hasText: text });

/** Opens the dialog that reminds someone of a to-do. */
async function openReminder(page: Page, about: string) {
  await page.getByRole('button', { name: new RegExp(`^Remind the client: .?${about}.?$`) }).click();
  const dialog = page.getByRole('dialog', { name: 'Remind clients' });
  await expect(dialog.getByRole('checkbox', { name: about })).toBeChecked();
  return dialog;
}

test('a client is reminded by e-mail and, having agreed, by text message, each once although its response is lost', async ({
  page,
  signIn,
  stack,
  complaints,
  browser,
}) => {
  await connectCourier(browser, stack, signIn);
  const [byEmail, byText] = ['Send the payslips of June', 'Sign the lease'];
  const { meeting, guest, name } = await meetingWith(stack, 'accepted');
  giveTodos(stack, meeting.id, name, [byEmail, byText]);
  const textsBefore = await textsTo(guest, stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  complaints.expect(/status of 504/);

  let dialog = await openReminder(page, byEmail);
  await dialog.getByLabel('Language').selectOption({ label: 'English' });
  await dialog.getByLabel('Sent by').selectOption({ label: 'E-mail' });
  await expect(dialog.getByText(/^Subject: ./)).toBeVisible();
  await expectNoViolations(page, 'a reminder by e-mail');
  await stack.fault({ operation: 'courier.sendUserEmail', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: `Send to ${name}` }).click();
  await expect(
    dialog.getByText(new RegExp(`^(Sent to ${name}|The message to ${name} was sent)\\.$`)).first(),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(todo(page, byEmail)).toContainText(/Reminded on .* by Owen/);
  await expect(todo(page, byText)).not.toContainText('Reminded');
  const emails = async () =>
    (await emailsTo(guest, byEmail, stack)).map(({ attributes }) => [attributes.to, attributes.status]);
  // Courier takes it at once and sends it a moment later.
  await expect.poll(emails).toEqual([[[guest.attributes.email], 'sent']]);

  dialog = await openReminder(page, byText);
  await dialog.getByLabel('Language').selectOption({ label: 'English' });
  await dialog.getByLabel('Sent by').selectOption({ label: 'SMS' });
  await expect(dialog.getByText(/^Sent as \d+ SMS \(GSM alphabet\)$/)).toBeVisible();
  const message = await dialog.getByRole('textbox', { name: `Message to ${name}` }).inputValue();
  expect(message).toContain(byText);
  await expectNoViolations(page, 'a reminder by text message');
  await stack.fault({ operation: 'courier.sendText', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: `Send to ${name}` }).click();
  await expect(
    dialog.getByText(new RegExp(`^(Sent to ${name}|The message to ${name} was sent)\\.$`)).first(),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(todo(page, byText)).toContainText(/Reminded on .* by Owen/);
  expect((await textsTo(guest, stack)).toSorted()).toEqual([...textsBefore, message.trim()].toSorted());
  expect(await emailsTo(guest, byText, stack)).toEqual([]);
});

for (const [answer, consent] of [
  ['has declined text messages', 'declined'],
  ['was never asked about text messages', undefined],
] as const) {
  test(`a client who ${answer} is reminded by e-mail alone`, async ({ page, signIn, stack, browser }) => {
    await connectCourier(browser, stack, signIn);
    const what = 'Pay the invoice';
    const { meeting, guest, name } = await meetingWith(stack, consent);
    giveTodos(stack, meeting.id, name, [what]);
    const before = await textsTo(guest, stack);
    await signIn('owen', `/meetings/${meeting.id}`);
    const dialog = await openReminder(page, what);
    await expect(dialog.getByText('By E-mail')).toBeVisible();
    await expect(dialog.getByLabel('Sent by')).toHaveCount(0);
    await dialog.getByRole('button', { name: `Send to ${name}` }).click();
    await expect(dialog.getByText(`Sent to ${name}.`)).toBeVisible();
    expect(await emailsTo(guest, what, stack)).toHaveLength(1);
    expect(await textsTo(guest, stack)).toEqual(before);
  });
}
