import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import { finishedMeeting, storedReview } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;
const payslips = 'Send the payslips of June';
const contract = 'Sign the lease';
const invoice = 'Pay the invoice';

/** A meeting of Owen's with Luc, who has three things to do; a fourth is for someone who is nobody's client. */
async function meetingWithLuc(stack: Stack): Promise<{ id: string; name: string }> {
  const { id, name } = await finishedMeeting(stack);
  const { data } = await (await askSystem(stack, 'chat2desk', `/v1/clients/${luc}`)).json();
  const attendees = [{ name: 'Luc Van Hecke', email: data.custom_fields['2'] }, { name: 'Eva Stranger' }];
  const todos = [payslips, contract, invoice].map((description, at) => ({
    ...{ id: at + 1, description, assignee: 'Luc Van Hecke', due_date: '2031-06-30', done: false },
  }));
  const other = { id: 4, description: 'Call back', assignee: 'Eva Stranger', due_date: null, done: false };
  stack.sql(
    'UPDATE meeting_contents SET attendees = ?, todos = ? WHERE meeting_id = (SELECT id FROM meetings WHERE uuid = ?)',
    JSON.stringify(attendees),
    JSON.stringify([...todos, other]),
    id,
  );
  return { id, name };
}

interface Said {
  readonly text: string;
  readonly type: string;
}

/** Messages to Luc that mention something. */
async function sentTo(stack: Stack, text: string): Promise<readonly Said[]> {
  const path = `/v1/messages?client_id=${luc}&order=desc&limit=50`;
  const { data } = (await (await askSystem(stack, 'chat2desk', path)).json()) as { data: readonly Said[] };
  return data.filter((one) => one.type === 'to_client' && one.text.includes(text));
}

/** A button’s name with what it is about, which has marks of direction around it. */
const labelled = (what: string, about: string) => new RegExp(`^${what}: .?${about}.?$`);
const todo = (page: Page, text: string) => page.locator('#todos li').filter({ hasText: text });

test('remind the client, who answers: “Done?”, done; a lost answer in the middle sends nothing twice', async ({
  page,
  browser,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (504|400)/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const { id: meeting, name: meetingName } = await meetingWithLuc(stack);
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const owen = await elsewhere.newPage();
  await signIn('owen', `/meetings/${meeting}`, owen);

  // Of two to-dos, in one message, whose response is lost after it was sent.
  await owen.getByRole('button', { name: labelled('Remind the client', payslips) }).click();
  const dialog = owen.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: payslips })).toBeChecked();
  await dialog.getByRole('checkbox', { name: contract }).check();
  const message = dialog.getByRole('textbox', { name: 'Message to Luc Van Hecke' });
  await dialog.getByLabel('Language').selectOption({ label: 'Nederlands' });
  await expect(message).toHaveValue(/^Dag Luc Van Hecke,.*Send the payslips of June.*Sign the lease/s);
  await dialog.getByLabel('Language').selectOption({ label: 'English' });
  await message.fill(`${await message.inputValue()}\nSee you on Monday.`);
  await expectNoViolations(owen, 'reminding a client');
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: 'Send to Luc Van Hecke' }).click();
  await expect(dialog.getByText('The message to Luc Van Hecke was sent.')).toBeVisible();
  expect(await sentTo(stack, payslips)).toHaveLength(1);
  expect((await sentTo(stack, payslips))[0]?.text).toMatch(/Sign the lease.*See you on Monday\.$/s);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  for (const text of [payslips, contract])
    await expect(todo(owen, text)).toContainText(/Reminded on .* by Owen/);
  await expect(todo(owen, invoice)).not.toContainText('Reminded');

  // The client reads it and answers; nothing is reloaded.
  const asked = (text: string) =>
    todo(owen, text).getByRole('note', { name: '' }).filter({ hasText: 'Done?' });
  await expect(asked(payslips)).toContainText('Luc Van Hecke wrote on', { timeout: 15_000 });
  await expect(asked(payslips).locator('blockquote')).not.toBeEmpty();
  await expectNoViolations(owen, 'a client who answered');
  await todo(owen, payslips)
    .getByRole('button', { name: labelled('Mark as done', payslips) })
    .click();
  await expect(todo(owen, payslips).getByRole('checkbox').first()).toBeChecked();
  await expect(asked(payslips)).toHaveCount(0);
  await expect
    .poll(async () => JSON.stringify(await storedReview(stack, meeting)))
    .toMatch(/"done":\{"value":true/);
  await todo(owen, contract)
    .getByRole('button', { name: labelled('Not an answer to this', contract) })
    .click();
  await expect(asked(contract)).toHaveCount(0);
  expect(await sentTo(stack, payslips)).toHaveLength(1);

  // A ticket, once.
  await owen.getByRole('button', { name: labelled('Make a ticket', contract) }).click();
  await expect(dialog.getByLabel('What has to be done')).toHaveValue(contract);
  await dialog.getByRole('button', { name: 'Create the ticket' }).click();
  await expect(todo(owen, contract)).toContainText(/Ticket \d+: To do/);
  await expect(owen.getByRole('button', { name: labelled('Make a ticket', contract) })).toHaveCount(0);
  const tickets = await (await askSystem(stack, 'chat2desk', '/v1/tickets?limit=200')).json();
  expect(tickets.data.filter(({ summary }: { summary: string }) => summary === contract)).toHaveLength(1);

  // Why nobody can be reminded.
  await owen.getByRole('button', { name: labelled('Remind the client', 'Call back') }).click();
  await expect(dialog.getByText(/^Eva Stranger is not linked to a client\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  // One that was refused is sent again from Sent, once.
  await owen.getByRole('button', { name: labelled('Remind the client', invoice) }).click();
  await stack.fault({ operation: 'chat2desk.sendMessage', status: 400, times: 1 });
  await dialog.getByRole('button', { name: 'Send to Luc Van Hecke' }).click();
  await expect(dialog.getByText(/Nothing was sent to Luc Van Hecke\./)).toBeVisible();
  await owen.goto('/sent');
  const row = owen.getByRole('row').filter({ hasText: 'Refused' });
  await row.getByRole('button').click();
  await expect(owen.getByRole('link', { name: `Meeting: ${meetingName}` })).toHaveAttribute(
    'href',
    `/meetings/${meeting}`,
  );
  await expectNoViolations(owen, 'an entry that can be sent again');
  await owen.getByRole('button', { name: 'Send again' }).click();
  await owen.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await expect(owen.getByText('It was sent again.', { exact: true })).toBeVisible();
  await expect(owen.getByRole('button', { name: 'Send again' })).toHaveCount(0);
  expect(await sentTo(stack, invoice)).toHaveLength(1);
  await owen.goto(`/meetings/${meeting}`);
  await expect(todo(owen, invoice)).toContainText(/Reminded on .* by Owen/);
  await elsewhere.close();
});
