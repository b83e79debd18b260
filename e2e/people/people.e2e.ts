import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { uuidOf } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

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

/** The row of an address in a list that is checked. */
const listed = (page: Page, email: string) =>
  page
    .getByRole('table', { name: 'People to invite' })
    .getByRole('row')
    .filter({ has: page.getByLabel(`E-mail ${email}`, { exact: true }) });

const everyone = async (stack: Stack): Promise<WireUser[]> =>
  (await (await stack.api('/users/list', 'sandbox-pat-ada')).json()) as WireUser[];

test('finds people by name, e-mail and UUID, sorts them, and keeps it in the address', async ({
  page,
  signIn,
  stack,
}) => {
  const all = await everyone(stack);
  await signIn('owen', '/people');
  await expect(rows(page)).toHaveCount(Math.min(25, all.length));
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
  await search.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nora Jacobs');
  await page.goBack();
  await search.fill('nobody is called this');
  await expect(page.getByText('Nobody matches this search.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(page).toHaveURL(/sort=nameDown/);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  const names = await rows(page).getByRole('link').allTextContents();
  expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en', { sensitivity: 'base' })));
});

test('a member changes their own profile, and is told why they may not change others’', async ({
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
  await expect(page.getByText('Enter a name of at most 255 characters.')).toBeVisible();
  await name.fill('Nora Jacobs-Smit');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nora Jacobs-Smit');
  expect((await everyone(stack)).find(({ id }) => id === nora)?.name).toBe('Nora Jacobs-Smit');
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
  await expect(why).toContainText('Only organisation admins can do this.');
  await expect(why).toContainText('the role user');
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
});

test('an admin changes someone else, and deletes them after typing their e-mail address', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  const wim = (await everyone(stack)).find(({ name }) => name === 'Wim Goossens')!;
  await signIn('ada', `/people/${wim.id}`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(page.getByText('Claritalk shows only your own role')).toBeVisible();
  await expect(page.getByLabel('Role', { exact: true })).toHaveValue('unchanged');
  await name.fill('Willem Goossens');
  await page.getByLabel('Role', { exact: true }).selectOption('other');
  await page.getByLabel('Name of the role').fill('super-admin');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The role super-admin cannot be given.')).toBeVisible();
  await page.getByLabel('Role', { exact: true }).selectOption('manager');
  await stack.fault({ operation: 'updateUser', status: 500, times: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was saved. This has been checked.');
  await expect(name).toHaveValue('Willem Goossens');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Willem Goossens');

  await page.getByRole('button', { name: 'Delete person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Willem Goossens?' });
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('wim');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Nothing was deleted');
  await dialog.getByRole('textbox').fill(wim.email);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/people$/);
  await page.getByRole('searchbox').fill('Goossens');
  await expect(page.getByText('Nobody matches this search.')).toBeVisible();
  expect((await everyone(stack)).some(({ id }) => id === wim.id)).toBe(false);
});

test('an admin invites three people: one is already known, one fails once and is retried; the report says so', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  await signIn('ada', '/people');
  await page.getByRole('link', { name: 'Invite' }).click();
  const list = page.getByRole('textbox', { name: 'People to invite' });
  await list.fill('hello');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: 'Change the list' }).click();
  await list.fill(
    '=Ines Fault <ines@example.com>\nNora Jacobs <NORA@sandbox.test>\nkarel.new@example.com\nInes <Ines@example.com>',
  );
  await page.getByRole('button', { name: 'Check the list' }).click();
  const row = (name: RegExp) => page.getByRole('table').getByRole('row', { name });
  await expect(page.getByText('2 people to invite, 2 left out')).toBeVisible();
  await expect(listed(page, 'NORA@sandbox.test')).toContainText('Already a user');
  await expect(listed(page, 'Ines@example.com')).toContainText('Twice in this list');
  await expect(listed(page, 'karel.new@example.com')).toContainText('Name guessed');
  await page.getByLabel('Role of karel.new@example.com').selectOption('manager');
  await page.getByLabel('Send an e-mail to karel.new@example.com').uncheck();
  await stack.fault({ operation: 'inviteUser', status: 500, times: 1 });
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await expect(page.getByText('1 of 2 invited, 1 failed')).toBeVisible({ timeout: 15_000 });
  await expect(row(/^ines@/)).toContainText('Claritalk has a problem');
  await page.getByRole('button', { name: 'Invite the remaining one' }).click();
  await expect(page.getByText('2 of 2 invited')).toBeVisible({ timeout: 15_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the report' }).click();
  const report = await readFile(await (await download).path(), 'utf8');
  expect(report).toContain("ines@example.com,'=Ines Fault,,yes,Invited");
  expect(report).toContain('karel.new@example.com,Karel New,manager,no,Invited');
  const invited = (await everyone(stack)).filter(({ email }) => email.endsWith('@example.com'));
  expect(invited.map(({ name }) => name).toSorted()).toEqual(['=Ines Fault', 'Karel New']);
  await page.getByRole('button', { name: 'Start another list' }).click();
  await list.fill('ines@example.com');
  await page.getByRole('button', { name: 'Check the list' }).click();
  await expect(page.getByRole('button', { name: 'Nobody to invite' })).toBeDisabled();
});

test('accepts lists as programs write them, asks what columns are, and lets lines be corrected in place', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/people/invite');
  const take = (name: string, bytes: Buffer) =>
    page.getByLabel('Load from a file').setInputFiles({ name, mimeType: 'text/csv', buffer: bytes });
  const back = page.getByRole('button', { name: 'Change the list' });

  await take('people.xlsx', Buffer.from('PK\u0003\u0004      [Content_Types].xml xl/workbook.xml', 'latin1'));
  await expect(page.getByRole('alert')).toContainText('This is a spreadsheet, not text. Nothing was read.');

  // As Excel saves CSV; Latin-1 is Windows-1252 for these letters.
  await take(
    'excel.csv',
    Buffer.from('Naam;E-mail;Rol\r\nZoë Lefèvre;zoe@lists.test;Gebruiker\r\n', 'latin1'),
  );
  await expect(listed(page, 'zoe@lists.test')).toContainText('Ready');
  await expect(page.getByLabel('Name of zoe@lists.test')).toHaveValue('Zoë Lefèvre');
  await expect(page.getByLabel('Role of zoe@lists.test')).toHaveValue('user');
  await page.getByRole('button', { name: 'Do letters look wrong?' }).click();
  await expect(page.getByRole('radio', { checked: true })).toHaveAccessibleName(
    /Western European \(Windows\).*Zoë/,
  );
  await page.getByRole('radio', { name: /old Mac/ }).check();
  await page.getByRole('button', { name: 'Use this encoding' }).click();
  await expect(page.getByLabel('Name of zoe@lists.test')).toHaveValue('ZoÎ LefËvre');
  await back.click();

  // Both readings of these letters are words: someone has to say which.
  await take('caps.csv', Buffer.from('Name;E-mail\nZOË;zoe@lists.test\n', 'latin1'));
  await expect(page.getByText('How should caps.csv be read?')).toBeVisible();
  await expectNoViolations(page, 'readings of a file');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Use this encoding' }).press('Enter');
  await expect(page.getByLabel('Name of zoe@lists.test')).toHaveValue('ZOË');
  await back.click();

  await take(
    'microsoft-365.csv',
    Buffer.from(
      'Block credential,City,Country,Display name,First name,Last name,User principal name,Alternate email address\n' +
        'False,Gent,Belgium,Zoe Lefevre,Zoe,Lefevre,zoe.lefevre@lists.test,zoe@home.test\n' +
        'False,,Belgium,An De Smet,An,De Smet,an.desmet@lists.test,\n',
    ),
  );
  await expect(page.getByText('2 people to invite')).toBeVisible();
  await expect(page.getByLabel('Name of zoe.lefevre@lists.test')).toHaveValue('Zoe Lefevre');
  await back.click();

  await take(
    'other.csv',
    Buffer.from(
      'Kontakt;Privat;Büro\nMia Roth;mia@home.test;mia.roth@lists.test\nTom Frey;tom@home.test;tom at lists.test\n;;leo@lists.test\n',
    ),
  );
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  await expectNoViolations(page, 'columns of a list');
  await page.getByLabel('Use of Privat').selectOption('Not used');
  await page.getByLabel('Use of Büro').selectOption('Not used');
  await page.getByRole('button', { name: 'Use these columns' }).click();
  await expect(page.getByRole('alert')).toContainText('choose the column with the e-mail addresses');
  await page.getByLabel('Use of Büro').selectOption('E-mail address');
  await expect(page.getByRole('listitem').filter({ hasText: 'Mia Roth' })).toContainText(
    'mia.roth@lists.test',
  );
  await page.getByRole('button', { name: 'Use these columns' }).click();
  await expect(page.getByText('2 people to invite, 1 left out')).toBeVisible();
  await expect(listed(page, 'leo@lists.test')).toContainText('Name guessed');

  const tom = page.getByLabel('E-mail tom at lists.test');
  await expect(tom).toHaveAccessibleDescription('Not an e-mail address');
  await expect(tom).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(/^Only lines that need attention \(2\)/).check();
  await expect(listed(page, 'mia.roth@lists.test')).toHaveCount(0);
  await tom.fill('mia.roth@lists.test');
  await expect(page.getByText('Twice in this list')).toBeVisible();
  await page.getByLabel('E-mail mia.roth@lists.test').fill(' tom.frey@münchen.example\u200B');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Name of tom.frey@münchen.example', { exact: true })).toBeFocused();
  await expect(page.getByText('3 people to invite', { exact: true })).toBeVisible();
  await expectNoViolations(page, 'lines of a list that are mended');

  // Nothing typed is lost by looking at the columns, the list or another page.
  await page.getByRole('button', { name: 'Change the columns' }).click();
  await expect(page.getByLabel('Use of Privat')).toHaveValue('unused');
  await back.click();
  await page.getByRole('link', { name: 'All people' }).click();
  await page.getByRole('link', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'Check the list' }).click();
  await expect(page.getByLabel('Name of tom.frey@münchen.example', { exact: true })).toHaveValue('Tom Frey');
  await page.getByRole('button', { name: 'Invite 3 people' }).click();
  await expect(page.getByText('3 of 3 invited')).toBeVisible({ timeout: 20_000 });
  const invited = (await everyone(stack)).filter(({ email }) => /lists\.test|münchen/.test(email));
  expect(invited.map(({ name, email }) => `${name} <${email}>`).toSorted()).toEqual([
    'Leo <leo@lists.test>',
    'Mia Roth <mia.roth@lists.test>',
    'Tom Frey <tom.frey@münchen.example>',
  ]);
});

test('a list of invitations continues after a reload, and invites nobody twice', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (409|504)/, /net::ERR_/);
  await signIn('ada', '/people/invite');
  const addresses = ['rita', 'rob', 'rik'].map((name) => `${name}@reload.test`);
  await page.getByRole('textbox', { name: 'People to invite' }).fill(addresses.join('\n'));
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: 'Invite 3 people' }).click();
  await expect(page.getByText('1 of 3 invited')).toBeVisible({ timeout: 15_000 });
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('This list is not finished.')).toBeVisible();
  await page.getByRole('button', { name: /^Invite the remaining/ }).click();
  await expect(page.getByText('3 of 3 invited')).toBeVisible({ timeout: 20_000 });
  const invited = (await everyone(stack)).filter(({ email }) => email.endsWith('@reload.test'));
  expect(invited.map(({ email }) => email).toSorted()).toEqual(addresses.toSorted());
});

test('the audit log shows what was done, what failed and why; members are told who may see it', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 502/);
  const grace = (await everyone(stack)).find(({ name }) => name === 'Grace Okafor')!;
  await signIn('ada', `/people/${grace.id}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace Adichie');
  await stack.fault({ operation: 'updateUser', status: 500, times: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Claritalk has a problem');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.getByRole('link', { name: 'All people' }).click();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByText('Anything done in Claritalk by other means is not listed.')).toBeVisible();
  const entries = page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasText: 'Grace Adichie', has: page.getByRole('button') });
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('Ada Verbruggen');
  await expect(entries.first()).toContainText('Done');
  await page.getByLabel('Outcome').selectOption('failed');
  await expect(page).toHaveURL(/outcome=failed/);
  await expect(entries).toHaveCount(1);
  await entries.getByRole('button', { name: 'Details: Change a person' }).click();
  const detail = page.getByRole('table').getByRole('row').filter({ hasText: 'name: Grace Adichie' });
  await expect(detail).toContainText('502');
  await expect(detail).toContainText('Claritalk has a problem at the moment.');
  await expectNoViolations(page, 'audit log');
  // What the gateway refused is said in the reader's language.
  const speak = async (name: string) => {
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('radio', { name, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  await speak('Nederlands');
  await expect(detail).toContainText('Claritalk heeft op dit moment een probleem.');
  await speak('English');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toContain(`Ada Verbruggen <ada@sandbox.test>,Change a person,${grace.id},Failed,502`);
  await page.goBack();
  await expect(entries).toHaveCount(2);
  // Nobody has made that happen, whatever ran before on this server.
  await page.getByLabel('Action').selectOption('createOrganisation');
  await expect(page).toHaveURL(/action=createOrganisation/);
  await page.getByLabel('Outcome').selectOption('unknown');
  await expect(page.getByText('Nothing in the log matches these filters.')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save as CSV' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await save.focus();
  await expect(page.getByText('There is nothing to save.')).toBeVisible();

  await page.goto('/people');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
  await signIn('nora', '/people/audit');
  await expect(page.getByText('Only organisation admins can do this.').first()).toBeVisible();
});
