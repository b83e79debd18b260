import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
const tasks = (page: Page) => page.getByRole('region', { name: 'Tasks' });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected meetings' });

interface Saved {
  readonly id: string;
  readonly dossier_id: string | null;
  readonly team_ids: string[];
  readonly type_id: number;
  readonly metadata: unknown;
  readonly questions: unknown;
}

/** Drafts of Owen's own, which nobody misses afterwards. */
async function makeDrafts(
  stack: { api: (path: string, token?: string, init?: RequestInit) => Promise<Response> },
  names: readonly string[],
) {
  const { user } = (await (await stack.api('/user/me')).json()) as { user: { uuid: string } };
  const made: string[] = [];
  for (const name of names) {
    const body = JSON.stringify({ name, user_id: user.uuid, metadata: { other: 'kept' } });
    const headers = { 'Content-Type': 'application/json' };
    const response = await stack.api('/meetings', 'sandbox-pat-owen', { method: 'POST', headers, body });
    made.push(((await response.json()) as Saved).id);
  }
  return made;
}

test('deletes many after their number was typed; one fails, and only that one is retried', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  const ids = await makeDrafts(stack, ['Bulk A', 'Bulk B', 'Bulk C']);
  await signIn('owen', '/meetings?status=draft&size=100');
  for (const name of ['Bulk A', 'Bulk B', 'Bulk C'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await expect(bar(page)).toContainText('3 meetings selected');
  await bar(page).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 3 meetings?' });
  await expect(dialog).toContainText('Bulk B');
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: 'Delete 3 meetings' }).click();
  await expect(dialog).toContainText('Nothing was deleted');
  await stack.fault({ operation: 'deleteMeeting', status: 503, times: 1 });
  await dialog.getByRole('textbox').fill('3');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(bar(page)).toBeHidden();

  // The queue belongs to no page.
  await page.getByRole('link', { name: 'Record', exact: true }).click();
  await expect(page).toHaveURL(/\/record$/);
  await expect(tasks(page)).toContainText('2 done, 1 failed');
  await tasks(page).getByText('Details').click();
  await expect(tasks(page).getByRole('listitem').first()).toContainText(
    'Claritalk has a problem at the moment',
  );
  await tasks(page).getByRole('button', { name: 'Retry the failed one' }).click();
  await expect(tasks(page)).toContainText('3 done');
  for (const id of ids) expect((await stack.api(`/meetings/${id}`)).status).toBe(404);
  await page.getByRole('link', { name: 'Meetings', exact: true }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('table')).not.toContainText('Bulk ');
  await tasks(page).getByRole('button', { name: 'Remove from the list' }).click();
  await expect(tasks(page)).toBeHidden();
});

test('assigns a dossier and a team and nothing else; pauses, waits as asked, is cancelled, warns before closing', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 429/);
  const names = ['Assign A', 'Assign B', 'Assign C', 'Assign D'];
  const ids = await makeDrafts(stack, names);
  const before = await Promise.all(
    ids.map(async (id) => (await (await stack.api(`/meetings/${id}`)).json()) as Saved),
  );
  await signIn('owen', '/meetings?status=draft&size=100');
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await bar(page).getByRole('button', { name: 'Assign dossier or teams' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign 4 meetings' });
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Choose a dossier or teams first');
  const dossier = dialog.getByLabel('Dossier');
  await expect(dossier.getByRole('option')).not.toHaveCount(2);
  await dossier.selectOption({ index: 2 });
  await dialog.getByLabel('Teams').selectOption('add');
  await dialog.getByRole('checkbox').first().check();
  await stack.fault({ operation: 'saveMeeting', times: 1, retryAfter: 3 });
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();

  await expect(tasks(page)).toContainText(/Resuming automatically in \d seconds?/);
  await expect(tasks(page)).toContainText('1 of 4', { timeout: 15_000 });
  await tasks(page).getByRole('button', { name: 'Pause' }).click();
  await expect(tasks(page).getByRole('button', { name: 'Resume' })).toBeVisible();
  const warned = page.waitForEvent('dialog');
  const leaving = page.evaluate(() => window.location.reload());
  await (await warned).dismiss();
  await leaving.catch(() => undefined);
  await tasks(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tasks(page)).toContainText(/[12] done, [23] skipped/);

  const assigned = await Promise.all(
    ids.map(async (id) => (await (await stack.api(`/meetings/${id}`)).json()) as Saved),
  );
  const done = assigned.filter(({ dossier_id }) => dossier_id !== null);
  expect(done.length).toBeGreaterThanOrEqual(1);
  expect(done.length).toBeLessThan(4);
  for (const meeting of done) {
    const was = before.find(({ id }) => id === meeting.id);
    expect(meeting.team_ids).toHaveLength(1);
    expect({ ...meeting, dossier_id: null, team_ids: [], updatedAt: '' }).toEqual({ ...was, updatedAt: '' });
  }
});
