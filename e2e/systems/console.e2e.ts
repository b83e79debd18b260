import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect, openOperation, writeBody } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;

test('Claap: recordings are listed, created, filled with a file and deleted by name', async ({
  page,
  stack,
  signIn,
}) => {
  await signIn('ada', '/integrations/claap');
  await connect(page, 'claap');
  const run = page.getByRole('button', { name: 'Run', exact: true });
  const answer = page.getByRole('region', { name: 'Response' }).first();

  await openOperation(page, 'claap', 'listRecordings');
  await run.click();
  await expect(answer.getByText('Status 200')).toBeVisible();

  await openOperation(page, 'claap', 'createRecording');
  await page.getByLabel('authorEmail').fill('ada@sandbox.test');
  await run.click();
  await expect(answer.getByText('Status 200')).toBeVisible();
  await answer.getByRole('button', { name: 'Raw' }).click();
  await expect(answer.getByText('"state":"Empty"')).toBeVisible();
  // Anyone who has the address of an upload can write there: it stays in the gateway.
  await expect(answer.getByText('signature')).toHaveCount(0);
  const newest = await (await askSystem(stack, 'claap', '/v1/recordings?limit=1')).json();
  const { id } = newest.result.recordings[0];

  await openOperation(page, 'claap', 'uploadPayload');
  await page.getByLabel('recordingId').fill(id);
  await run.click();
  await expect(page.getByText('Enter a value.')).toBeVisible();
  const file = { name: 'meeting.webm', mimeType: 'audio/webm', buffer: Buffer.alloc(300_000, 7) };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await expectNoViolations(page, 'a body that is a file');
  await run.click();
  await expect(answer.getByText('Status 200')).toBeVisible();
  await expect(answer.getByText('The response is empty.')).toBeVisible();
  const filled = await (await askSystem(stack, 'claap', `/v1/recordings/${id}`)).json();
  expect(['Uploaded', 'Ready']).toContain(filled.result.recording.state);

  await openOperation(page, 'claap', 'deleteRecording');
  await page.getByLabel('recordingId').fill(id);
  await run.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('deleteRecording');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(answer.getByText(/Status 20[04]/)).toBeVisible();
  expect((await askSystem(stack, 'claap', `/v1/recordings/${id}`)).status).toBe(404);
});

test('Courier: people are listed, a snippet is added, many are written to by number, one is observed for a reason', async ({
  page,
  stack,
  signIn,
}) => {
  await signIn('ada', '/integrations/courier');
  await connect(page, 'courier');
  const run = page.getByRole('button', { name: 'Run', exact: true });
  const answer = page.getByRole('region', { name: 'Response' }).first();
  const dialog = page.getByRole('dialog');

  await openOperation(page, 'courier', 'listUsers');
  await page.getByLabel('page[limit]').fill('2');
  await run.click();
  await expect(answer.getByText('Status 200')).toBeVisible();
  await expect(answer.getByText('2 items')).toBeVisible();
  const users = await (await askSystem(stack, 'courier', '/v1/users/?page%5Blimit%5D=1')).json();
  const [{ id }] = users.data;

  await openOperation(page, 'courier', 'createMessagingPlugin');
  await writeBody(page, {
    data: { type: 'messaging-plugins', attributes: { name: 'greeting', type: 'snippet' } },
  });
  await run.click();
  await expect(answer.getByText('Status 201')).toBeVisible();

  await openOperation(page, 'courier', 'multicastToUser');
  await page.getByRole('region', { name: 'Path' }).getByRole('textbox').fill(id);
  await writeBody(page, { 'template-id': 'office-closed', data: { date: '1 May' } });
  await run.click();
  await expect(dialog.getByText('This can reach many people at once.')).toBeVisible();
  const number = dialog.getByRole('textbox', { name: 'How many people will this reach? At most 200.' });
  await number.fill('500');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog.getByText('Enter a number from 1 to 200.')).toBeVisible();
  await number.fill('1');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(answer.getByText('Status 201')).toBeVisible();

  await openOperation(page, 'courier', 'createSniffer');
  const end = new Date(Date.now() + 30 * 60_000).toISOString();
  await writeBody(page, { data: { type: 'sniffers', attributes: { 'user-id': id, 'valid-until': end } } });
  await run.click();
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog.getByText('Enter a reason.')).toBeVisible();
  await expectNoViolations(page, 'a reason that is missing');
  await dialog.getByRole('textbox', { name: 'Reason for observing' }).fill('A complaint of the client');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(answer.getByText('Status 201')).toBeVisible();
  await page.goto('/people/audit');
  const entry = page.getByRole('row').filter({ hasText: 'Observe someone' }).first();
  await entry.getByRole('button', { expanded: false }).click();
  await expect(page.getByText('A complaint of the client').first()).toBeVisible();
});

test('Sent: what had an effect is listed with its outcome, its content and by whom; members see their own', async ({
  page,
  browser,
  stack,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of 504/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await openOperation(page, 'chat2desk', 'createTagGroup');
  await page.getByLabel('tag_group_name').fill('Tax year');
  await run.click();
  await expect(page.getByRole('region', { name: 'Response' }).getByText('Status 200')).toBeVisible();
  await stack.fault({ operation: 'chat2desk.createTagGroup', drop: true, afterProcessing: true, times: 1 });
  await page.getByLabel('tag_group_name').fill('Payroll');
  await run.click();
  await expect(
    page.getByText('The response was lost: Chat2Desk may have done this.', { exact: false }),
  ).toBeVisible();

  await page.goto('/integrations');
  await page.getByRole('link', { name: 'What was sent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sent' })).toBeVisible();
  const rows = page.getByRole('row').filter({ hasText: 'Group of tags created' });
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('Unknown');
  await expect(rows.nth(1)).toContainText('Done');
  await rows.nth(0).getByRole('button').click();
  await expect(page.getByText(/^It may have been carried out: Chat2Desk did not confirm it\./)).toBeVisible();
  await expect(page.getByText('Payroll', { exact: true })).toBeVisible();
  await expectNoViolations(page, 'what was sent');
  await page.getByLabel('State').selectOption({ label: 'Done' });
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/\?state=done$/);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const lines = (await readFile(await (await saving).path(), 'utf8')).trim().split('\r\n');
  const groups = lines.filter((line) => line.includes('createTagGroup'));
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatch(/,Ada Verbruggen,Group of tags created,Chat2Desk,Done,createTagGroup,200,/);

  // A message whose response was lost is looked up, and is there.
  const dialog = page.getByRole('dialog');
  await openOperation(page, 'chat2desk', 'sendMessage');
  await writeBody(page, { client_id: luc, text: 'Is the deed signed?', type: 'to_client' });
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: true, times: 1 });
  await run.click();
  const leaving = page.waitForRequest((request) => request.url().endsWith('/v1/messages'));
  await dialog.getByRole('button', { name: 'Run' }).click();
  const request = await leaving;
  await expect(page.getByText('The response was lost: Chat2Desk may have done this.')).toBeVisible();
  const sent = await page.context().newPage();
  await sent.goto('/sent');
  const messages = sent.getByRole('row').filter({ hasText: 'Message' });
  await messages.first().getByRole('button').click();
  await sent.getByRole('button', { name: 'Look it up in Chat2Desk' }).click();
  await expect(sent.getByText('Chat2Desk has it: it was carried out.')).toBeVisible();
  await expect(messages.first()).toContainText('Done');

  // Eight requests of one person are on their way at a time. The ninth waits, is cancelled, and never leaves.
  await stack.fault({ operation: 'chat2desk.sendMessage', delayMs: 15_000, times: 8 });
  // A browser has six connections to a host.
  const { 'content-length': _, ...headers } = await request.allHeaders();
  const sendAgain = (text: string) =>
    page.request.post(request.url(), {
      headers: { ...headers, 'idempotency-key': randomUUID() },
      data: { client_id: luc, text, type: 'to_client' },
    });
  const slow = Array.from({ length: 8 }, () => sendAgain('Slow'));
  await sent.reload();
  await expect(messages.filter({ hasText: 'In progress' })).toHaveCount(8);
  const withdrawn = sendAgain('Withdrawn');
  await expect(messages.first()).toContainText('Waiting to be sent');
  await messages.first().getByRole('button').click();
  await sent.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(sent.getByText('Cancelled. Nothing was sent.')).toBeVisible();
  await expect(messages.first()).toContainText('Not sent');
  expect((await withdrawn).status()).toBe(409);
  await expectNoViolations(sent, 'what was cancelled');
  await Promise.all(slow);

  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const other = await elsewhere.newPage();
  await signIn('owen', '/sent', other);
  await expect(other.getByText('Nothing has been sent in the last 90 days.')).toBeVisible();
  await elsewhere.close();
});
