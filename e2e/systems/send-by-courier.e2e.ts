import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expectNoViolations } from '../support/accessible.ts';
import { connect } from '../support/connections.ts';
import { keepShownFiles, shownFile } from '../support/shown-file.ts';
import { expect, test } from '../support/test.ts';
import { meetingWith, readCourier, type User } from './courier-guests.ts';

test.use({ stackSettings: { LIVE_UPDATES: '1' } });

const strip = (page: Page) => page.getByRole('region', { name: 'Sent to clients' });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Send to client' });

test('what was approved arrives as an e-mail once although its answer is lost, with the very PDF that was shown, and as a text message to whoever agreed', async ({
  page,
  signIn,
  stack,
  complaints,
  browser,
}) => {
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const ada = await elsewhere.newPage();
  await signIn('ada', '/integrations/courier', ada);
  await connect(ada, 'courier');
  await elsewhere.close();

  await page.addInitScript(keepShownFiles);
  const { meeting, guest, name } = await meetingWith(stack, 'accepted');
  await signIn('owen', `/meetings/${meeting.id}`);
  await expect(page.getByRole('button', { name: 'Send as draft' })).toBeVisible();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Send to client' }).click();
  const dialog = dialogOf(page);
  // Whom only an e-mail reaches is chosen by a person.
  await dialog.getByRole('checkbox', { name, exact: true }).check();
  // In the language that they chose at Courier, unless another one is.
  const language = dialog.getByRole('combobox', { name: `Language for ${name}` });
  await expect(language).toHaveValue(guest.attributes.locale?.slice(0, 2) ?? '');
  await language.selectOption({ label: 'English' });
  await expect(dialog.getByRole('textbox', { name: 'Subject' })).toHaveValue(`Minutes: ${meeting.name}`);
  const preview = dialog.getByRole('region', { name: `As ${name} will see it` });
  await expect(preview.getByRole('link', { name: /minutes\.pdf$/ })).toHaveAttribute('href', /^blob:/);
  await expectNoViolations(page, 'what is sent by e-mail');
  const pdf = await shownFile(page);
  complaints.expect(/status of 504/);
  await stack.fault({ operation: 'courier.sendUserEmail', drop: true, afterProcessing: true, times: 1 });
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(strip(page).getByRole('listitem')).toContainText([new RegExp(`${name}.*Sent.*E-mail`, 's')]);
  await expect(dialog).toHaveCount(0);

  const individual = guest.attributes['primary-individual-id'];
  const emails = (await readCourier(stack, `/v1/user-emails/?individual-id=${individual}&page[limit]=1000`))
    .data;
  const mine = emails.filter((one: User) => one.attributes.subject === `Minutes: ${meeting.name}`);
  expect(mine.map((one: User) => one.attributes.to)).toEqual([[guest.attributes.email]]);
  const files = (
    await readCourier(stack, `/v1/user-email-attachments/?email-id=${mine[0].id}&page[limit]=10`)
  ).data;
  expect(files).toHaveLength(1);
  const file = await readCourier(stack, `/v1/user-email-attachments/${files[0].id}/?with-link=true`);
  const fetched = Buffer.from(await (await fetch(file.data.attributes['download-link'])).arrayBuffer());
  expect(fetched.equals(pdf)).toBe(true);
  const told = await extractText(await getDocumentProxy(new Uint8Array(fetched)), { mergePages: true });
  expect(told.text).toMatch(/Approved by Owen Claessens/);

  // The same guest agreed to text messages, whose parts are counted.
  await page.getByRole('button', { name: 'Send to client' }).click();
  await dialog.getByRole('checkbox', { name, exact: true }).check();
  await dialog.getByRole('combobox', { name: `Channel for ${name}` }).selectOption({ label: 'SMS' });
  const text = dialog.getByRole('textbox', { name: `Text for ${name}` });
  await text.fill('x'.repeat(100));
  await expect(dialog).toContainText('Sent as 2 SMS (GSM alphabet)');
  await dialog.getByRole('checkbox', { name: 'Minutes as PDF' }).uncheck();
  await expect(dialog).toContainText('Sent as 1 SMS (GSM alphabet)');
  await dialog.getByRole('checkbox', { name: 'Minutes as PDF' }).check();
  await text.fill('The van is leased.');
  await expect(dialog).toContainText('Sent as 1 SMS (GSM alphabet)');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(strip(page).getByRole('listitem').first()).toContainText('Delivered', { timeout: 15_000 });
  await expect(strip(page).getByRole('listitem')).toHaveCount(2);
  await expectNoViolations(page, 'what was sent by Courier');

  await page.getByRole('link', { name: 'Sent', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Details: / })).toHaveText([
    'Details',
    'Details',
    'Details',
  ]);
  await page.getByRole('button', { name: 'Details: SMS' }).click();
  await expect(page.getByRole('link', { name: `Meeting: ${meeting.name}` })).toBeVisible();
  // Its link leads to the same minutes until it is revoked.
  const { phone } = guest.attributes;
  const accounts = (await readCourier(stack, '/v1/text-accounts/')).data;
  const query = new URLSearchParams({ 'account-id': accounts[0].id, 'filter[target]': phone ?? '' });
  const texts: readonly User[] = (await readCourier(stack, `/v1/texts/?${query}&page[limit]=1000`)).data;
  const link = /The van is leased\.\n\nThe minutes as PDF, until [^\n]+:\n(http\S+)$/;
  const [address = ''] = texts.flatMap((one) => link.exec(one.attributes.message ?? '')?.[1] ?? []);
  const opened = Buffer.from(await (await fetch(address)).arrayBuffer());
  const linked = await extractText(await getDocumentProxy(new Uint8Array(opened)), { mergePages: true });
  expect(linked.text).toMatch(/Approved by Owen Claessens/);
  await page.getByRole('button', { name: 'Revoke PDF' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke PDF' }).click();
  await expect.poll(async () => (await fetch(address)).status).toBe(404);
});

test('someone who was never asked is asked first, and gets a text message once they agree', async ({
  page,
  signIn,
  stack,
}) => {
  const { meeting, name } = await meetingWith(stack, undefined);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByRole('button', { name: /^Send (to client|as draft)$/ }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('checkbox', { name, exact: true }).check();
  await expect(dialog.getByRole('combobox', { name: `Channel for ${name}` })).toHaveCount(0);
  await dialog.getByRole('button', { name: `Ask ${name} by SMS` }).click();
  await expect(dialog).toContainText(`${name} was asked by SMS`);
  const ways = dialog.getByRole('combobox', { name: `Channel for ${name}` });
  await expect(ways).toBeVisible({ timeout: 15_000 });
  await ways.selectOption({ label: 'SMS' });
  await dialog.getByRole('textbox', { name: `Text for ${name}` }).fill('Thank you.');
  await dialog.getByRole('button', { name: /^Send/ }).click();
  await expect(strip(page)).toContainText('SMS');
});
