import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { connect, systems } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1', SANDBOX_SIMULATED: '0' } });

async function send(
  stack: Stack,
  method: string,
  path: string,
  body: unknown,
  headers = {},
): Promise<Response> {
  const response = await fetch(`${stack.sandbox}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

const panel = (page: Page) => page.getByRole('region', { name: 'Live updates' });
/** What stands beside a name of the panel. */
const fact = (page: Page, name: string) =>
  panel(page)
    .locator('dl > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd');

test('Chat2Desk: a client writes, the page shows when; a webhook that was switched off is repaired in one click', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await expect(fact(page, 'Webhook')).toHaveText('Working');
  await expect(fact(page, 'Last delivery')).toHaveText('Never');
  const clientWrites = () =>
    send(stack, 'POST', '/sandbox/systems/chat2desk', {
      happens: 'client_writes',
      client_id: 50485,
      text: 'Good morning',
    });
  await clientWrites();
  // Without a reload: the page hears of it.
  const last = fact(page, 'Last delivery').locator('time');
  await expect(last).toBeVisible();
  await expectNoViolations(page, 'a webhook that works');

  // Someone, or five hours without success, has switched it off.
  const authorization = { Authorization: systems.chat2desk.key };
  const listed = await fetch(`${stack.sandbox}/systems/chat2desk/v1/webhooks`, { headers: authorization });
  const { data } = (await listed.json()) as { data: { id: number }[] };
  expect(data).toHaveLength(1);
  const hook = `/systems/chat2desk/v1/webhooks/${data[0]?.id}`;
  await send(stack, 'PUT', `${hook}?status=disable`, {}, authorization);
  await page.getByRole('button', { name: 'Test again' }).click();
  await expect(page.getByText('The webhook is disabled')).toBeVisible();
  await expect(fact(page, 'Webhook')).toHaveText('Disabled in Chat2Desk');
  await expectNoViolations(page, 'a webhook that is disabled');

  // What stands in the way is said, and nothing is lost.
  await stack.fault({ operation: 'chat2desk.listWebhooks', status: 503, times: 1 });
  const repair = panel(page).getByRole('button', { name: 'Repair' });
  const refused = page.waitForResponse((response) => response.url().endsWith('/webhook'));
  await repair.click();
  expect((await refused).status()).toBe(502);
  await expect(fact(page, 'Problem')).toContainText('Chat2Desk has a problem at the moment.');
  // News may show the problem before it has been checked what became of the repair.
  await expect(panel(page).getByRole('alert')).toBeVisible();
  await repair.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('status').filter({ hasText: 'The webhook works.' })).toBeVisible();
  await expect(fact(page, 'Webhook')).toHaveText('Working');
  await expect(page.getByText('The webhook is disabled')).toHaveCount(0);
  const before = await last.getAttribute('datetime');
  await clientWrites();
  await expect(last).not.toHaveAttribute('datetime', before ?? '');

  // Nothing is left there.
  await page.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Chat2Desk?' });
  await dialog.getByRole('textbox').fill('Chat2Desk');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('heading', { name: 'Connect Chat2Desk', exact: true })).toBeVisible();
  const after = await fetch(`${stack.sandbox}/systems/chat2desk/v1/webhooks`, { headers: authorization });
  expect(((await after.json()) as { data: unknown[] }).data).toEqual([]);
});

test('Claap: the address is registered there by hand, its secret is entered here', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/integrations/claap');
  await connect(page, 'claap');
  await expect(fact(page, 'Webhook')).toHaveText('Not set up');
  await panel(page).getByRole('button', { name: 'Show the address' }).click();
  const address = panel(page).getByText(/\/hooks\/claap\//);
  await expect(address).toBeVisible();
  await expect(panel(page).getByRole('button', { name: 'Copy the address' })).toBeVisible();
  const field = panel(page).getByLabel('Webhook secret from Claap');
  await field.fill('short');
  await panel(page).getByRole('button', { name: 'Save the secret' }).click();
  await expect(panel(page).getByText('A secret has 8 to 512 letters')).toBeVisible();
  await field.fill('secret-made-by-claap');
  await field.press('Enter');
  await expect(fact(page, 'Webhook')).toHaveText('Waiting for the first delivery');
  await expect(field).toHaveValue('');
  await expectNoViolations(page, 'a webhook to be registered by hand');

  await send(stack, 'POST', '/sandbox/systems/claap', {
    happens: 'hook_registered',
    url: (await address.textContent()) ?? '',
    secret: 'secret-made-by-claap',
  });
  const headers = { 'X-Claap-Key': systems.claap.key };
  const recording = { authorEmail: 'ada@sandbox.test', title: 'Board meeting' };
  const created = await send(stack, 'POST', '/systems/claap/v1/recordings', recording, headers);
  const { result } = (await created.json()) as { result: { recording: { upload: { url: string } } } };
  const wave = Buffer.alloc(1_044);
  wave.write('RIFF', 0);
  wave.writeUInt32LE(1_036, 4);
  wave.write('WAVEfmt ', 8);
  const uploaded = await fetch(result.recording.upload.url, {
    method: 'PUT',
    headers: { 'Content-Type': 'audio/wav' },
    body: wave,
  });
  expect(uploaded.status).toBe(200);
  await expect(fact(page, 'Webhook')).toHaveText('Working');
  await expect(fact(page, 'Last delivery').locator('time')).toBeVisible();
});
