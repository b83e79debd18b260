import { expectNoViolations } from '../support/accessible.ts';
import { clipboardOf } from '../support/clipboard.ts';
import { connect, systems } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

/** A stack of its own: nothing is connected in it that another file has connected. */
test.use({ stackSettings: { SANDBOX_CONNECTED: '0', LIVE_UPDATES: '0' } });

const token = systems.chat2desk.key;

test('an admin connects a system; members know that it is connected, and no more', async ({
  page,
  browser,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of (400|403|409)/);
  await signIn('ada', '/integrations');
  const section = page.getByRole('region', { name: 'Connected by this dashboard' });
  await expect(section.getByText('Not connected')).toHaveCount(3);
  await section.getByRole('link', { name: 'Chat2Desk' }).click();
  const key = page.getByLabel('Key for Chat2Desk');
  await page.getByRole('button', { name: 'Test and connect' }).click();
  await expect(page.getByText('Enter the key.')).toBeVisible();
  await key.fill('not-the-right-key');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Chat2Desk does not accept this key.')).toBeVisible();
  await expect(key).toHaveValue('not-the-right-key');
  await expectNoViolations(page, 'a key that is refused');

  // Someone else is quicker: the key that was typed is not lost, and nothing is replaced unseen.
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn('ada', '/integrations/chat2desk', other);
  await other.getByLabel('Key for Chat2Desk').fill(token);
  await other.getByRole('button', { name: 'Test and connect' }).click();
  await expect(other.getByRole('button', { name: 'Test again' })).toBeVisible();
  await context.close();
  await key.fill(token);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Someone else changed this connection in the meantime')).toBeVisible();
  await expect(key).toHaveValue(token);
  await page.getByRole('button', { name: 'Save mine instead' }).click();
  await expect(page.getByText('•••• oken')).toBeVisible();
});

test('a connection is tested, opened to members and ended with its name typed', async ({
  page,
  browser,
  signIn,
}) => {
  const received: Promise<string>[] = [];
  page.on('response', (response) => {
    received.push(
      response.text().catch(() => ''),
      response.allHeaders().then(JSON.stringify),
    );
  });
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await expect(page.getByText('•••• oken')).toBeVisible();
  await page.getByRole('button', { name: 'Test again' }).click();
  await expect(page.getByText('Chat2Desk accepts the key.')).toBeVisible();
  // Documents, scripts and data: the key is in nothing that a browser receives.
  const texts = await Promise.all(received);
  expect(texts.filter((text) => text.includes('Connected by this dashboard'))).not.toEqual([]);
  expect(texts.filter((text) => text.includes(token))).toEqual([]);
  await expectNoViolations(page, 'a connection');
  const openAll = { name: 'Show members everything' };
  await page.getByRole('button', openAll).click();
  await page.getByRole('dialog').getByRole('button', openAll).click();
  await expect(page.getByText('All members see all conversations.')).toBeVisible();

  const context = await browser.newContext();
  const member = await context.newPage();
  await signIn('owen', '/integrations', member);
  const section = member.getByRole('region', { name: 'Connected by this dashboard' });
  await expect(section.getByText('Open to all members')).toBeVisible();
  await expect(section.getByRole('link')).toHaveText(['What was sent']);
  await member.goto('/integrations/chat2desk');
  await expect(member.getByRole('button', { name: 'Why can’t I?' })).toBeVisible();
  await expect(member.getByText('•••• oken')).toHaveCount(0);
  await context.close();

  await page.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Chat2Desk?' });
  await dialog.getByRole('textbox').fill('Chat');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(dialog.getByText('This is not Chat2Desk.')).toBeVisible();
  await dialog.getByRole('textbox').fill('Chat2Desk');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('heading', { name: 'Connect Chat2Desk', exact: true })).toBeVisible();
});

test('a key that is typed stays in its field when another admin disconnects the system', async ({
  page,
  browser,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of 409/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('button', { name: 'Replace the key' }).click();
  const key = page.getByLabel('Key for Chat2Desk');
  await key.fill(token);

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn('ada', '/integrations/chat2desk', other);
  await other.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = other.getByRole('dialog', { name: 'Disconnect Chat2Desk?' });
  await dialog.getByRole('textbox').fill('Chat2Desk');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(other.getByRole('heading', { name: 'Connect Chat2Desk' })).toBeVisible();
  await context.close();

  await key.press('Enter');
  await expect(page.getByText('The system was disconnected.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Connect Chat2Desk' })).toBeVisible();
  await expect(key).toHaveValue(token);
  await expectNoViolations(page, 'a key whose connection is gone');
  await page.getByRole('button', { name: 'Save mine instead' }).click();
  await expect(page.getByText('•••• oken')).toBeVisible();
});

test('the API console runs what reads, sends once, and says so when it is not known', async ({
  page,
  context,
  stack,
  signIn,
  complaints,
}) => {
  complaints.expect(/status of (400|409|50\d)|ERR_/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.getByRole('link', { name: 'API console' }).click();
  const list = page.getByRole('navigation', { name: 'Operations' });
  await list.getByRole('searchbox').fill('list clients');
  await list.getByRole('link', { name: 'List clients', exact: true }).click();
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await page.getByRole('button', { name: /more fields/ }).click();
  await page.getByLabel('limit').fill('3');
  await expect(page.getByText('/v1/clients?limit=3')).toBeVisible();
  await run.click();
  const answer = page.getByRole('region', { name: 'Response' }).first();
  await expect(answer.getByText('Status 200')).toBeVisible();
  await expect(answer.getByText('3 items')).toBeVisible();
  await answer.getByRole('button', { name: 'Raw' }).click();
  await expect(answer.getByText('"status":"success"')).toBeVisible();
  await expectNoViolations(page, 'what came back');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  const { 'text/plain': curl = '' } = await clipboardOf(page, stack);
  expect(curl).toContain('/v1/clients?limit=3');
  expect(curl).toContain('authorization: $KEY');
  expect(curl).not.toContain(token);

  // What has an effect asks first. Nothing that was typed is lost while another operation is looked at.
  await list.getByRole('searchbox').fill('send a message');
  await list.getByRole('link', { name: /^Send a message/ }).click();
  await run.click();
  await expect(page.getByText('Some fields need your attention. Nothing was sent.')).toBeVisible();
  const client = page.getByLabel('client_id');
  await expect(client).toBeFocused();
  await client.fill('50485');
  await page.getByRole('button', { name: /more fields/ }).click();
  await page.getByLabel('text', { exact: true }).fill('Good morning');
  await page.goBack();
  await expect(page.getByText('/v1/clients?limit=3')).toBeVisible();
  await page.goForward();
  await expect(client).toHaveValue('50485');
  const send = async () => {
    await run.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  };
  await send();
  await expect(answer.getByText('Status 200')).toBeVisible();

  // The answer is lost after it was sent.
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: true, times: 1 });
  await send();
  await expect(page.getByText('Chat2Desk may have done this.')).toBeVisible();
  await expect(client).toHaveValue('50485');
  await expectNoViolations(page, 'a request of which nobody knows');
});

test('what deletes wants its name typed', async ({ page, signIn }) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await page.goto('/integrations/chat2desk/console?operation=deleteTicket');
  await page.getByLabel('id').fill('999999');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('It cannot be undone.')).toBeVisible();
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(dialog.getByText('This is not deleteTicket.')).toBeVisible();
  await expectNoViolations(page, 'a guard');
});
