import type { Page } from '@playwright/test';
import { uuidOf } from './support/meetings.ts';
import type { Stack } from './support/stack.ts';
import { expect, test } from './support/test.ts';

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

interface WireUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const everybody = async (stack: Stack): Promise<WireUser[]> =>
  (await (await stack.api('/users/list', 'sandbox-pat-ada')).json()) as WireUser[];

test('finds people by name, e-mail and UUID, sorts them, and keeps it in the address', async ({
  page,
  signIn,
  stack,
}) => {
  const all = await everybody(stack);
  await signIn('owen', '/people');
  await expect(rows(page)).toHaveCount(Math.min(50, all.length));
  const search = page.getByRole('searchbox');
  await search.fill('oztur');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Yasmine Öztürk');
  await expect(page).toHaveURL(/q=oztur/);
  await page.reload();
  await expect(search).toHaveValue('oztur');
  const nora = await uuidOf(stack, 'nora');
  await search.fill(nora);
  await expect(rows(page)).toContainText('Nora Jacobs');
  await search.fill('nobody is called this');
  await expect(page.getByText('Nobody matches this search.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByLabel('Sort by').selectOption('nameDown');
  await expect(page).toHaveURL(/sort=nameDown/);
  const names = await rows(page).getByRole('link').allTextContents();
  expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en', { sensitivity: 'base' })));
});

test('a member changes their own profile, and is told why they may not change that of others', async ({
  page,
  signIn,
  stack,
}) => {
  const nora = await uuidOf(stack, 'nora');
  await signIn('nora', `/people/${nora}`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(page.getByRole('heading', { name: 'My profile' })).toBeVisible();
  await name.fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Give a name of at most 255 characters.')).toBeVisible();
  await name.fill('Nora Jacobs-Smit');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nora Jacobs-Smit');
  expect((await everybody(stack)).find(({ id }) => id === nora)?.name).toBe('Nora Jacobs-Smit');
  await name.fill('Nora Jacobs');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nora Jacobs');

  // Nobody deletes themselves.
  const remove = page.getByRole('button', { name: 'Delete person' });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await remove.click({ force: true });
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.goto(`/people/${await uuidOf(stack, 'owen')}`);
  await expect(name).toHaveAttribute('readonly', '');
  const save = page.getByRole('button', { name: 'Save' });
  await save.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Why can’t I?' }).last()).toBeFocused();
  await page.keyboard.press('Enter');
  const why = page.getByRole('region', { name: 'Why can’t I?' });
  await expect(why).toContainText('Only organisation admins may do this.');
  await expect(why).toContainText('the role user');
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
});

test('an admin changes somebody else, and deletes them after their e-mail address was typed', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  const wim = (await everybody(stack)).find(({ name }) => name === 'Wim Goossens')!;
  await signIn('ada', `/people/${wim.id}`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(page.getByText('Claritalk tells only your own role')).toBeVisible();
  await expect(page.getByLabel('Role', { exact: true })).toHaveValue('unchanged');
  await name.fill('Willem Goossens');
  await page.getByLabel('Role', { exact: true }).selectOption('other');
  await page.getByLabel('Name of the role').fill('super-admin');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nobody can be made super-admin.')).toBeVisible();
  await page.getByLabel('Role', { exact: true }).selectOption('manager');
  await stack.fault({ operation: 'updateUser', status: 500, times: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was saved.');
  await expect(name).toHaveValue('Willem Goossens');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Willem Goossens');

  await page.getByRole('button', { name: 'Delete person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Willem Goossens?' });
  await dialog.getByRole('textbox').fill('wim');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Nothing was deleted');
  await dialog.getByRole('textbox').fill(wim.email);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/people$/);
  await page.getByRole('searchbox').fill('Goossens');
  await expect(page.getByText('Nobody matches this search.')).toBeVisible();
  expect((await everybody(stack)).some(({ id }) => id === wim.id)).toBe(false);
});
