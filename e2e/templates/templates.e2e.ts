import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

interface WireType {
  readonly id: number;
  readonly name: string;
  readonly is_default: boolean;
}

interface WireTheme {
  readonly id: number;
  readonly name: string;
  readonly type_id: number;
}

interface WireQuestion {
  readonly id: number;
  readonly question: string;
  readonly output_type: string;
}

const read = async <T>(stack: Stack, path: string): Promise<T> =>
  (await (await stack.api(path, 'sandbox-pat-ada')).json()) as T;
const types = (stack: Stack) => read<WireType[]>(stack, '/types/list');
const themes = (stack: Stack) => read<WireTheme[]>(stack, '/themes/list');
const questions = (stack: Stack, theme: number) =>
  read<WireQuestion[]>(stack, `/themes/${theme}/questions/list`);

const column = (page: Page, name: 'types' | 'themes' | 'questions') =>
  page.locator(`[data-column="${name}"]`);
const row = (page: Page, name: 'types' | 'themes' | 'questions', text: string) =>
  column(page, name).locator('[data-row-link]').filter({ hasText: text });
const menu = async (page: Page, name: string, action: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page
    .getByRole('region', { name: `Actions for ${name}` })
    .getByRole('button', { name: action })
    .click();
};

test('nothing is counted and nobody is told what is missing while types and themes are on their way', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/settings');
  await stack.fault({ operation: 'listThemes', delayMs: 3_000, times: 1 });
  await page.goto('/templates');
  await expect(page.getByRole('heading', { level: 2, name: 'Questions' })).toBeVisible();
  await expect(column(page, 'questions').locator('header')).toHaveText('Questions');
  await expect(column(page, 'questions').getByRole('paragraph')).toHaveCount(0);
  await expect(row(page, 'questions', 'What is the client worried about?')).toBeVisible();
});

test('an admin makes a type with a theme and questions, changes them, and deletes them again', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of 503/);
  await signIn('ada', '/templates');
  // The default type is there without a choice, and what is in it.
  await expect(row(page, 'types', 'Client meeting')).toHaveAttribute('aria-current', 'true');
  await expect(row(page, 'types', 'Client meeting')).toContainText('Default');
  await expect(row(page, 'questions', 'What is the client worried about?')).toBeVisible();
  await expectNoViolations(page, 'templates');

  await page.getByRole('button', { name: 'New meeting type' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await page.keyboard.type('Board meeting');
  await page.keyboard.press('Enter');
  await expect(row(page, 'types', 'Board meeting')).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/type=\d+/);
  await page.getByRole('button', { name: 'New theme' }).click();
  await page.keyboard.type('Votes');
  await page.keyboard.press('Enter');
  await expect(row(page, 'themes', 'Votes')).toHaveAttribute('aria-current', 'true');
  await expect(row(page, 'types', 'Board meeting')).toContainText('1 theme');

  // A failure says so in the form and keeps what was typed.
  await page.getByRole('button', { name: 'New question' }).click();
  const field = page.getByRole('textbox', { name: 'Question', exact: true });
  await field.fill('Who voted against, and why?');
  await page.getByRole('radio', { name: /^Several lines/ }).check();
  await stack.fault({ operation: 'saveQuestion', status: 503 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was changed. This has been checked.');
  await expectNoViolations(page, 'a question that could not be written');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'questions', 'Who voted against')).toHaveAttribute('aria-current', 'true');
  const theme = (await themes(stack)).find(({ name }) => name === 'Votes')!;
  expect(await questions(stack, theme.id)).toMatchObject([
    { question: 'Who voted against, and why?', output_type: 'multi_line' },
  ]);

  // The address leads here again.
  await page.goto(`/templates?theme=${theme.id}&question=${(await questions(stack, theme.id))[0]!.id}`);
  await expect(row(page, 'types', 'Board meeting')).toHaveAttribute('aria-current', 'true');
  await expect(column(page, 'questions').getByText('A paragraph or a list')).toBeVisible();

  // What its owner will see, before and after.
  await menu(page, 'Board meeting', 'Preview');
  const votes = page.getByRole('region', { name: 'Votes' });
  await expect(votes.getByRole('listitem')).toHaveText(['Who voted against, and why?']);
  await page.getByRole('link', { name: 'Written up' }).click();
  await expect(votes.getByRole('definition')).toContainText('Budget agreed');
  await expectNoViolations(page, 'preview of a type');
  await page.getByRole('link', { name: 'Templates', exact: true }).first().click();
  await row(page, 'types', 'Board meeting').click();

  await menu(page, 'Board meeting', 'Rename');
  await page.keyboard.press('Escape');
  await expect(row(page, 'types', 'Board meeting')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Board');
  await page.keyboard.press('Enter');
  await expect(row(page, 'types', 'Board')).toBeFocused();
  await menu(page, 'Board', 'Make default');
  await expect(row(page, 'types', 'Board')).toContainText('Default');
  await expect(row(page, 'types', 'Client meeting')).not.toContainText('Default');
  expect((await types(stack)).filter((type) => type.is_default)).toMatchObject([{ name: 'Board' }]);

  // Search, by every word; the address keeps it.
  await column(page, 'types').getByRole('searchbox').fill('meeting cli');
  await expect(column(page, 'types').locator('[data-row-link]')).toHaveCount(1);
  await expect(page).toHaveURL(/findType=meeting/);
  await column(page, 'types').getByRole('searchbox').fill('');

  await menu(page, 'Who voted against, and why?', 'Delete');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Past meetings keep their questions and answers');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(column(page, 'questions')).toContainText('This theme has no questions yet.');
  await menu(page, 'Board', 'Delete');
  await expect(dialog).toContainText('Its theme (Votes)');
  await expect(dialog).toContainText('This is the default');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'types', 'Board')).toHaveCount(0);
  await menu(page, 'Client meeting', 'Make default');
  await expect(row(page, 'types', 'Client meeting')).toContainText('Default');
  expect((await types(stack)).map(({ name }) => name)).not.toContain('Board');
});

test('keys lead through the columns, and who lacks a permission is told which', async ({
  page,
  signIn,
  browser,
  stack,
}) => {
  test.slow();
  await signIn('owen', '/templates');
  await row(page, 'types', 'Client meeting').focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'types', 'Annual accounts review')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(page, 'themes', 'Result of the year')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(row(page, 'questions', 'Which items still need evidence?')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/type=\d+&theme=\d+&question=\d+/);
  await page.keyboard.press('End');
  await expect(column(page, 'questions').locator('[data-row-link]').last()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'themes', 'Balance sheet')).toBeFocused();
  await page.goBack();

  // Owen sees questions and may not delete them.
  await row(page, 'questions', 'Which items').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Actions for Which items still need evidence?' }).click();
  const remove = page.getByRole('button', { name: 'Delete' });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Why can’t I?' }).last().click();
  const why = page.getByRole('region', { name: 'Why can’t I?' });
  await expect(why).toContainText('organisation_settings_meeting_question_delete');
  await expect(why).toContainText('An organisation admin');
  await expectNoViolations(page, 'a refusal explained in a menu');

  // Nora sees none, like anyone whom the server refuses.
  const context = await browser.newContext({
    baseURL: stack.dashboard,
    colorScheme: 'dark',
    viewport: { width: 390, height: 900 },
  });
  const small = await context.newPage();
  await signIn('nora', '/templates', small);
  await row(small, 'types', 'Annual accounts review').click();
  await row(small, 'themes', 'Balance sheet').click();
  await expect(small.getByRole('note')).toContainText('organisation_settings_meeting_question_viewlist');
  await expect(small.getByRole('button', { name: 'New question' })).toHaveAttribute('aria-disabled', 'true');
  await expectNoViolations(small, 'questions that may not be seen');
  await small.getByRole('link', { name: 'Themes' }).click();
  await expect(column(small, 'themes')).toBeVisible();
  await context.close();
});

test('copies and moves lose nothing, and what was interrupted is finished or taken back', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of 50[23]/);
  const tasks = page.getByRole('region', { name: 'Tasks' });
  // A theme is copied into another type, and continues to a third, with its questions.
  await signIn('ada', '/templates?type=5');
  const source = (await themes(stack)).find(({ type_id }) => type_id === 5)!;
  await menu(page, source.name, 'Duplicate…');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await dialog.getByRole('textbox').fill('Copied');
  await dialog.getByLabel('Into the meeting type').selectOption('Tax advice');
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await expect(tasks).toContainText(/Duplicate the theme .*\d+ done/, { timeout: 30_000 });
  const moved = (await themes(stack)).find(({ name }) => name === 'Copied')!;
  const inMoved = await questions(stack, moved.id);
  const content = (list: readonly WireQuestion[]) =>
    list.map(({ question, output_type }) => [question, output_type]);
  expect(content(inMoved)).toEqual(content(await questions(stack, source.id)));
  await page.goto(`/templates?theme=${moved.id}`);
  await menu(page, 'Copied', 'Move to another type…');
  await page.getByLabel('To the meeting type').selectOption('Telephone call');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect(row(page, 'types', 'Telephone call')).toHaveAttribute('aria-current', 'true');
  expect(await questions(stack, moved.id)).toEqual(inMoved);

  // A question: its copy is there, the original cannot be deleted, and the page goes away.
  const [question] = inMoved;
  const target = (await themes(stack)).find(({ name }) => name === 'Situation of the client')!;
  const copies = async () =>
    (await Promise.all([moved.id, target.id].map((id) => questions(stack, id)))).map(
      (list) => list.filter((one) => one.question === question!.question).length,
    );
  const move = async () => {
    await menu(page, question!.question, 'Move to another theme…');
    await page.getByLabel('To the theme').selectOption('Situation of the client');
    await dialog.getByRole('button', { name: 'Move' }).click();
  };
  await stack.fault({ operation: 'deleteQuestion', status: 503 });
  await page.goto(`/templates?theme=${moved.id}`);
  await move();
  await expect(tasks).toContainText('1 done, 1 failed');
  await page.reload();
  const notice = page.getByRole('note').filter({ hasText: 'Not complete' });
  await expect(notice).toContainText('The question is in both themes now.');
  expect(await copies()).toEqual([1, 1]);
  await expectNoViolations(page, 'an interrupted move');
  await notice.getByRole('button', { name: 'Undo it' }).click();
  await expect(tasks).toContainText('1 done');
  expect(await copies()).toEqual([1, 0]);
  await expect(page.getByRole('note')).toHaveCount(0);

  // This time the copy's answer is lost: it is found again instead of made twice.
  await stack.fault({ operation: 'saveQuestion', drop: true, afterProcessing: true, times: 1 });
  await move();
  await expect(tasks).toContainText('2 failed');
  await page.reload();
  await page.getByRole('button', { name: 'Finish it' }).click();
  await expect(tasks).toContainText('2 done');
  expect(await copies()).toEqual([0, 1]);
  await expect(column(page, 'questions')).not.toContainText(question!.question);
});

test('templates leave and come as files; a dry run says first what would be done', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of 503/);
  await signIn('ada', '/templates?type=3');
  const theme = (await themes(stack)).find(({ type_id }) => type_id === 3)!;
  const before = await questions(stack, theme.id);
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What').selectOption('theme');
  await expectNoViolations(page, 'export of templates');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the file' }).click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(file.types[0].themes[0].questions).toEqual(
    before.map(({ question, output_type }) => ({ question, output_type })),
  );

  // One question becomes another kind, one is new, one line is not a question.
  const [first] = file.types[0].themes[0].questions;
  const csv = `question;output_type\n${first.question};${first.output_type === 'multi_line' ? 'single_line' : 'multi_line'}\n;\nWho signs?;\nWho pays?;table\n`;
  await page.getByRole('link', { name: 'Import' }).click();
  await expectNoViolations(page, 'sources of an import');
  const take = (buffer: Buffer) =>
    page.getByLabel('Choose a file').setInputFiles({ name: 'questions.csv', mimeType: 'text/csv', buffer });
  // As Excel saves it; Latin-1 is Windows-1252 for these letters. Another reading can be chosen.
  await take(Buffer.from('Frage\nWer prüft es?\n', 'latin1'));
  await expect(page.getByRole('rowheader', { name: /Wer prüft es\?/ })).toBeVisible();
  await page.getByRole('button', { name: 'Do letters look wrong?' }).click();
  await page.getByRole('radio', { name: /old Mac/ }).check();
  await page.getByRole('button', { name: 'Use this encoding' }).click();
  await expect(page.getByRole('rowheader', { name: /Wer pr¸ft es\?/ })).toBeVisible();
  await page.getByRole('button', { name: 'Choose something else' }).click();
  await take(Buffer.from(`\uFEFF${csv}`, 'utf16le'));
  await expect(page.getByText('1 to create, 1 to change, 2 unchanged.')).toBeVisible();
  await expect(page.getByText('Line 5: an answer is single_line or multi_line')).toBeVisible();
  await expectNoViolations(page, 'a dry run');
  expect(await questions(stack, theme.id)).toEqual(before);
  await stack.fault({ operation: 'saveQuestion', status: 503, afterProcessing: true });
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await expect(page.getByText('1 of 2 done, 1 failed')).toBeVisible();
  await page.reload();
  await expect(page.getByText('This import is not finished.')).toBeVisible();
  await page.getByRole('button', { name: 'Do the remaining one' }).click();
  await expect(page.getByText('2 of 2 done')).toBeVisible();
  const after = await questions(stack, theme.id);
  expect(after.map(({ question }) => question)).toEqual([
    ...before.map(({ question }) => question),
    'Who signs?',
  ]);
  expect(after[0]!.output_type).not.toBe(before[0]!.output_type);
  await page.getByRole('button', { name: 'Undo it' }).click();
  await expect(page.getByRole('region', { name: 'Tasks' })).toContainText('2 done');
  expect(await questions(stack, theme.id)).toEqual(before);

  // A starter pack comes the same way.
  await page.goto('/templates/import');
  await page.getByLabel('Language of the questions').selectOption('nl');
  await page.getByRole('button', { name: 'See what is in it: Stand-up' }).click();
  await expect(page.getByRole('rowheader', { name: /Sinds de vorige keer/ })).toBeVisible();
});
