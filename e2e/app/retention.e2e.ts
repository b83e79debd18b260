import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { saveMeeting } from '../support/meetings.ts';
import { expect, loseOnTheWay, test } from '../support/test.ts';

test.use({ stackSettings: { SANDBOX_MEETINGS: '60' } });

/** Deletes the rules that earlier tests have left. */
async function deleteRules(page: Page): Promise<void> {
  const rules = page.getByRole('region', { name: 'Rules' });
  const dialog = page.getByRole('dialog');
  await expect(rules.getByRole('button', { name: 'Add a rule' })).toBeVisible();
  for (let left = await rules.getByRole('row').count(); left > 1; left -= 1) {
    await rules
      .getByRole('button', { name: /^Delete the rule/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(dialog).toBeHidden();
  }
}

test('an admin writes a rule, sees exactly what would go, and deletes that and nothing else', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/ERR_CONNECTION_RESET/);
  stack.sql("UPDATE meetings SET status = 'finished' WHERE status = 'draft'");
  stack.sql(`UPDATE meetings SET status = 'draft', name = 'Old draft ' || id, created_at = '2025-01-01 10:00:00',
    updated_at = '2025-01-02 10:00:00', dossier_id = NULL WHERE id IN (SELECT id FROM meetings ORDER BY id LIMIT 4)`);
  stack.sql(`UPDATE meetings SET dossier_id = (SELECT min(id) FROM dossiers)
    WHERE id = (SELECT min(id) FROM meetings WHERE status = 'draft')`);
  await signIn('ada', '/organisations?view=retention');
  await expect(page.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible();
  const rules = page.getByRole('region', { name: 'Rules' });
  await expect(rules).toContainText('all meetings are kept');

  // By keyboard alone, and saved, once, although the response is lost.
  const saves: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') saves.push(new URL(request.url()).pathname);
  });
  await page.route('**/admin/retention/rules', loseOnTheWay, { times: 1 });
  await rules.getByRole('button', { name: 'Add a rule' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('What goes')).toBeFocused();
  await expectNoViolations(page, 'a new rule');
  await page.getByLabel('Time since the last change').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rules).toContainText('Drafts, 90 days after the last change');
  expect(saves).toEqual(['/admin/retention/rules']);

  const holds = page.getByRole('region', { name: 'Dossiers on hold' });
  await holds.getByRole('button', { name: 'Put a dossier on hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(dialog).toContainText('Enter a reason.');
  await dialog.getByLabel('Dossier').selectOption({ label: 'Bakkerij Van Hecke BV' });
  await dialog.getByLabel('Reason').fill('A dispute');
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(holds.getByRole('row', { name: /Bakkerij Van Hecke BV/ })).toContainText('A dispute');

  const due = page.getByRole('region', { name: 'What is due' });
  await due.getByRole('button', { name: 'List what is due' }).click();
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText(
    '3 would go, 1 on hold',
  );
  const row = (text: string | RegExp) => due.getByRole('row').filter({ hasText: text });
  await expect(row('Would go')).toHaveCount(3);
  await expect(row('Stays: on hold')).toContainText('Bakkerij Van Hecke BV');
  await expect(row('Would go').first()).toContainText('Drafts, 90 days after the last change');
  await expectNoViolations(page, 'what is due');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'what is due on a narrow screen');
  await page.setViewportSize({ width: 1280, height: 900 });

  // Changed since: it is left out, and said.
  stack.sql(`UPDATE meetings SET updated_at = '2025-03-03 10:00:00'
    WHERE id = (SELECT max(id) FROM meetings WHERE status = 'draft')`);
  await due.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await dialog.getByLabel('Type 3 to confirm').fill('4');
  await dialog.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await expect(dialog).toContainText('That is not 3.');
  await dialog.getByLabel('Type 3 to confirm').fill('3');
  await dialog.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText(
    '0 would go, 1 on hold, 2 deleted, 1 left out because they changed',
  );
  await expect(row('Stays: changed since')).toHaveCount(1);
  const left = (await (await stack.api('/meetings/list?limit=100&status=draft')).json()) as unknown[];
  expect(left.length).toBeLessThanOrEqual(2);

  await page.goto('/people/audit');
  await expect(page.getByRole('row', { name: /Delete a meeting/ })).toHaveCount(2);
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Retention 0/ })).toBeVisible();
});

test('a member is told who can', async ({ page, signIn }) => {
  await signIn('owen', '/organisations?view=retention');
  await expect(page.getByRole('button', { name: /Why/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Rules' })).toHaveCount(0);
});

test('by keyboard alone: the focus is always where one continues, and what failed in one dialog is not said in another', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 50\d/);
  stack.sql("UPDATE meetings SET status = 'finished' WHERE status = 'draft'");
  stack.sql(`UPDATE meetings SET status = 'draft', name = 'Left ' || id, created_at = '2025-01-01 10:00:00',
    updated_at = '2025-01-02 10:00:00', dossier_id = NULL WHERE id IN (SELECT id FROM meetings ORDER BY id DESC LIMIT 2)`);
  await signIn('ada', '/organisations?view=retention');
  const keyboard = page.keyboard;
  const dialog = page.getByRole('dialog');
  const rules = page.getByRole('region', { name: 'Rules' });
  const add = rules.getByRole('button', { name: 'Add a rule' });
  await deleteRules(page);
  const addRule = async (days: string) => {
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await expect(page.getByLabel('Time since the last change')).toBeFocused();
    await keyboard.type(days);
    await keyboard.press('Enter');
  };
  await add.focus();
  await addRule('x');
  await expect(dialog).toContainText('Enter a number from 1 to 1000.');
  await expect(page.getByLabel('Time since the last change')).toBeFocused();
  await keyboard.press('Escape');
  await expect(add).toBeFocused();
  await addRule('30');
  await expect(dialog).toBeHidden();
  await expect(rules.getByRole('row')).toHaveCount(2);
  await expect(add).toBeFocused();
  await addRule('60');
  await expect(dialog).toBeHidden();
  await expect(rules.getByRole('row')).toHaveCount(3);

  // What fails is said in the dialog that it failed in, and keeps the focus there.
  await stack.failChange();
  await rules.getByRole('button', { name: /^Delete the rule: Drafts, 30 days/ }).focus();
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('The rules are as before.');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(rules.getByRole('button', { name: /^Delete the rule: Drafts, 30 days/ })).toBeFocused();
  await add.focus();
  await keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await keyboard.press('Escape');

  // What has gone gives the focus to what is in its place, and then to what is left.
  for (const [days, next] of [
    ['60', rules.getByRole('button', { name: /^Delete the rule: Drafts, 30 days/ })],
    ['30', add],
  ] as const) {
    await rules.getByRole('button', { name: new RegExp(`^Delete the rule: Drafts, ${days} days`) }).focus();
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(next).toBeFocused();
  }

  const holds = page.getByRole('region', { name: 'Dossiers on hold' });
  const put = holds.getByRole('button', { name: 'Put a dossier on hold' });
  await put.focus();
  await keyboard.press('Enter');
  await expect(dialog.getByLabel('Dossier')).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.type('An audit');
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(put).toBeFocused();
  const release = holds.getByRole('button', { name: /^Release / }).last();
  const before = await holds.getByRole('row').count();
  await release.focus();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(holds.getByRole('row')).toHaveCount(before === 2 ? 0 : before - 1);
  await expect(before === 2 ? put : release).toBeFocused();

  await add.focus();
  await addRule('90');
  await expect(dialog).toBeHidden();
  await expect(rules.getByRole('row')).toHaveCount(2);
  const due = page.getByRole('region', { name: 'What is due' });
  const list = due.getByRole('button', { name: /^(List what is due|Make a new list)$/ });
  await list.focus();
  await keyboard.press('Enter');
  await expect(due.getByRole('row').filter({ hasText: 'Would go' })).toHaveCount(2);
  await expect(list).toBeFocused();
  const saved = async () => {
    const download = page.waitForEvent('download');
    await due.getByRole('button', { name: 'Save as CSV' }).focus();
    await keyboard.press('Enter');
    return (await readFile(await (await download).path(), 'utf8')).replace(/^\uFEFF/, '').split('\r\n');
  };
  const [head, ...would] = await saved();
  expect(head).toBe('Meeting,Meeting ID,Owner,Last changed,Dossier,Why,State');
  expect(would.filter((line) => /^Left \d+,[\w-]{36},.*Would go$/.test(line))).toHaveLength(2);

  const run = due.getByRole('button', { name: 'Delete 2 meetings' });
  await run.focus();
  await keyboard.press('Enter');
  await expect(dialog.getByLabel('Type 2 to confirm')).toBeFocused();
  await keyboard.type('2');
  await keyboard.press('Enter');
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText('0 would go');
  await expect(due.getByRole('button', { name: 'Make a new list' })).toBeFocused();
  const [, ...went] = await saved();
  expect(went.filter((line) => /^,[\w-]{36},.*Deleted$/.test(line))).toHaveLength(2);
});

test('owners are told on their overview before anything of theirs may be deleted', async ({
  page,
  signIn,
  stack,
  browser,
}) => {
  stack.sql("UPDATE meetings SET status = 'finished' WHERE status = 'draft'");
  stack.sql(`UPDATE meetings SET status = 'draft', name = 'Forgotten draft', created_at = '2025-01-01 10:00:00',
    updated_at = '2025-01-02 10:00:00', user_id = (SELECT id FROM users WHERE email = 'owen@sandbox.test')
    WHERE id = (SELECT max(id) FROM meetings)`);
  await signIn('ada', '/organisations?view=retention');
  const rules = page.getByRole('region', { name: 'Rules' });
  await rules.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await rules
    .getByLabel('Owners of due meetings see them on their overview')
    .selectOption('at least 3 days before');
  const due = page.getByRole('region', { name: 'What is due' });
  await page.reload();
  await expect(rules.getByRole('combobox')).toHaveValue('3');
  await due.getByRole('button', { name: /^(List what is due|Make a new list)$/ }).click();
  const run = due.getByRole('button', { name: 'Delete 1 meeting' });
  await expect(run).toHaveAttribute('aria-disabled', 'true');
  await expect(run).toHaveAccessibleDescription(
    /^Owners see it on their overview\. It can be carried out from /,
  );
  await run.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectNoViolations(page, 'a list of which owners are told');

  const context = await browser.newContext({ baseURL: stack.dashboard });
  const owner = await context.newPage();
  await signIn('owen', '/', owner);
  const tile = owner.getByRole('link', { name: /^Due for deletion 1/ });
  await expect(tile).toBeVisible();
  await expectNoViolations(owner, 'an overview that tells what is due for deletion');
  await tile.click();
  const own = owner.getByRole('region', { name: 'Your meetings that are due' });
  await expect(own.getByRole('row', { name: /Forgotten draft/ })).toContainText('Drafts, 90 days after');
  await expectNoViolations(owner, 'meetings of one’s own that are due');
  await context.close();
  await rules.getByRole('combobox').selectOption('as soon as there is a list');
  await expect(rules.getByRole('combobox')).toHaveValue('0');
});

test('rules by type, by language and by team list exactly their meetings, each with its rule', async ({
  page,
  signIn,
  stack,
}) => {
  // All other meetings are too new for any rule.
  stack.sql("UPDATE meetings SET created_at = datetime('now'), updated_at = datetime('now')");
  const read = async <T>(path: string): Promise<T> => (await (await stack.api(path, token)).json()) as T;
  const token = 'sandbox-pat-ada';
  const [type, other] = await read<{ id: number; name: string }[]>('/types/list');
  const [team] = await read<{ id: string; name: string }[]>('/teams/list');
  if (!type || !other || !team) throw new Error('the seed has too few of them');
  const of = { locale: 'nl_BE', type_id: other.id, team_ids: [] };
  for (const [name, meant] of [
    ['Of the type', { type_id: type.id }],
    ['In French', { locale: 'fr_BE' }],
    ['Of the team', { team_ids: [team.id] }],
    ['Of none of them', {}],
  ] as const) {
    await saveMeeting(stack, { ...of, ...meant, name, status: 'finished' }, 'ada');
    const old = "UPDATE meetings SET created_at = '2024-01-01 10:00:00', updated_at = '2024-01-02 10:00:00'";
    stack.sql(`${old} WHERE name = ?`, name);
  }
  await signIn('ada', '/organisations?view=retention');
  const rules = page.getByRole('region', { name: 'Rules' });
  const dialog = page.getByRole('dialog');
  const add = rules.getByRole('button', { name: 'Add a rule' });
  await deleteRules(page);
  for (const [field, label] of [
    ['Meeting type', type.name],
    ['Language', 'French'],
    ['Team', team.name],
  ] as const) {
    await add.click();
    await dialog.getByLabel('What goes').selectOption({ label: 'Finished meetings' });
    await dialog.getByLabel('Time since the last change').fill('1');
    await dialog.getByLabel('Unit').selectOption({ label: 'years' });
    await dialog.getByLabel(field, { exact: true }).selectOption({ label });
    await dialog.getByRole('button', { name: 'Save the rule' }).click();
    await expect(dialog).toBeHidden();
  }
  const due = page.getByRole('region', { name: 'What is due' });
  await due.getByRole('button', { name: /^(List what is due|Make a new list)$/ }).click();
  await expect(due.getByRole('status').filter({ hasText: 'would go' })).toContainText('3 would go');
  const row = (name: string) => due.getByRole('row').filter({ hasText: name });
  await expect(due.getByRole('row').filter({ hasText: 'Would go' })).toHaveCount(3);
  await expect(row('Of the type')).toContainText(
    `Finished meetings, 1 year after the last change: of the type “${type.name}”`,
  );
  await expect(row('In French')).toContainText('1 year after the last change: in French');
  await expect(row('Of the team')).toContainText(`1 year after the last change: of the team “${team.name}”`);
  await expect(row('Of none of them')).toHaveCount(0);
});
