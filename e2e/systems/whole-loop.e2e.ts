import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expectNoViolations } from '../support/accessible.ts';
import { askSystem, connect } from '../support/connections.ts';
import { readMeeting, type WireMeeting } from '../support/meetings.ts';
import { expectUploaded, spooled, startRecording, stopAndUpload } from '../support/recorder.ts';
import { keepShownFiles, shownFile } from '../support/shown-file.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// What was written since the last meeting is found with the index.
test.use({ stackSettings: { LIVE_UPDATES: '1', INDEX_REQUESTS_PER_MINUTE: '600' } });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;
const name = 'Luc Van Hecke';

interface Said {
  readonly type: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly link: string }[];
}

/** The newest messages with Luc, as Chat2Desk has them. */
async function messages(stack: Stack): Promise<readonly Said[]> {
  const path = `/v1/messages?client_id=${luc}&order=desc&limit=50`;
  return (await (await askSystem(stack, 'chat2desk', path)).json()).data;
}

/** A finished meeting of Owen's that Luc attended alone, with a to-do of Luc's. */
async function meetingWithLuc(stack: Stack): Promise<WireMeeting> {
  const listed: { id: string }[] = await (await stack.api('/meetings/list?limit=100&status=finished')).json();
  for (const { id } of listed) {
    const meeting = await readMeeting(stack, id, 'owen', true);
    const people = (meeting.attendees ?? []) as { name: string; email: string | null }[];
    const clients = people.filter(({ email }) => email);
    const isHis = meeting.todos.some((todo) => (todo as { assignee?: string }).assignee === name);
    if (clients.length === 1 && clients[0]?.name === name && isHis) return meeting;
  }
  throw new Error('the seed has no such meeting');
}

const strip = (page: Page) => page.getByRole('region', { name: 'Sent to clients' });

test('what was approved is sent once although its answer is lost, is read, answered and seen at the meeting; its PDF is the one that was shown, until it is revoked', async ({
  page,
  signIn,
  stack,
  complaints,
  browser,
}) => {
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const ada = await elsewhere.newPage();
  await signIn('ada', '/integrations/chat2desk', ada);
  await connect(ada, 'chat2desk');
  await elsewhere.close();

  await page.addInitScript(keepShownFiles);
  const meeting = await meetingWithLuc(stack);
  // What is connected is known late, at first. The button that comes then moves nothing that stands there.
  const known = Promise.withResolvers<void>();
  await page.route('**/admin/connections', (route) => known.promise.then(() => route.continue()));
  const usual = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', `/meetings/${meeting.id}`);
  const summary = page.getByRole('heading', { name: 'Summary' });
  const places = () =>
    Promise.all([summary.boundingBox(), page.getByRole('link', { name: 'Edit' }).boundingBox()]);
  await expect(summary).toBeVisible();
  const before = await places();
  known.resolve();
  await expect(page.getByRole('button', { name: 'Send as draft' })).toBeAttached();
  expect(await places()).toEqual(before);
  await page.setViewportSize(usual);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Send to client' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send to client' });
  await expect(dialog.getByRole('checkbox', { name })).toBeChecked();
  const text = dialog.getByRole('textbox', { name: `Text for ${name}` });
  await expect(text).toHaveValue(new RegExp(`^Hello ${name},`));
  const own = meeting.todos.find((todo) => (todo as { assignee?: string }).assignee === name);
  await expect(text).toHaveValue(new RegExp(`For you to do\\n• ${own?.description}`));
  // A part that is left out is in no text.
  const todos = dialog.getByRole('checkbox', { name: 'Their open to-dos' });
  await todos.uncheck();
  await expect(text).not.toHaveValue(/For you to do/);
  await todos.check();
  await expect(text).toHaveValue(/For you to do/);

  // What is edited stays on this device until it is sent.
  const words = `${await text.inputValue()}\n\nSee you in January.`;
  await text.fill(words);
  await page.reload();
  await page.getByRole('button', { name: 'Send to client' }).click();
  await expect(text).toHaveValue(words);
  const preview = dialog.getByRole('region', { name: `As ${name} will see it` });
  await expect(preview).toContainText('See you in January.');
  const shown = preview.getByRole('link', { name: /minutes\.pdf$/ });
  await expect(shown).toHaveAttribute('href', /^blob:/);
  await expectNoViolations(page, 'what is sent to a client');

  // Chat2Desk sends it, and its answer gets lost: the message is found there, and not sent again.
  complaints.expect(/status of 504/);
  await stack.fault({ operation: 'chat2desk.sendMessage', drop: true, afterProcessing: true, times: 1 });
  const pdf = await shownFile(page);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(strip(page)).toContainText(name);
  await expect(dialog).toHaveCount(0);
  const sent = (await messages(stack)).filter((message) => message.text === words);
  expect(sent.map(({ type, attachments }) => [type, attachments.length])).toEqual([['to_client', 1]]);
  const [file] = sent[0]?.attachments ?? [];
  expect(file?.name).toBe(await shownName(meeting));

  // The client reads and answers; nothing is reloaded.
  await expect(strip(page)).toContainText('Answered', { timeout: 15_000 });
  await expectNoViolations(page, 'what was sent out of a meeting');
  const fetched = Buffer.from(await (await fetch(file?.link ?? '')).arrayBuffer());
  expect(fetched.equals(pdf)).toBe(true);
  const told = await extractText(await getDocumentProxy(new Uint8Array(fetched)), { mergePages: true });
  expect(told.text).toMatch(/Approved by Owen Claessens/);
  await page.reload();
  await expect(strip(page)).toContainText('Answered');
  await expect(strip(page)).toContainText('PDF fetched 1 of 20 times');
  await expect(strip(page).getByRole('listitem')).toHaveCount(1);
  // Of approved minutes it stands right under the header.
  const [top, below] = [await strip(page).boundingBox(), await page.locator('#summary').boundingBox()];
  expect(top?.y).toBeLessThan(below?.y ?? 0);

  await strip(page).getByRole('button', { name: 'Revoke PDF' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke PDF' }).click();
  await expect(strip(page)).toContainText('PDF revoked');
  expect((await fetch(file?.link ?? '')).status).toBe(404);

  // Under Sent it has the meeting's name; from the strip one gets to the conversation.
  await strip(page).getByRole('link', { name }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('See you in January.');
  // A member sees there which of their meetings the client attended, and changes nothing about it.
  const linked = page.getByRole('region', { name: 'Linked to' });
  await expect(linked.getByRole('listitem').first()).toContainText('Same e-mail address');
  await expect(linked.getByRole('listitem').first()).toContainText(name);
  await expect(linked.getByRole('button')).toHaveCount(0);
  await expectNoViolations(page, 'to what a client is linked');
  await page.getByRole('link', { name: 'Sent', exact: true }).click();
  await page.getByRole('button', { name: 'Details: Message' }).first().click();
  await expect(page.getByRole('link', { name: `Meeting: ${meeting.name}` })).toBeVisible();
  await expect(page.getByText('PDF revoked')).toBeVisible();

  // The overview of a member counts those whom their list has; the palette finds them.
  await page.goto('/');
  const tile = page.getByRole('link', { name: 'Waiting for an answer' });
  await expect(tile).toContainText(/[1-9]/);
  const [count = ''] = /\d+/.exec((await tile.textContent()) ?? '') ?? [];
  await tile.click();
  await expect(page).toHaveURL(/\/conversations\?view=waiting$/);
  const counted = new RegExp(`^${count} conversations?, ${count} clients? (is|are) waiting$`);
  await expect(page.getByText(counted).first()).toBeVisible();
  const rows = page.getByRole('table', { name: 'Conversations' }).getByRole('row');
  // With the head of the table; a page has 25.
  await expect(rows).toHaveCount(1 + Math.min(25, Number(count)));
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('combobox').fill(name);
  await palette.getByRole('option', { name: new RegExp(`${name}.*WhatsApp`) }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('See you in January.');
});

/** A button’s name with what it is about, which has marks of direction around it. */
const labelled = (what: string, about: string) => new RegExp(`^${what}: .?${about}.?$`);

test('a recording becomes minutes, a message, an answer, a to-do that is done, and what the next meeting begins with', async ({
  page,
  signIn,
  stack,
  browser,
}) => {
  test.setTimeout(180_000);
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const ada = await elsewhere.newPage();
  await signIn('ada', '/integrations/chat2desk', ada);
  await connect(ada, 'chat2desk');
  await elsewhere.close();
  const { data: card } = await (await askSystem(stack, 'chat2desk', `/v1/clients/${luc}`)).json();
  const email: string = card.custom_fields['2'];

  // Recorded from the microphone, uploaded, processed.
  await signIn('owen', '/record');
  await page.getByText('More about the meeting (optional)').click();
  await page.getByLabel('Attendees').fill(name);
  await startRecording(page, 'The house in Gent', 3_000);
  await page.getByLabel('Chat message', { exact: true }).check();
  await page.getByRole('textbox', { name: 'Message for the meeting’s chat' }).fill('To-do: sign the deed');
  await page.keyboard.press('Enter');
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'The house in Gent');
  expect((await stack.audio(local.meetingId ?? '')).sha256).toBe(local.sha256);
  await expect(page.getByText('its summary and answers are ready to review')).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The house in Gent' })).toBeVisible();

  // With his e-mail address, the attendee is the client.
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: `Conversation with ${name}` })).toBeVisible();

  // Approved and sent; the client reads and answers, and the answer appears at the meeting without a reload.
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('button', { name: 'Send to client' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: `Text for ${name}` })).toHaveValue(
    /For you to do\n• sign the deed/,
  );
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(strip(page)).toContainText('Answered', { timeout: 20_000 });
  const section = page.getByRole('region', { name: 'Conversation', exact: true });
  const answers = async () =>
    (await messages(stack)).filter(({ type }) => type === 'from_client').map(({ text }) => text);
  const [first = ''] = await answers();
  await expect(section.getByText(first).last()).toBeVisible();

  // Reminded, he answers again: “Done?”, and it is.
  await page.getByRole('button', { name: labelled('Remind the client', 'sign the deed') }).click();
  await dialog.getByRole('button', { name: `Send to ${name}` }).click();
  await expect(dialog.getByText(`Sent to ${name}.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const todo = page.locator('#todos li').filter({ hasText: 'sign the deed' });
  await todo
    .getByRole('button', { name: labelled('Mark as done', 'sign the deed') })
    .click({ timeout: 20_000 });
  await expect(todo.getByRole('checkbox').first()).toBeChecked();
  const sent = (await messages(stack)).filter(
    ({ type, text }) => type === 'to_client' && /sign the deed/.test(text),
  );
  expect(sent).toHaveLength(2);
  const [last = ''] = await answers();

  // Whoever prepares the next meeting with him reads what he has written since.
  await page.goto('/meetings/new');
  await page.getByRole('button', { name: 'Add an attendee' }).click();
  await page.keyboard.type(name);
  await page.getByLabel('E-mail').fill(email);
  const written = page.getByRole('region', { name: 'Written since the last meeting' });
  await expect(written.getByRole('link', { name })).toBeVisible();
  await expect(written).toContainText(last);
  await expectNoViolations(page, 'what was written since the last meeting');
});
/** What the export calls the minutes. */
const shownName = async ({ name: of, createdAt }: WireMeeting) =>
  `${String(createdAt).slice(0, 10)} ${of} - minutes.pdf`;
