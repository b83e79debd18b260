import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { administer, askSystem } from '../support/connections.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { COURIER_REQUESTS_PER_SECOND: '100' } });

const account = async (stack: Stack) =>
  (await (await askSystem(stack, 'courier', '/v1/text-accounts/')).json()).data[0].id as string;

/** Numbers that got a text message which says something. */
async function texts(stack: Stack, says: string): Promise<readonly string[]> {
  const query = `?account-id=${await account(stack)}&page[limit]=1000`;
  const { data } = await (await askSystem(stack, 'courier', `/v1/texts/${query}`)).json();
  const all = data as { attributes: { message: string; target: string } }[];
  return all
    .filter(({ attributes }) => attributes.message.includes(says))
    .map(({ attributes }) => attributes.target);
}

async function compose(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'New broadcast' }).first().click();
  await page.getByLabel('Sent by').selectOption('Text message');
  await page.getByLabel('Text', { exact: true }).fill(text);
}

/** Checks what is written, and begins it with the number that the page says. */
async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send to 27 people' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send to 27 people?' });
  await dialog.getByLabel('Type the number of recipients: 27').fill('26');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog.getByText('The number of recipients is 27.')).toBeVisible();
  await dialog.getByLabel('Type the number of recipients: 27').fill('27');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(/It begins in \d+ seconds/)).toBeVisible();
}

test('an admin sends many people one text: checked, tested, the number typed, cancelled in time or sent once, with the outcome of each', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  await administer(page, signIn, 'courier');
  await page.goto('/sent');
  await page.getByRole('link', { name: 'Broadcasts' }).click();
  await expect(page.getByText('Nothing has been sent to many people yet.')).toBeVisible();

  await compose(page, 'Dear {first_name}, closed until {date}.');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('Enter a value for each placeholder.')).toBeVisible();
  // A test goes to oneself alone, by e-mail: Ada was never asked about text messages.
  await page.getByLabel('Value of date').fill('1 May');
  const trial = page.getByRole('button', { name: 'Send a test to me' });
  complaints.expect(/403.*\/admin\/broadcasts\/test/);
  await trial.click();
  await expect(
    page.getByText(/^This number belongs to nobody who has agreed to text messages/),
  ).toBeVisible();
  await page.getByLabel('Sent by').selectOption('E-mail');
  await page.getByLabel('Subject').fill('Closed');
  await trial.click();
  await expect(page.getByText('Sent to ada@sandbox.test.')).toBeVisible();
  await page.getByLabel('Sent by').selectOption('Text message');
  expect(await texts(stack, 'closed until 1 May')).toEqual([]);
  await page.getByLabel('Value of date').fill('2 May');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('Choose who gets it.')).toBeVisible();
  await page.getByLabel('Search by name, address or number').fill('example.test');
  await page.getByRole('button', { name: 'Add all 88' }).click();
  await expect(page.getByText('88 people are chosen (at most 200)')).toBeVisible();

  // What is written is kept on this device.
  await page.reload();
  await expect(page.getByText('88 people are chosen (at most 200)')).toBeVisible();
  await expect(page.getByLabel('Value of date')).toHaveValue('2 May');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('27 people would get it')).toBeVisible();
  await expect(page.getByText('Does not want text messages (3)')).toBeVisible();
  await expect(page.getByText('Was never asked about text messages (58)')).toBeVisible();
  await expect(page.getByText(/^Dear \p{L}+, closed until 2 May\.$/u)).toHaveCount(3);
  await expectNoViolations(page, 'a broadcast that was checked');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'the same on a telephone');
  await page.setViewportSize({ width: 1280, height: 720 });

  await begin(page);
  await expectNoViolations(page, 'a broadcast that begins soon');
  const sent = page.url();

  // Another one is cancelled before it begins.
  await page.getByRole('link', { name: 'Broadcasts', exact: true }).first().click();
  await compose(page, 'Never sent to {name}');
  await page.getByLabel('Search by name, address or number').fill('example.test');
  await page.getByRole('button', { name: 'Add all 88' }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await begin(page);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Cancelled. 27 cancelled, 61 excluded')).toBeVisible();

  await page.goto(sent);
  await expect(page.getByText('Everyone was tried. 27 delivered, 61 excluded')).toBeVisible({
    timeout: 60_000,
  });
  const numbers = await texts(stack, 'closed until 2 May');
  expect([numbers.length, new Set(numbers).size]).toEqual([27, 27]);
  expect(await texts(stack, 'Never sent to')).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^claritalk-broadcast-[\da-f]{8}-/);
  const [head, ...lines] = (await readFile(await saved.path(), 'utf8')).trim().split(/\r?\n/);
  expect(head?.replace('\uFEFF', '')).toBe('Name,Number,State,Reason,Left at');
  const cells = lines.map((line) => line.split(','));
  const delivered = cells.filter(([, , state]) => state === 'Delivered');
  // A sign before numbers keeps spreadsheets from calculating with them.
  expect(delivered.map(([, number]) => number?.replace("'", '')).toSorted()).toEqual(numbers.toSorted());
  const whys = cells.flatMap(([, , state, why]) => (state === 'Excluded' ? (why ?? '') : []));
  const times = (why: string) => whys.filter((one) => one === why).length;
  expect([
    whys.length,
    times('Does not want text messages'),
    times('Was never asked about text messages'),
  ]).toEqual([61, 3, 58]);
  expect(lines).toHaveLength(88);
  await expectNoViolations(page, 'a broadcast that was sent');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, 'the same on a telephone');

  await page.goto('/sent/broadcast');
  await expect(page.getByRole('row')).toHaveCount(3);
  await expectNoViolations(page, 'all broadcasts');
});
