import { readFile } from 'node:fs/promises';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

const happen = async (stack: Stack, event: object) => {
  const response = await fetch(`${stack.sandbox}/sandbox/systems/chat2desk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  expect(response.status).toBe(200);
};

test('Statistics: reports are read by period, shown as numbers and columns, saved whole, and may not be in the plan', async ({
  page,
  stack,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of 403/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('link', { name: 'Statistics' }).click();
  const period = page.getByLabel('Period', { exact: true });
  await period.selectOption({ label: 'Last 30 days' });
  const rows = page.getByRole('table', { name: 'Requests' }).locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const status = await page
    .getByText(/^\d+ rows?$/)
    .first()
    .textContent();
  const count = Number.parseInt(status ?? '', 10);
  expect(count).toBeGreaterThan(0);
  // The chart says the same as the table below it, and as the list.
  const chart = page.getByRole('region', { name: 'Requests by day' });
  await expect(chart.getByRole('img')).toHaveAccessibleName(new RegExp(`^${count} in total, most at `));
  await chart.getByText('Numbers as a table').click();
  await expect(chart.getByRole('row')).toHaveCount(31);
  const sums = await chart.locator('tbody td:last-child').allTextContents();
  expect(sums.reduce((sum, text) => sum + Number(text), 0)).toBe(count);
  await expectNoViolations(page, 'a report');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(
    /^chat2desk-request_stats-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-.*\.csv$/,
  );
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(count + 1);
  expect(lines[0]?.split(',').slice(0, 3)).toEqual(['\uFEFFrequest_id', 'request_tags', 'request_starter']);

  // A period that cannot be read is not asked for.
  await period.selectOption({ label: 'Other days' });
  await page.getByLabel('First day').fill('2020-01-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(/A period has at most 31 days/);

  await happen(stack, { happens: 'plan_changes', lacks: ['statistics'] });
  await page.getByLabel('Report', { exact: true }).selectOption({ label: 'Ratings' });
  await expect(page.getByText('Chat2Desk does not provide this report')).toBeVisible();
  await expect(page.getByText(/Chat2Desk says: .*not turned on for your company/)).toBeVisible();
  await expectNoViolations(page, 'a report that is not in the plan');
  await happen(stack, { happens: 'plan_changes', lacks: [] });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(
    page.getByRole('table', { name: 'Ratings' }).or(page.getByText('Nobody gave a rating')),
  ).toBeVisible();
});

test('Company: going offline is confirmed and done once although its response is lost; unsent messages are deleted by name', async ({
  page,
  stack,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of 504/);
  const company = async () => (await (await askSystem(stack, 'chat2desk', '/v1/companies/info')).json()).data;
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('link', { name: 'Company' }).click();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Go offline' }).click();
  await expect(dialog.getByText('After the change')).toBeVisible();
  await expectNoViolations(page, 'a switch of the company');
  await stack.fault({
    operation: 'chat2desk.switchCompanyMode',
    drop: true,
    afterProcessing: true,
    times: 1,
  });
  await dialog.getByRole('button', { name: 'Go offline' }).click();
  await expect(page.getByText('The company is offline')).toBeVisible();
  expect((await company()).online).toBe(false);
  await page.getByRole('button', { name: 'Go online' }).click();
  await dialog.getByRole('button', { name: 'Go online' }).click();
  await expect(page.getByText('The company is online')).toBeVisible();
  // What is written behind an open dialog goes nowhere.
  await expect(dialog).toBeHidden();

  await page.getByLabel('Note 2').fill('Call before noon');
  await page.getByRole('button', { name: 'Save the notes' }).click();
  await expect(dialog.getByText('Call before noon')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save the notes' }).click();
  await expect(page.getByText('The notes were saved.')).toBeVisible();
  const info = await (await askSystem(stack, 'chat2desk', '/v1/companies/api_info')).json();
  expect(info.data.custom_info).toEqual({ 2: 'Call before noon' });

  const { name } = await company();
  await page.getByRole('button', { name: 'Delete all unsent messages' }).click();
  await dialog.getByRole('textbox').fill('Someone else');
  await dialog.getByRole('button', { name: 'Delete all unsent messages' }).click();
  await expect(dialog.getByText(`This is not ${name}.`)).toBeVisible();
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Delete all unsent messages' }).click();
  await expect(page.getByText('The messages that were waiting are deleted.')).toBeVisible();
  await expectNoViolations(page, 'the company');
});

test('Self-service and External channel: a client is offered a choice, a message is brought in, a history is imported by its number', async ({
  complaints,
  page,
  signIn,
  stack,
}) => {
  complaints.expect(/status of 504/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('link', { name: 'Self-service' }).click();
  const dialog = page.getByRole('dialog');
  const offers = page.getByRole('region', { name: 'What a client was offered' });
  await offers.getByRole('searchbox').fill('Luc');
  const client = offers.getByRole('list', { name: 'Clients' }).getByRole('button').first();
  await expect(client).toContainText('Luc');
  const name = (await client.textContent()) ?? '';
  await client.click();
  await expect(offers.getByText('Nothing has been offered')).toBeVisible();
  await offers.getByRole('button', { name: 'Offer a choice' }).click();
  await expect(dialog.getByText('How can we help you?')).toBeVisible();
  await expectNoViolations(page, 'an offer');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(offers.getByRole('row', { name: /Main menu/ })).toHaveCount(1);
  await expect(offers.getByText('Offered last:')).toBeVisible();
  await expectNoViolations(page, 'self-service');

  await page.getByRole('link', { name: 'External channel' }).click();
  await page.getByRole('button', { name: 'Bring in a message' }).click();
  await dialog.getByLabel('Telephone number').fill('+32 470 99 88 77');
  await dialog.getByLabel('Message', { exact: true }).fill('From the client portal');
  await stack.fault({
    operation: 'chat2desk.receiveExternalMessage',
    drop: true,
    afterProcessing: true,
    times: 1,
  });
  await dialog.getByRole('button', { name: 'Bring in' }).click();
  await expect(page.getByText('The message is in Chat2Desk.')).toBeVisible();
  const messages = async () =>
    (await (await askSystem(stack, 'chat2desk', '/v1/messages?channel_id=21750&order=desc')).json()).data;
  expect((await messages()).map(({ text }: { text: string }) => text)).toEqual(['From the client portal']);

  const history = page.getByRole('region', { name: 'Import a history' });
  await history.getByRole('searchbox').fill('Luc');
  await history.getByRole('button', { name, exact: true }).first().click();
  await history.getByLabel('When').fill('2026-01-31T09:30');
  await history.getByLabel('Text').fill('From the old system');
  await history.getByRole('button', { name: 'Import', exact: true }).click();
  await expectNoViolations(page, 'an import');
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByText('This is not 1.')).toBeVisible();
  await dialog.getByRole('textbox').fill('1');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText('1 message was imported.')).toBeVisible();
  await expectNoViolations(page, 'the external channel');
});
