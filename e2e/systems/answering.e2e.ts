import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;

interface Said {
  readonly id: number;
  readonly text: string;
  readonly dialog_id: number;
  readonly request_id: number;
}

test('two people answer one client: each knows of the other, and nobody answers twice by mistake', async ({
  page,
  signIn,
  stack,
  browser,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const said = async () => {
    const path = `/v1/messages?client_id=${luc}&order=desc&limit=20`;
    return ((await (await askSystem(stack, 'chat2desk', path)).json()) as { data: readonly Said[] }).data;
  };
  const [last] = await said();
  const address = `/conversations/chat2desk/${last?.dialog_id}`;
  const field = (of: Page) => of.getByRole('textbox', { name: 'Message to Luc Van Hecke' });
  await page.goto(address);
  await expect(field(page)).toBeVisible();

  // A second tab of one's own is another page, too.
  const tab = await page.context().newPage();
  await tab.goto(address);
  await field(tab).fill('In my other tab');
  await expect(page.getByText('You have begun an answer in another window.')).toBeVisible();
  await field(tab).fill('');
  await tab.close();
  await expect(page.getByText('You have begun an answer in another window.')).toBeHidden();

  // So is a colleague, who may see it once it is theirs: that they answer is told, and nothing of what.
  await page.getByLabel('Assigned to').selectOption({ label: 'Owen Claessens' });
  await expect(page.getByLabel('Assigned to')).toHaveValue('40819');
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const owen = await elsewhere.newPage();
  await signIn('owen', address, owen);
  await field(owen).fill('Thursday at ten suits us');
  await expect(page.getByText(/^Owen .* is writing an answer\.$/)).toBeVisible();
  await expect(page.getByText('Thursday')).toBeHidden();
  await field(page).fill('Friday suits us');
  await field(owen).press('Control+Enter');
  await expect(page.getByText(/^Owen .* has answered since you began to write\.$/)).toBeVisible();
  await field(page).press('Control+Enter');
  const asked = page.getByRole('dialog', { name: /^Owen .* has answered already$/ });
  await expect(asked).toContainText('Thursday at ten suits us');
  await expectNoViolations(page, 'the question before a second answer');
  await asked.getByRole('button', { name: 'Keep my draft' }).click();
  await expect(field(page)).toHaveValue('Friday suits us');
  expect((await said()).filter(({ text }) => text === 'Friday suits us')).toHaveLength(0);
  await field(page).press('Control+Enter');
  await asked.getByRole('button', { name: 'Send mine too' }).click();
  await expect
    .poll(async () => (await said()).filter(({ text }) => text === 'Friday suits us').length)
    .toBe(1);
  await expect(field(page)).toHaveValue('');

  // Tags, a ticket and a choice: each is there once, at the system.
  await page.getByLabel('Add a tag: This request').selectOption({ label: 'VAT' });
  const remove = page.getByRole('button', { name: 'Remove the tag VAT' });
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toBeHidden();
  await page.getByRole('button', { name: 'New ticket' }).click();
  const ticket = page.getByRole('dialog', { name: 'New ticket' });
  await ticket.getByLabel('What has to be done').fill('Reserve the room');
  await ticket.getByLabel('Description').fill('For Friday');
  await ticket.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText(/^TICK-\d+, To do$/)).toBeVisible();
  await page.getByRole('button', { name: 'Offer a choice' }).click();
  const choice = page.getByRole('dialog', { name: 'Offer a choice' });
  await choice.getByRole('radio').first().check();
  await expectNoViolations(page, 'a choice to offer');
  await choice.getByRole('button', { name: 'Send' }).click();
  await expect(choice).toBeHidden();
  const log = page.getByRole('region', { name: 'Messages' });
  await expect(log.getByRole('listitem').filter({ hasText: 'Automatic reply' }).last()).toBeVisible();
  await expectNoViolations(page, 'a conversation with tags and tickets');
  await elsewhere.close();
});
