import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import ICAL from 'ical.js';
import { extractText, getDocumentProxy } from 'unpdf';
import { normaliseTodos } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { clipboardOf } from '../support/clipboard.ts';
import { finishedMeeting, uuidOf } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

interface WireMeeting {
  readonly id: string;
  readonly name: string;
  readonly questions: { readonly question: string; readonly answer: string | null }[];
  readonly todos: { readonly description: string }[];
  readonly attendees: { readonly name: string }[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;

/** Owen's, with attendees and something to do, and as the seed has it: other tests approve and change some. */
async function richMeeting(stack: Stack): Promise<WireMeeting> {
  const owen = await uuidOf(stack, 'owen');
  const listed = await json<{ id: string; userUuid: string }[]>(
    stack.api('/meetings/list?limit=100&status=finished'),
  );
  for (const { id } of listed.filter(({ userUuid }) => userUuid === owen)) {
    const meeting = await json<WireMeeting>(stack.api(`/meetings/${id}?detail=true`));
    const isUntouched = meeting.metadata?.claritalk_dashboard === undefined;
    const hasOpen = normaliseTodos(meeting.todos).some(({ done }) => !done);
    if (isUntouched && hasOpen && meeting.attendees.length > 0) return meeting;
  }
  throw new Error('the seed has no such meeting that no test has changed');
}

async function download(page: Page, format: string): Promise<{ name: string; bytes: Uint8Array }> {
  const dialog = page.getByRole('dialog', { name: 'Export the minutes' });
  await dialog.getByRole('radio', { name: format }).check();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ]);
  const name = file.suggestedFilename();
  await expect(dialog.getByText(`Downloaded: ${name}`)).toBeVisible();
  return { name, bytes: new Uint8Array(await readFile(await file.path())) };
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

test('every format holds the meeting', async ({ page, signIn, stack, context }) => {
  const meeting = await richMeeting(stack);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('These minutes are not approved yet')).toBeVisible();
  const todo = meeting.todos[0]!.description;
  const question = meeting.questions[0]!.question;

  const pdf = await download(page, 'PDF');
  expect(pdf.name).toMatch(/^\d{4}-\d{2}-\d{2} .+ - draft minutes\.pdf$/);
  const { text, totalPages } = await extractText(await getDocumentProxy(pdf.bytes), { mergePages: true });
  for (const part of [
    meeting.name,
    todo,
    question,
    meeting.attendees[0]!.name,
    `1 / ${totalPages}`,
    'DRAFT',
  ]) {
    expect(plain(text)).toContain(plain(part));
  }

  const docx = await download(page, 'Word');
  const xml = strFromU8(unzipSync(docx.bytes)['word/document.xml']!);
  const words = xml.replaceAll(/<[^>]+>/g, ' ').replaceAll('&amp;', '&');
  for (const part of [meeting.name, todo, question]) expect(plain(words)).toContain(plain(part));

  const markdown = new TextDecoder().decode((await download(page, 'Markdown')).bytes);
  expect(markdown).toContain('## To-dos');
  expect(markdown).toContain('| Task | Who | Due | State |');

  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode((await download(page, 'CSV')).bytes);
  expect(csv.startsWith('\uFEFFKind,Theme,Question')).toBe(true);
  expect(csv).toContain(todo.includes(',') ? `"${todo}` : todo);

  const file = JSON.parse(new TextDecoder().decode((await download(page, 'JSON')).bytes)) as {
    format: string;
    minutes: { meeting: { id: string } };
  };
  expect(file.format).toBe('claritalk-minutes');
  expect(file.minutes.meeting.id).toBe(meeting.id);

  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Rich text' }).check();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied. Paste it')).toBeVisible();
  const copied = await clipboardOf(page, stack);
  expect(copied['text/html']).toContain('<table');
  expect(copied['text/plain']).toContain(todo);
  await expect(dialog.getByRole('link', { name: 'Open an e-mail' })).toHaveAttribute(
    'href',
    /^mailto:.*\?subject=Minutes%3A%20/,
  );
  await page.keyboard.press('Escape');

  // To-dos go to a calendar or a list, and the next meeting to one's own calendar.
  await page.getByRole('button', { name: 'Export to-dos' }).click();
  const todos = page.getByRole('dialog', { name: 'Export to-dos' });
  await expectNoViolations(page, 'the dialog that exports to-dos');
  const save = async (from: Locator) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      from.getByRole('button', { name: 'Download' }).click(),
    ]);
    await expect(from.getByText(file.suggestedFilename())).toBeVisible();
    return readFile(await file.path(), 'utf8');
  };
  await todos.getByRole('radio', { name: 'Todo.txt' }).check();
  const open = normaliseTodos(meeting.todos).filter(({ done }) => !done);
  expect((await save(todos)).split('\n')).toHaveLength(open.length + 1);
  await todos.getByRole('radio', { name: 'Task list (ICS)' }).check();
  const tasks = ICAL.Component.fromString(await save(todos)).getAllSubcomponents('vtodo');
  expect(tasks.map((task) => task.getFirstPropertyValue('summary'))).toEqual(
    open.map(({ description }) => description),
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Plan the next meeting' }).click();
  const next = page.getByRole('dialog', { name: 'Plan the next meeting' });
  await next.getByRole('button', { name: 'Download' }).click();
  await expect(next.getByRole('alert')).toHaveText('Choose a time that is still to come.');
  // Where these tests run, clocks are not changed; the unit tests do that.
  await next.getByLabel('Start').fill('2099-03-29T10:00');
  await expectNoViolations(page, 'the dialog that plans the next meeting');
  const planned = ICAL.Component.fromString(await save(next)).getFirstSubcomponent('vevent');
  const local = await page.evaluate(() => new Date('2099-03-29T10:00').toISOString());
  expect(planned?.getFirstPropertyValue('dtstart')?.toString()).toBe(local.replace('.000Z', 'Z'));
  expect(planned?.getFirstPropertyValue('summary')).toBe(`Follow-up: ${meeting.name}`);
});

test('the choice is remembered, and the language is one of its own', async ({ page, signIn, stack }) => {
  const meeting = await richMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByLabel('Language of the document').selectOption('Nederlands');
  const { name, bytes } = await download(page, 'Markdown');
  expect(name).toContain('conceptverslag.md');
  expect(new TextDecoder().decode(bytes)).toContain('## Taken');
  await page.reload();
  // By keyboard only: the last choice again.
  await page.getByRole('button', { name: 'Export', exact: true }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Markdown' })).toBeChecked();
  await expect(dialog.getByLabel('Language of the document')).toHaveValue('nl');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();

  // A script that the PDF's fonts lack is told before anything is saved.
  const { user } = await json<{ user: { uuid: string } }>(stack.api('/user/me'));
  const body = JSON.stringify({ name: '予算会議', user_id: user.uuid });
  const headers = { 'Content-Type': 'application/json' };
  const { id } = await json<WireMeeting>(
    stack.api('/meetings', 'sandbox-pat-owen', { method: 'POST', headers, body }),
  );
  await page.goto(`/meetings/${id}`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByRole('radio', { name: 'PDF' }).check();
  await dialog.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByRole('alert')).toContainText('予 算 会 議');
  const [word] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download as Word' }).click(),
  ]);
  expect(word.suggestedFilename()).toMatch(/予算会議.*\.docx$/);
});

test('a document is checked against its seal', async ({ page, signIn, stack }) => {
  const meeting = await richMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const draft = await download(page, 'PDF');
  await page.getByRole('link', { name: 'Check a seal' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check a seal' })).toBeVisible();
  const choose = async (name: string, bytes: Uint8Array) => {
    await page
      .getByLabel('Choose or drop')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    await expect(page.getByRole('status').getByText(name, { exact: true })).toBeVisible();
  };
  const verdict = page.getByRole('status').getByRole('heading', { level: 2 });
  await choose('draft.pdf', draft.bytes);
  await expect(verdict).toHaveText('Not sealed');
  await choose('nonsense.json', new TextEncoder().encode('{}'));
  await expect(verdict).toHaveText('Unreadable');

  // Approved, the same meeting carries a seal that the page confirms.
  await page.goto(`/meetings/${meeting.id}`);
  await page.getByRole('button', { name: 'Approve' }).first().click();
  await expect.poll(() => keptSeal(stack, meeting.id)).toMatch(/^[0-9a-f]{64}$/);
  const seal = await keptSeal(stack, meeting.id);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('These minutes are approved and sealed')).toBeVisible();
  const sealed = { pdf: await download(page, 'PDF'), docx: await download(page, 'Word') };
  const { text } = await extractText(await getDocumentProxy(sealed.pdf.bytes.slice()), { mergePages: true });
  expect(text).toContain(seal);
  expect(text).not.toContain('DRAFT');
  const file = new TextDecoder().decode((await download(page, 'JSON')).bytes);
  // The approved meeting itself leads there too.
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Check a seal' }).click();
  await choose('sealed.pdf', sealed.pdf.bytes);
  await expect(verdict).toHaveText('Sealed and unchanged');
  await choose('sealed.docx', sealed.docx.bytes);
  await expect(verdict).toHaveText('Sealed and unchanged');
  await choose('touched.json', new TextEncoder().encode(file.replace(meeting.name, `${meeting.name}!`)));
  await expect(verdict).toHaveText('Changed');
  await page.getByLabel('Meeting ID').fill(meeting.id);
  await page.getByLabel('Seal (SHA-256)').fill(seal.toUpperCase());
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(verdict).toHaveText('Sealed and unchanged');
});

test('the whole list and chosen meetings are taken out', async ({ page, signIn, stack }) => {
  const total = Number(
    (await stack.api('/meetings/list?limit=1&status=finished')).headers.get('X-Total-Meetings-Of-User'),
  );
  await signIn('owen', '/meetings?status=finished');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await page.getByRole('button', { name: 'Export list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export the list' });
  const save = async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };
  const csv = await save();
  expect(csv.name).toMatch(/^\d{4}-\d{2}-\d{2} Meetings - \d+\.csv$/);
  expect(csv.text).toMatch(/^\uFEFFName,Owner,Status,/);
  expect(csv.text.match(/,[0-9a-f-]{36}\r\n/g)).toHaveLength(total);
  await dialog.getByLabel('Format').selectOption('JSON, for programs');
  const all = JSON.parse((await save()).text) as { meetings: unknown[] };
  expect(all.meetings).toHaveLength(total);
  await page.keyboard.press('Escape');
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  await page
    .getByRole('region', { name: 'Selected meetings' })
    .getByRole('button', { name: 'Export', exact: true })
    .click();
  const chosen = JSON.parse((await save()).text) as { meetings: unknown[] };
  expect(chosen.meetings).toHaveLength(1);
});

async function keptSeal(stack: Stack, id: string): Promise<string> {
  const { metadata } = await json<WireMeeting>(stack.api(`/meetings/${id}?detail=true`));
  return readReview(metadata).approval?.value?.sha256 ?? '';
}

test('what is never exported is never printed: notes, comments, marks of the review, what is being written', async ({
  page,
  signIn,
  stack,
}) => {
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}`);
  const answers = page.locator('[id^="answer-"][role="group"]');
  const saved = page.getByText('Saved', { exact: true });
  await page.getByRole('textbox', { name: 'My notes' }).fill('ForMyEyesOnly');
  await answers.nth(0).getByRole('button', { name: 'Accept' }).click();
  await answers.nth(1).getByRole('button', { name: 'Flag' }).click();
  await page.getByLabel('Comment').fill('CommentOfTheReviewer');
  await page.keyboard.press('Escape');
  await answers.nth(2).getByRole('button', { name: 'Correct' }).click();
  await page.getByLabel('Correction').fill('CorrectionOfTheReviewer');
  await page.keyboard.press('Escape');
  await expect(saved).toBeVisible();
  await answers.nth(3).getByRole('button', { name: 'Correct' }).click();
  await page.getByLabel('Correction').fill('StillBeingWritten');
  await page.getByRole('textbox', { name: 'Write to the chat' }).fill('NotYetSent');
  await expect(saved).toBeVisible();

  const read = async (bytes: Uint8Array) =>
    plain((await extractText(await getDocumentProxy(bytes), { mergePages: true })).text);
  const paper = await read(new Uint8Array(await page.pdf({ format: 'A4' })));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const exported = await read((await download(page, 'PDF')).bytes);
  const [todo] = meeting.todos;
  for (const text of [paper, exported]) {
    for (const stays of ['ForMyEyesOnly', 'CommentOfTheReviewer', 'Accepted', 'Flagged', 'NotYetSent'])
      expect(text).not.toContain(stays);
    expect(text).toContain('CorrectionOfTheReviewer');
    expect(text).toContain(plain(meeting.questions[0]!.question));
    expect(text).toContain(plain(todo!.description));
  }
  expect(paper).not.toContain('StillBeingWritten');
  expect(paper).not.toContain('My notes');
});
