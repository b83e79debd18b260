import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expectNoViolations } from '../support/accessible.ts';
import { processRecording, readMeeting, saveMeeting } from '../support/meetings.ts';
import { expectSoon, indexed } from '../support/search.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '240' } });

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly userUuid: string;
}

interface Asked {
  readonly id: number;
  readonly question: string;
  readonly answer: string | null;
}

/**
 * Approves three of Owen's own meetings of one type in which he corrected the answer to the same question; returns
 * the question and the type.
 */
async function correctedQuestion(stack: Stack) {
  const json = async (path: string) => (await stack.api(path)).json();
  const { user } = await json('/user/me');
  const listed: Listed[] = await json('/meetings/list?limit=100&status=finished');
  const own = listed.filter(({ userUuid }) => userUuid === user.uuid);
  const answered = new Map<number, { readonly question: string; readonly of: Listed[] }>();
  for (const meeting of own) {
    const { questions }: { questions: readonly Asked[] } = await json(`/meetings/${meeting.id}`);
    for (const { id, question, answer } of questions) {
      const known = answered.get(id) ?? { question, of: [] };
      answered.set(id, known);
      if (answer !== null) known.of.push(meeting);
    }
    const most = [...answered].find(([, { of }]) => of.length >= 5);
    if (!most) continue;
    const [id, { question, of }] = most;
    for (const { id: meetingId, name } of of.slice(0, 3)) {
      const mark = (value: unknown) => ({ value, by: user.uuid, at: new Date().toISOString() });
      const review = {
        version: 1,
        answers: { [`q${id}`]: { correction: mark('What was really said') } },
        approval: mark({ of: {} }),
      };
      const body = JSON.stringify({
        ...{ id: meetingId, name, user_id: user.uuid },
        metadata: { claritalk_dashboard: { review } },
      });
      const headers = { 'Content-Type': 'application/json' };
      const saved = await stack.api('/meetings', 'sandbox-pat-owen', { method: 'POST', headers, body });
      if (!saved.ok) throw new Error(await saved.text());
    }
    return { question, typeId: (await readMeeting(stack, of[0]?.id ?? '')).type_id };
  }
  throw new Error('the seed has no question that Owen was answered five times');
}

const linesOf = async (file: Download) => (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');

async function savedCsv(page: Page): Promise<Download> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  return saved;
}

test('insight: what is seen is said, chart, table and file agree, and the address keeps what is shown', async ({
  page,
  signIn,
  stack,
}) => {
  await correctedQuestion(stack);
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.getByRole('navigation').first().getByRole('link', { name: 'Insight' }).click();
  const panel = page.getByRole('region', { name: 'Meetings', exact: true });
  await expectSoon(panel.getByText(/^Counted on .* from all \d+ meetings that you may see\.$/)).toBeVisible();
  const counted = async () =>
    Number((await panel.locator('dt', { hasText: 'Meetings' }).locator('xpath=../dd').textContent()) ?? '');
  const total = await counted();
  expect(total).toBeGreaterThan(20);
  await expect(panel.getByRole('img')).toHaveAccessibleName(new RegExp(`^${total} in total, most at `));
  const table = page.getByRole('table', { name: 'Meetings: table' });
  await expect(table.locator('tbody tr')).toHaveCount(12);
  const sum = async () =>
    (await table.locator('tbody td:nth-child(2)').allTextContents()).reduce(
      (all, text) => all + Number(text.replace('–', '0')),
      0,
    );
  expect(await sum()).toBe(total);
  await expectNoViolations(page, 'meetings over time');

  await page.getByLabel('Divided by').selectOption({ label: 'Owner' });
  await expect(page).toHaveURL(/\?by=owner$/);
  await expect(table.getByRole('rowheader', { name: 'You' })).toBeVisible();
  expect(await sum()).toBe(total);
  const rows = await table.locator('tbody tr').count();
  const file = await savedCsv(page);
  expect(file.suggestedFilename()).toMatch(/^insight-meetings-\d{4}-\d\d-\d\d\.csv$/);
  const lines = await linesOf(file);
  expect([lines.length, lines[0]]).toEqual([rows + 1, '\uFEFFOwner,Meetings,Before']);

  await page.getByLabel('Report', { exact: true }).selectOption({ label: 'Time to approval' });
  const approvals = page.getByRole('region', { name: 'Time to approval', exact: true });
  await expect(approvals.locator('dt', { hasText: 'Approved' }).first().locator('xpath=../dd')).toHaveText(
    '3',
  );
  await expect(approvals.getByRole('img')).toHaveAccessibleName(/^3 in total/);
  await page.reload();
  await expectSoon(approvals).toBeVisible();
  await expect(page).toHaveURL(/\?report=approval&by=owner$/);

  // Without colour, and on paper, the parts of a column differ by their lines.
  await page.getByLabel('Report', { exact: true }).selectOption({ label: 'Quality flags' });
  const legend = page.locator('figcaption rect');
  await expect(legend).toHaveCount(2);
  const fills = () => legend.evaluateAll((all) => all.map((one) => getComputedStyle(one).fill));
  const coloured = await fills();
  for (const media of [{ media: 'print' }, { media: null, forcedColors: 'active' }] as const) {
    await page.emulateMedia(media);
    const lined = await fills();
    expect(new Set([...coloured, ...lined]).size).toBe(4);
    expect(lined.some((fill) => fill.startsWith('url('))).toBe(true);
  }
  await page.emulateMedia({ media: null, forcedColors: null });
  const paper = new Uint8Array(await page.pdf({ format: 'A4' }));
  const { text: printed } = await extractText(await getDocumentProxy(paper), { mergePages: true });
  for (const said of ['Quality flags', 'Counted on', 'Doubted by the assistant'])
    expect(printed).toContain(said);
  for (const control of ['Save as CSV', 'Divided by']) expect(printed).not.toContain(control);

  await page.getByLabel('Report', { exact: true }).selectOption({ label: 'To-dos' });
  const todos = page.getByRole('table', { name: 'To-dos: table' });
  await todos.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/action-items\?person=/);
  await page.goBack();
  await page.getByLabel('Report', { exact: true }).selectOption({ label: 'Quiet clients' });
  await page.getByLabel('Quiet for').selectOption({ label: '4 weeks or longer' });
  await expect(page.getByText(/^\d+ quiet clients?$/)).toBeVisible();
  await expect(page.getByText('Messages are not known')).toBeVisible();
  const [heads, ...quiet] = await linesOf(await savedCsv(page));
  expect(heads).toContain('Last message');
  expect(quiet.length).toBeGreaterThan(0);
  for (const line of quiet) expect(line).toContain('Not known');
  await expectNoViolations(page, 'quiet clients');
});

test('template health: what is wrong with a question leads to its form, and the page knows that it was changed', async ({
  page,
  signIn,
  stack,
}) => {
  const { question, typeId } = await correctedQuestion(stack);
  await signIn('owen', '/meetings');
  await indexed(page);
  await page.goto('/templates');
  await page.getByRole('link', { name: 'Template health' }).click();
  await expectSoon(page.getByText(/^Counted on .* from all/)).toBeVisible();
  await expectNoViolations(page, 'questions');
  await page.getByLabel('Finding').selectOption({ label: 'Often corrected (1)' });
  await expect(page).toHaveURL(/finding=oftenCorrected/);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: question }) });
  // The page follows its address: the other rows are gone.
  await expect(page.getByText('1 question', { exact: true })).toBeVisible();
  await expect(row.getByRole('cell').nth(2)).toHaveText('100% of 3');
  await expect(
    page.getByText(/At least half of the reviewed answers were corrected\. Reword it\./),
  ).toBeVisible();
  const lines = await linesOf(await savedCsv(page));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('Often corrected');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  const pdf = await (await saved).path();
  const { text } = await extractText(new Uint8Array(await readFile(pdf)), { mergePages: true });
  expect(text).toMatch(/Template health.*Counted on .* from all.*Often corrected\..*Reword it\./s);
  expect(text).toContain(question);

  // What a change is compared with are all askings of before, however long ago.
  await page.getByLabel('Period').selectOption({ label: 'Last 3 years' });
  await expect(page).toHaveURL(/period=quarters12/);
  // What is read next belongs to the address.
  await page.reload();
  await expect(row.getByRole('cell').nth(2)).toHaveText('100% of 3');
  const [asked, answered] = await row.getByRole('cell').allTextContents();

  // Without a mouse: from the question to its form and back.
  await page.getByRole('link', { name: 'Edit the question' }).focus();
  await page.keyboard.press('Enter');
  const words = page.getByRole('textbox', { name: 'Question', exact: true });
  await expect(words).toHaveValue(question);
  await words.fill(`${question} In one sentence.`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(words).toBeHidden();
  await page.goBack();
  await expectSoon(
    page.getByText(
      'It was changed in the template. No meeting in the index has asked it in its new form yet.',
    ),
  ).toBeVisible();

  // Meetings ask it in its new form, and someone writes about it: the page says whether that helped.
  const reworded = `${question} In one sentence.`;
  const today = new Date();
  for (const name of ['First', 'Second', 'Third']) {
    const topics = [{ topic: 'What was asked', description: question }];
    const { id } = await saveMeeting(stack, {
      ...{ name, status: 'recording', type_id: typeId, discussion_topics: topics },
    });
    await processRecording(stack, id);
    await expect.poll(async () => (await readMeeting(stack, id)).status).toBe('finished');
  }
  await indexed(page);
  await page.goto(`/insight/templates?q=${encodeURIComponent(reworded)}`);
  await expectSoon(page.getByText(/^The change/)).toHaveText('The change helped');
  const advice = page.getByRole('row').filter({ hasText: 'The change helped' });
  await expect(advice).toContainText(
    `The change helped · Since ${today.toLocaleDateString('en-GB', { dateStyle: 'medium' })}; before, it was “${question}”. Answered before: ${answered} of ${asked}; since: 100% of 3.`,
  );
  await expect(page.getByText('No meeting in the index has asked it')).toHaveCount(0);
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Themes' });
  await page.getByRole('columnheader', { name: 'Asked' }).getByRole('button').click();
  await expect(page).toHaveURL(/level=themes&sort=asked/);
});

// The same two combinations as in accessibility.e2e.ts.
for (const { colorScheme, width, language, heading, health } of [
  {
    colorScheme: 'light',
    width: 1440,
    language: 'de',
    heading: 'Auswertung',
    health: 'Zustand der Vorlagen',
  },
  { colorScheme: 'dark', width: 390, language: 'fr', heading: 'Analyse', health: 'Santé des modèles' },
  { colorScheme: 'dark', width: 390, language: 'nl', heading: 'Inzicht', health: 'Gezondheid van sjablonen' },
] as const) {
  test.describe(`${colorScheme}, ${width} px, ${language}`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('insight and template health are accessible', async ({ page, signIn }) => {
      await signIn('owen', '/meetings');
      await indexed(page);
      await page.evaluate((chosen) => localStorage.setItem('claritalk.language', chosen), language);
      for (const [address, title] of [
        ['/insight?by=dossier', heading],
        ['/insight?report=todos', heading],
        ['/insight/templates', health],
      ] as const) {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
        await expectSoon(page.getByRole('rowheader').first()).toBeVisible();
        await expectNoViolations(page, `${address} in ${language}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
  });
}
