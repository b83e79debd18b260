import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import {
  finishedMeeting,
  readMeeting,
  saveMeeting,
  sharedMeeting,
  storedReview,
} from '../support/meetings.ts';
import { indexed } from '../support/search.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

// The index knows in which language the meetings with a client were.
test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '240' } });

/** Names that are in no seed: tests of one worker share its servers. */
const fresh = (name: string) => `${name} ${crypto.randomUUID().slice(0, 6)}`;

interface Content {
  readonly attendees: readonly Readonly<Record<string, unknown>>[];
  readonly todos?: readonly Readonly<Record<string, unknown>>[];
  readonly dossier?: string | undefined;
  readonly locale?: string;
}

/** A finished meeting of Owen's with what a test needs, and nothing else. */
async function meetingWith(stack: Stack, { attendees, todos = [], dossier, locale = 'en' }: Content) {
  const meeting = await finishedMeeting(stack);
  const full = attendees.map((one) => ({ email: null, integration_id: null, ...one }));
  const listed = todos.map((one, at) => ({
    id: at + 1,
    assignee: 'Eva',
    due_date: '2031-06-30',
    done: false,
    ...one,
  }));
  stack.sql(
    'UPDATE meeting_contents SET attendees = ?, todos = ? WHERE meeting_id = (SELECT id FROM meetings WHERE uuid = ?)',
    JSON.stringify(full),
    JSON.stringify(listed),
    meeting.id,
  );
  stack.sql(
    'UPDATE meetings SET locale = ?, dossier_id = (SELECT id FROM dossiers WHERE name = ?) WHERE uuid = ?',
    locale,
    dossier ?? null,
    meeting.id,
  );
  return meeting;
}

/** A relation of the connected CRM. */
function addRelation(stack: Stack, id: string, title: string): void {
  stack.sql(
    `INSERT INTO integration_records (id, integration_id, title, description, vat_number, type, changed_at)
     VALUES (?, 1, ?, '', NULL, 'client', '2020-01-01 00:00:00')`,
    id,
    title,
  );
}

/** Names of two dossiers that Owen can see; each is named like a relation. */
async function dossiersOf(stack: Stack): Promise<readonly [string, string]> {
  const [one, other] = (await (await stack.api('/dossiers/list')).json()) as { name: string }[];
  if (!one || !other) throw new Error('the seed shows Owen too few dossiers');
  return [one.name, other.name];
}

const panel = (page: Page) => page.getByRole('region', { name: 'Before you approve' });
const line = (page: Page, text: string) => panel(page).getByRole('listitem').filter({ hasText: text });

/** What people hear of a button: values in its name have marks of direction around them. */
const named = (action: string, what: string) => new RegExp(`^${action}: .?${what}.?$`);

interface Attendee {
  readonly name: string;
  readonly integration_id: string | null;
}

async function attendeesOf(stack: Stack, id: string): Promise<[string, string | null][]> {
  const { attendees } = await readMeeting(stack, id);
  return (attendees as Attendee[]).map(({ name, integration_id }) => [name, integration_id]);
}

/** The changes to meetings that the page sends from now on. */
function savesOf(page: Page): string[] {
  const saves: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/meetings')
      saves.push(request.postData() ?? '');
  });
  return saves;
}

test('a meeting says what was found before it is approved, each with its fix, and approving stays possible', async ({
  page,
  signIn,
  stack,
}) => {
  const garage = fresh('Garage');
  const [own, other] = await dossiersOf(stack);
  const relation = fresh('rel');
  addRelation(stack, relation, own);
  addRelation(stack, `${garage}-id`, `${garage} & Zonen`);
  const { id } = await meetingWith(stack, {
    attendees: [
      // A colleague, and someone whom the CRM knows as a contact of a relation, are as they should be.
      { name: 'Owen Claessens' },
      { name: 'Stijn De Zwaan', integration_id: 'rel-1002' },
      { name: 'Fatima Benali', email: 'fatima@clean.test' },
      { name: garage, integration_id: `${garage}-id` },
      { name: 'Vanished NV', integration_id: 'rel-of-the-past' },
      { name: own, integration_id: relation },
    ],
    todos: [
      { description: 'Send the payslips', assignee: null },
      { description: 'Sign the lease', due_date: null },
      { description: 'Long done', assignee: null, due_date: null, done: true },
    ],
  });
  await signIn('owen', `/meetings/${id}`);
  await expect(panel(page)).toContainText('6 things were found. You can approve all the same.');
  await expect(panel(page).getByRole('listitem')).toHaveCount(6);
  await expect(panel(page)).toContainText('Relatiebeheer was asked for the names of linked attendees');
  await expect(line(page, 'No dossier').getByRole('button', { name: /^Put into/ })).toHaveText(
    `Put into ${own}`,
  );
  await expectNoViolations(page, 'what was found');

  // An attendee is linked by keyboard alone: the search begins with the name.
  await line(page, 'Fatima Benali')
    .getByRole('button', { name: named('Choose the relation', 'Fatima Benali') })
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(panel(page).getByText('One found.')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(line(page, 'Fatima Benali')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Before you approve' })).toBeFocused();
  await expect(panel(page)).toContainText('5 things were found.');

  await expect(line(page, `The meeting says ${garage}`)).toContainText('Since when is not known.');
  await line(page, 'Another name')
    .getByRole('button', { name: /^Rename to/ })
    .click();
  await expect(line(page, 'Another name')).toHaveCount(0);

  // Who is linked to nothing any longer is still linked to nothing; that may stay.
  await expect(line(page, 'Vanished NV')).toContainText('It may have been deleted or merged there.');
  await line(page, 'Vanished NV')
    .getByRole('button', { name: /^Remove the link/ })
    .click();
  await expect(line(page, 'Vanished NV')).toContainText('No relation');
  await line(page, 'Vanished NV')
    .getByRole('button', { name: /^Leave as it is/ })
    .click();
  await expect(line(page, 'Vanished NV')).toHaveCount(0);

  // Into one that is not the client's, which is found in turn.
  await line(page, 'No dossier')
    .getByRole('button', { name: /^Choose a dossier/ })
    .click();
  const choice = panel(page).getByRole('combobox', { name: 'dossier' });
  await choice.selectOption(await choice.getByRole('option', { name: other }).getAttribute('value'));
  await panel(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(line(page, 'Another dossier')).toContainText(
    `The meeting is in ${other}; ${own} has the name of a client who attended.`,
  );
  await line(page, 'Another dossier')
    .getByRole('button', { name: /^Put into/ })
    .click();
  await expect(line(page, 'Another dossier')).toHaveCount(0);

  // The line stays while something is entered in it, although nothing is missing after the first letter.
  await line(page, 'Send the payslips')
    .getByRole('button', { name: /^Enter the owner/ })
    .click();
  await line(page, 'Send the payslips').getByRole('combobox').pressSequentially('Greet');
  await line(page, 'Send the payslips').getByRole('button', { name: /^Done/ }).click();
  await expect(line(page, 'Send the payslips')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Before you approve' })).toBeFocused();
  await line(page, 'Sign the lease')
    .getByRole('button', { name: /^Enter the date/ })
    .click();
  await line(page, 'Sign the lease').locator('input[type=date]').fill('2031-01-31');
  await line(page, 'Sign the lease').getByRole('button', { name: /^Done/ }).click();
  await expect(panel(page).getByRole('listitem')).toHaveCount(0);
  await expect(panel(page).getByRole('status').first()).toHaveText(
    'Nothing found. Checked: attendees, dossier and to-dos.',
  );
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  expect(await attendeesOf(stack, id)).toEqual([
    ['Owen Claessens', null],
    ['Stijn De Zwaan', 'rel-1002'],
    ['Fatima Benali', 'rel-1039'],
    [`${garage} & Zonen`, `${garage}-id`],
    ['Vanished NV', null],
    [own, relation],
  ]);
  const review = await storedReview(stack, id);
  expect(Object.values(review.todos).map((todo) => Object.keys(todo as object))).toEqual([
    ['owner'],
    ['due'],
  ]);
  // What the CRM calls the one who was linked under another name, and whom nobody is linked to.
  expect(Object.values(review.left).map((mark) => (mark as { value: string }).value)).toEqual([
    'Alpha Clean Services',
    'unlinked',
  ]);
  await expectNoViolations(page, 'nothing is left');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(panel(page)).toHaveCount(0);
});

test('what changes at the CRM after someone has looked is found, with the day of that look', async ({
  page,
  signIn,
  stack,
}) => {
  const [dossier] = await dossiersOf(stack);
  const [relation, before, later] = [fresh('rel'), fresh('Before'), fresh('Later')];
  addRelation(stack, relation, before);
  const { id } = await meetingWith(stack, {
    attendees: [{ name: 'Someone else entirely', integration_id: relation }],
    dossier,
  });
  await signIn('owen', `/meetings/${id}`);
  await expect(line(page, 'Another name')).toContainText(before);
  await line(page, 'Another name')
    .getByRole('button', { name: /^Leave as it is/ })
    .click();
  await expect(panel(page)).toContainText('Nothing found.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  stack.sql('UPDATE integration_records SET title = ? WHERE id = ?', later, relation);
  await page.reload();
  const date = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeZone: 'Europe/Brussels',
  }).format();
  await expect(line(page, 'Changed in the CRM')).toContainText(
    `Relatiebeheer called the relation of Someone else entirely ${before} on ${date}, and calls it ${later} now.`,
  );
  // The relation is gone for good: nobody has it.
  stack.sql('DELETE FROM integration_records WHERE id = ?', relation);
  await page.reload();
  await expect(line(page, 'Relation not found')).toContainText(
    `is linked to ${relation}, which Relatiebeheer does not have`,
  );
  await line(page, 'Relation not found')
    .getByRole('button', { name: /^Choose another relation/ })
    .click();
  await expect(panel(page).getByText('Nobody found.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(
    line(page, 'Relation not found').getByRole('button', { name: /^Choose another relation/ }),
  ).toBeFocused();
});

test('a CRM that fails leaves it unknown, and a change whose response is lost is saved once', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (422|502|504)|ERR_CONNECTION_RESET/);
  const [dossier] = await dossiersOf(stack);
  const client = fresh('Client');
  const relation = fresh('rel');
  addRelation(stack, relation, client);
  const { id } = await meetingWith(stack, {
    attendees: [{ name: client, integration_id: relation }],
    dossier,
  });
  await signIn('owen');
  await stack.fault({ operation: 'communicateWithIntegration', status: 422, times: 1 });
  await page.goto(`/meetings/${id}`);
  await expect(panel(page)).toContainText('Relatiebeheer did not respond, so it is not known whether');
  // What is not known is not called checked.
  await expect(panel(page).getByRole('status').first()).toHaveText(
    'Nothing found. Checked: dossier and to-dos.',
  );
  await expectNoViolations(page, 'a CRM that fails');
  await panel(page).getByRole('button', { name: 'Try again' }).click();
  await expect(panel(page).getByRole('status').first()).toHaveText(
    'Nothing found. Checked: attendees, dossier and to-dos.',
  );
  await expect(panel(page)).not.toContainText('did not respond');

  stack.sql('UPDATE meetings SET dossier_id = NULL WHERE uuid = ?', id);
  stack.sql('UPDATE integration_records SET title = ? WHERE id = ?', dossier, relation);
  await page.reload();
  const saves = savesOf(page);
  await stack.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true, times: 1 });
  await line(page, 'No dossier')
    .getByRole('button', { name: /^Put into/ })
    .click();
  await expect(panel(page)).toContainText('The response was lost. The change was saved.');
  await expect(line(page, 'No dossier')).toHaveCount(0);
  expect(saves).toHaveLength(1);
  // Refused: nothing changed, and the line stays.
  await stack.fault({ operation: 'saveMeeting', status: 422, times: 1 });
  await line(page, 'Another name')
    .getByRole('button', { name: /^Rename to/ })
    .click();
  await expect(panel(page).getByRole('alert')).toContainText('Nothing was changed.');
  await expect(line(page, 'Another name')).toHaveCount(1);
});

test('a language that does not fit the client is found by earlier meetings, and changed', async ({
  page,
  signIn,
  stack,
}) => {
  const client = fresh('Client');
  for (const day of ['01', '02', '03']) {
    await saveMeeting(stack, { name: `${client} ${day}`, attendees: [{ name: client }], locale: 'fr' });
  }
  const { id } = await meetingWith(stack, { attendees: [{ name: client }], locale: 'nl' });
  await signIn('owen');
  await indexed(page);
  await page.goto(`/meetings/${id}`);
  await expect(line(page, 'Another language')).toContainText(
    'The meeting says Dutch. The latest 3 with this client that this device knows were in French.',
  );
  await line(page, 'Another language')
    .getByRole('button', { name: /^Change to/ })
    .click();
  await expect(line(page, 'Another language')).toHaveCount(0);
  expect(await readMeeting(stack, id)).toMatchObject({ locale: 'fr' });
});

test('whoever does not own the meeting sees nothing of it, and without a CRM nothing is said of relations', async ({
  page,
  browser,
  signIn,
  stack,
}) => {
  const shared = await sharedMeeting(stack, 'nora');
  await signIn('nora', `/meetings/${shared.id}`);
  await expect(page.getByText('Only the owner of this meeting can review it')).toBeVisible();
  await expect(panel(page)).toHaveCount(0);

  const [dossier] = await dossiersOf(stack);
  const { id } = await meetingWith(stack, { attendees: [{ name: 'A guest' }], dossier });
  const moveTo = (which: 'MIN' | 'MAX') =>
    stack.sql(`UPDATE integrations SET organisation_id = (SELECT ${which}(id) FROM organisations)`);
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const owen = await elsewhere.newPage();
  // To a suborganisation, of which Owen knows nothing.
  moveTo('MAX');
  try {
    await signIn('owen', `/meetings/${id}`, owen);
    await expect(panel(owen).getByRole('status').first()).toHaveText(
      'Nothing found. Checked: dossier and to-dos.',
    );
    await expect(told(owen)).toHaveCount(0);
  } finally {
    moveTo('MIN');
  }
  await elsewhere.close();
});

const told = (page: Page) =>
  page
    .locator('details', { has: page.locator('summary', { hasText: 'What Relatiebeheer is told' }) })
    .first();

test('what the CRM is told is shown before it is, exactly as it arrives there, and it is told once', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (422|502|504)|ERR_CONNECTION_RESET/);
  const [dossier] = await dossiersOf(stack);
  const { id } = await meetingWith(stack, {
    attendees: [{ name: 'Fatima Benali', integration_id: 'rel-1039' }],
    todos: [{ description: 'Send the payslips' }, { description: 'Sign the lease' }],
    dossier,
  });
  const syncs = async () => (await stack.communicated()).filter(({ action }) => action === 'sync');
  const before = (await syncs()).length;
  await signIn('owen', `/meetings/${id}`);
  // Before it is approved this is what comes next, closed.
  await expect(told(page).getByRole('button', { name: 'Sync now' })).toBeHidden();
  await told(page).locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(told(page).getByRole('button', { name: 'Sync now' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(told(page)).toContainText('Sync: import everything from Relatiebeheer');
  await expect(told(page)).toContainText('Owen Claessens (owen@sandbox.test)');
  await expect(told(page)).toContainText(
    /Nothing of this meeting is in it: not the summary, .*, not its 2 to-dos, not its \d+ answers\. The API has no operation/,
  );
  await told(page).getByText('The exact request').click();
  await expect(told(page)).toContainText('POST /api/integrations/communicate');
  const shown: unknown = JSON.parse((await told(page).locator('pre').textContent()) ?? '');
  await expectNoViolations(page, 'what the CRM is told');
  expect(await syncs()).toHaveLength(before);

  await stack.fault({ operation: 'communicateWithIntegration', drop: true, afterProcessing: true, times: 1 });
  await told(page).getByRole('button', { name: 'Sync now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sync Relatiebeheer?' });
  expect(JSON.parse((await dialog.locator('pre').textContent()) ?? '')).toEqual(shown);
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(told(page)).toContainText('Synced; the response was lost');
  expect((await syncs()).slice(before)).toEqual([shown]);

  await stack.fault({ operation: 'communicateWithIntegration', status: 422, times: 1 });
  await told(page).getByRole('button', { name: 'Sync now' }).click();
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(told(page)).toContainText('Relatiebeheer did not do this');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'a sync that failed, at 390 px');
});

test('the set-up of a recording says the same beside its fields, and its fixes fill them in', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 422/);
  const [dossier] = await dossiersOf(stack);
  const client = fresh('Client');
  for (const day of ['01', '02', '03']) {
    await saveMeeting(stack, { name: `${client} ${day}`, attendees: [{ name: client }], locale: 'fr' });
  }
  await signIn('owen');
  await indexed(page);
  await page.goto('/record');
  await page.getByText('More about the meeting (optional)').click();
  const attendees = page.getByRole('textbox', { name: 'Attendees' });
  await attendees.fill(`Owen Claessens\n${client}`);
  const found = (text: string) => page.getByRole('form').getByRole('listitem').filter({ hasText: text });
  await expect(found('No relation')).toHaveCount(1);
  await expect(found('No relation')).toContainText(client);
  await expect(found('No dossier')).toContainText('The meeting is with a client');
  await found('Another language')
    .getByRole('button', { name: /^Change to/ })
    .click();
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('fr');
  await expect(found('Another language')).toHaveCount(0);
  await found('No relation')
    .getByRole('button', { name: /^Leave as it is/ })
    .click();
  await expect(found('No relation')).toHaveCount(0);

  // A dossier that is named like who comes, and a relation that is found by its contact, by keyboard.
  await attendees.fill(`${dossier}\nFatima Benali`);
  await found('No dossier')
    .getByRole('button', { name: /^Put into/ })
    .click();
  await expect(page.getByRole('combobox', { name: 'Dossier' }).locator('option:checked')).toContainText(
    dossier,
  );
  await expectNoViolations(page, 'before recording');
  await found('Fatima Benali')
    .getByRole('button', { name: /^Choose the relation/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(page.getByText('One found.')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(attendees).toHaveValue(dossier);
  await expect(page.getByRole('button', { name: /^Remove .?Fatima Benali/ })).toBeVisible();
  await expect(found('Fatima Benali').filter({ hasText: '·' })).toHaveCount(0);

  // What the CRM does not say is not known, and asked again.
  await page.reload();
  await page.getByText('More about the meeting (optional)').click();
  await page.getByRole('button', { name: 'Choose from relations' }).click();
  await page.getByRole('searchbox').fill('Cloudberry');
  await expect(page.getByText('One found.')).toBeVisible();
  await stack.fault({ operation: 'communicateWithIntegration', status: 422, times: 1 });
  await page.getByRole('button', { name: /^Cloudberry Consulting/ }).click();
  const silent = page.getByText('Relatiebeheer did not respond, so it is not known whether');
  await expect(silent).toBeVisible();
  await page.getByRole('note').filter({ has: silent }).getByRole('button', { name: 'Try again' }).click();
  await expect(silent).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await attendees.fill('Wolfeschlegelsteinhausenbergerdorff');
  await expect(found('No relation')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'before recording, at 390 px');
});

for (const [code, title] of [
  ['en', 'Before you approve'],
  ['nl', 'Voor u goedkeurt'],
  ['fr', 'Avant d’approuver'],
  ['de', 'Vor der Genehmigung'],
] as const) {
  test(`on a small screen, in ${code}: no line is too wide, nothing is unreachable`, async ({
    page,
    signIn,
    stack,
  }) => {
    const { id } = await meetingWith(stack, {
      attendees: [
        { name: 'Wolfeschlegelsteinhausenbergerdorff' },
        { name: 'Garage Moens', integration_id: 'rel-1003' },
        { name: 'Vanished NV', integration_id: 'rel-of-the-past' },
      ],
      todos: [{ description: 'Verzekeringsmaatschappijvertegenwoordiger', assignee: null, due_date: null }],
    });
    await signIn('owen');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate((language) => localStorage.setItem('claritalk.language', language), code);
    await page.goto(`/meetings/${id}`);
    const found = page.getByRole('region', { name: title });
    await expect(found.getByRole('listitem')).toHaveCount(5);
    await found.getByRole('listitem').first().getByRole('button').first().click();
    await expect(found.getByRole('searchbox')).toBeFocused();
    await found.getByRole('listitem').last().getByRole('button').first().click();
    await expect(found.locator('input[type=date]')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectNoViolations(page, `${code} at 390 px`);
    await page.evaluate(() => localStorage.clear());
  });
}
