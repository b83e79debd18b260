import { extractText, getDocumentProxy } from 'unpdf';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, clientWrites, connect } from '../support/connections.ts';
import { readMeeting, saveMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// Meetings are searched in the index.
const settings = { LIVE_UPDATES: '1', SANDBOX_SIMULATED: '0', INDEX_REQUESTS_PER_MINUTE: '600' };
test.use({ stackSettings: settings });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;
const client = 'Luc Van Hecke';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Said {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  readonly dialog_id: number;
  readonly attachments: readonly { readonly name: string; readonly link: string }[];
}

/** Greet Van Hecke, on WhatsApp too. */
const greet = 50_486;

/** Messages with a client at Chat2Desk, in order. */
async function messages(stack: Stack, of = luc): Promise<readonly Said[]> {
  const path = `/v1/messages?client_id=${of}&order=asc&limit=200`;
  return (await (await askSystem(stack, 'chat2desk', path)).json()).data;
}

const clientAtSystem = async (stack: Stack) =>
  (await (await askSystem(stack, 'chat2desk', `/v1/clients/${luc}`)).json()).data;

test('attendees are linked, by hand and as suggested; a period of the conversation becomes lines of the chat, each once; each client is written to in their language', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const meeting = await saveMeeting(
    stack,
    {
      ...{ name: 'Kitchen table talk', status: 'finished', locale: 'nl_BE' },
      attendees: [{ name: 'Lucas' }, { name: 'Greet Van Hecke' }],
    },
    'ada',
  );
  await page.goto(`/meetings/${meeting.id}`);
  await page.getByRole('button', { name: /^Link .?Lucas.? to a client$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('Van Hecke');
  await dialog.getByRole('radio', { name: client }).check();
  await expectNoViolations(page, 'linking an attendee');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  // Someone of the same name is suggested, and linked once that is confirmed.
  await page.getByRole('button', { name: /^Confirm: .?Greet Van Hecke.?$/ }).click();
  await expect(dialog.getByRole('radio', { name: 'Greet Van Hecke' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Conversation with Greet Van Hecke' })).toBeVisible();
  await page.getByRole('link', { name: `Conversation with ${client}` }).click();

  // Its card says so, and by whom; the messages of a period are brought, however far back they are.
  const linked = page.getByRole('region', { name: 'Linked to' });
  await expect(linked.getByRole('link', { name: 'Kitchen table talk' })).toBeVisible();
  await expect(linked).toContainText('Linked by Ada Verbruggen');
  await page.getByRole('button', { name: 'Bring into a meeting' }).click();
  await dialog.getByRole('searchbox').fill('kitchen table');
  await dialog.getByRole('radio', { name: /^Kitchen table talk/ }).check();
  await dialog.getByLabel('From').fill('2020-01-01');
  const said = (await messages(stack)).filter(({ type }) => /^(from_client|to_client|autoreply)$/.test(type));
  const bring = dialog.getByRole('button', { name: `Bring in ${said.length} messages` });
  await expect(bring).toBeVisible();
  await expectNoViolations(page, 'bringing messages into a meeting');
  await bring.click();
  await expect(dialog).toHaveCount(0, { timeout: 30_000 });
  const lines = async () => {
    const { metadata } = await readMeeting(stack, meeting.id, 'ada', true);
    return (metadata.chat as { sentence: string }[]).map(({ sentence }) => sentence);
  };
  const texts = said.flatMap(({ text }) => text || []);
  const brought = await lines();
  expect(brought).toHaveLength(said.length);
  for (const text of texts) expect(brought.filter((line) => line.includes(text))).not.toEqual([]);

  // Asked again, nothing is there twice.
  await page.getByRole('button', { name: 'Bring into a meeting' }).click();
  await dialog.getByRole('radio', { name: /^Kitchen table talk/ }).check();
  await dialog.getByLabel('From').fill('2020-01-01');
  await expect(dialog.getByText('In this meeting').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Bring in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Choose messages that are not in the meeting yet.');
  expect(await lines()).toEqual(brought);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // From the client's side: linked to a dossier, and no longer.
  const [{ id: dossierId, name: dossier } = { id: '', name: '' }] = (await (
    await stack.api('/dossiers/list', 'sandbox-pat-ada')
  ).json()) as Named[];
  await linked.getByRole('button', { name: 'Link to a meeting or dossier' }).click();
  await dialog.getByRole('searchbox').fill(dossier);
  await dialog
    .getByRole('radio', { name: /Dossier/ })
    .first()
    .check();
  await expectNoViolations(page, 'linking a client');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await linked.getByRole('link', { name: dossier, exact: true }).click();
  const conversations = page.getByRole('region', { name: 'Conversations' });
  await expect(conversations.getByRole('link', { name: client })).toBeVisible();
  // Whoever records the next meeting of the dossier reads what the client has written since the last one.
  await saveMeeting(stack, { name: 'First look', status: 'finished', dossier_id: dossierId }, 'ada');
  await clientWrites(stack, luc, 'And the window?');
  await page.goto('/record');
  await page.getByText('More about the meeting (optional)').click();
  const choice = page.getByLabel('Dossier', { exact: true });
  const option = choice.getByRole('option', { name: dossier });
  await choice.selectOption((await option.first().getAttribute('value')) ?? '');
  const since = page.getByRole('region', { name: 'Written since the last meeting' });
  await expect(since).toContainText('And the window?');
  await since.getByRole('link', { name: client }).click();
  await linked.getByRole('button', { name: `Remove link: ${dossier}` }).click();
  await dialog.getByRole('button', { name: 'Remove link' }).click();
  await expect(linked.getByRole('link', { name: dossier, exact: true })).toHaveCount(0);

  // Both get what was decided, each in their language: the meeting's, and another one.
  await linked.getByRole('link', { name: 'Kitchen table talk' }).click();
  await page.getByRole('button', { name: 'Send as draft' }).click();
  const languageOf = (name: string) => dialog.getByRole('combobox', { name: `Language for ${name}` });
  await expect(languageOf(client)).toHaveValue('nl');
  await languageOf('Greet Van Hecke').selectOption({ label: 'Français' });
  await expect(dialog.getByRole('button', { name: 'Send as draft to 2 clients' })).toBeEnabled();
  await dialog.getByLabel('Message for').selectOption({ label: 'Greet Van Hecke (Français)' });
  const written = dialog.getByRole('textbox', { name: 'Text for Greet Van Hecke' });
  await expect(written).toHaveAttribute('lang', 'fr');
  await written.fill(`${await written.inputValue()}\n\nÀ bientôt.`);
  // Each language has a text of its own, which is kept.
  await languageOf('Greet Van Hecke').selectOption({ label: 'Deutsch' });
  await expect(written).toHaveValue(/^ENTWURF/);
  await languageOf('Greet Van Hecke').selectOption({ label: 'Français' });
  await expect(written).toHaveValue(/À bientôt\.$/);
  await expectNoViolations(page, 'what two clients are sent');
  await dialog.getByRole('button', { name: 'Send as draft to 2 clients' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 30_000 });
  const on = (locale: string) => new Date().toLocaleDateString(locale, { dateStyle: 'long' });
  const dutch = `CONCEPT, nog niet goedgekeurd\n\nDag Lucas,\n\nDit hebben we besproken in “Kitchen table talk” op ${on('nl-BE')}.`;
  const french = `PROJET, pas encore approuvé\n\nBonjour Greet Van Hecke,\n\nVoici ce dont nous avons parlé lors de «\u00a0Kitchen table talk\u00a0», le ${on('fr-BE')}.\n\nÀ bientôt.`;
  for (const [of, text, title] of [
    [luc, dutch, 'CONCEPT'],
    [greet, french, 'PROJET'],
  ] as const) {
    const got = (await messages(stack, of)).filter((one) => /Kitchen table talk/.test(one.text));
    expect(got.map((one) => one.text)).toEqual([text]);
    const file = await fetch(got[0]?.attachments[0]?.link ?? '');
    const read = await extractText(await getDocumentProxy(new Uint8Array(await file.arrayBuffer())), {
      mergePages: true,
    });
    expect(read.text).toMatch(new RegExp(title, 'i'));
  }

  // The next time begins with what they were written to in.
  await page.getByRole('button', { name: 'Send as draft' }).click();
  await dialog.getByRole('checkbox', { name: 'Greet Van Hecke' }).check();
  await expect(languageOf('Greet Van Hecke')).toHaveValue('fr');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Send as draft' })).toBeFocused();
});

test('an attendee who never wrote becomes a client, once, though the response is lost', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  const attendees = [{ name: 'Noor Maes', email: 'noor.maes@client.example' }];
  const body = { name: 'First contact', status: 'finished', attendees };
  const meeting = await saveMeeting(stack, body, 'ada');
  await page.goto(`/meetings/${meeting.id}`);
  // Beside the attendee, and where something is sent to the clients of the meeting.
  const dialog = page.getByRole('dialog');
  const write = { name: /^Write to .?Noor Maes.? first$/ };
  await page.getByRole('button', write).click();
  await expect(dialog.getByLabel('Telephone number')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Send as draft' }).click();
  await expect(dialog.getByText('None of the attendees is linked to a client.')).toBeVisible();
  await dialog.getByRole('button', write).click();
  await dialog.getByLabel('Channel').selectOption({ label: 'WhatsApp' });
  await expect(dialog).toContainText('0 of 50 new clients today');
  await dialog.getByLabel('Telephone number').fill('0470 98 76 54');
  const create = dialog.getByRole('button', { name: 'Create client' });
  await create.click();
  await expect(dialog.getByRole('alert')).toHaveText('Enter a telephone number with its country code.');
  await dialog.getByLabel('Telephone number').fill('+32 470 98 76 54');
  await create.click();
  await expect(dialog.getByRole('alert')).toContainText(/^Confirm that .?Noor Maes.? may be contacted\.$/);
  await dialog.getByRole('checkbox').check();
  await expectNoViolations(page, 'writing to an attendee first');

  // The client is made, its response is lost: it is looked up, and linked.
  complaints.expect(/status of 504/);
  await stack.fault({ operation: 'chat2desk.createClient', drop: true, afterProcessing: true, times: 1 });
  await create.click();
  // Back where it began, she is a recipient.
  await expect(dialog.getByRole('checkbox', { name: 'Noor Maes' })).toBeChecked({ timeout: 30_000 });
  await expect(dialog).toContainText('Noor Maes has not written here yet');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const attendee = page.getByRole('region', { name: 'Attendees' });
  await expect(attendee.getByText(/^There is no conversation with .?Noor Maes.? yet\.$/)).toBeVisible();
  const found = await (await askSystem(stack, 'chat2desk', '/v1/clients?phone=32470987654')).json();
  expect(found.data.map(({ assigned_name: name }: { assigned_name: string }) => name)).toEqual(['Noor Maes']);
});

test('the card of a client is changed, a file goes with a reply once, and a client who is blocked gets nothing', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  // By its address: a test before this one may have opened or closed it.
  await page.goto(`/conversations/chat2desk/${(await messages(stack)).at(-1)?.dialog_id}`);
  const card = page.getByRole('region', { name: 'Client', exact: true });
  const dialog = page.getByRole('dialog');
  const before = await clientAtSystem(stack);
  await card.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Telephone').fill('3292345678');
  await dialog.getByLabel('Time zone').selectOption('Europe/London');
  await expectNoViolations(page, 'changing a client');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText('3292345678');
  await expect(card).toContainText('Europe/London');
  expect(await clientAtSystem(stack)).toEqual({
    ...before,
    client_phone: '3292345678',
    custom_fields: { ...before.custom_fields, 3: 'Europe/London' },
  });

  // A file survives a reload; what it is called is not what it is.
  await expect(dialog).toBeHidden();
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5_000, 'floor plan ')]);
  const chooser = page.getByLabel('Attach a file');
  const wrong = { name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from('<svg></svg>') };
  complaints.expect(/status of 415/);
  await chooser.last().setInputFiles(wrong);
  await expect(page.getByText(/What is in a file counts, not its name\./)).toBeVisible();
  await chooser.last().setInputFiles({ name: 'plan.exe', mimeType: 'image/png', buffer: png });
  await expect(page.getByText('plan.exe.png (0.1 MB)')).toBeVisible();
  await page.getByRole('textbox', { name: `Message to ${client}` }).fill('The plan of the kitchen');
  await page.reload();
  await expect(page.getByText('plan.exe.png (0.1 MB)')).toBeVisible();
  await expectNoViolations(page, 'a reply with a file');
  complaints.expect(/status of 504/);
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: true, times: 1 });
  const log = page.getByRole('region', { name: 'Messages' });
  await page.getByRole('textbox', { name: `Message to ${client}` }).press('Control+Enter');
  await expect(log.getByRole('listitem').filter({ hasText: 'The plan of the kitchen' })).toContainText(
    'Sent',
  );
  const sent = (await messages(stack)).filter(({ text }) => text === 'The plan of the kitchen');
  expect(sent.map(({ attachments }) => attachments.map(({ name }) => name))).toEqual([['plan.exe.png']]);
  const fetched = await fetch(sent[0]?.attachments[0]?.link ?? '');
  expect(fetched.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await fetched.arrayBuffer()).equals(png)).toBe(true);
  await expect(page.getByText('plan.exe.png (0.1 MB)')).toHaveCount(0);

  // Blocking takes the name; what is written then is refused, and back in its field.
  await card.getByRole('button', { name: 'Block', exact: true }).click();
  await dialog.getByRole('textbox').fill('Someone else');
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(dialog.getByText(/^This is not .?Luc Van Hecke.?\.$/)).toBeVisible();
  await dialog.getByRole('textbox').fill(client);
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(card.getByText(/^.?Luc Van Hecke.? is blocked\.$/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  const reply = page.getByRole('textbox', { name: `Message to ${client}` });
  await reply.fill('Are you there?');
  await reply.press('Control+Enter');
  await expect(page.getByText('The message was not sent.')).toBeVisible();
  await expect(reply).toHaveValue('Are you there?');
  await card.getByRole('button', { name: 'Unblock' }).click();
  await dialog.getByRole('button', { name: 'Unblock' }).click();
  await expect(card.getByText(/is not blocked\.$/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await reply.press('Control+Enter');
  await expect(log.getByRole('listitem').filter({ hasText: 'Are you there?' })).toContainText('Sent');
  expect((await messages(stack)).filter(({ text }) => text === 'Are you there?')).toHaveLength(1);
});
