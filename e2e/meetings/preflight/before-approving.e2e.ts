import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../support/accessible.ts';
import { readMeeting, sharedMeeting, storedReview } from '../../support/meetings.ts';
import type { Stack } from '../../support/stack.ts';
import { expect, test } from '../../support/test.ts';
import {
  addRelation,
  dossiersOf,
  fix,
  fresh,
  line,
  meetingWith,
  openPanel,
  ownServers,
  panel,
  told,
} from './found.ts';

test.use({ stackSettings: ownServers });

/** How much was found, and what was checked. */
const status = (page: Page) => panel(page).getByRole('status').first();

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
  await signIn('owen');
  const { promise: asked, resolve: tell } = Promise.withResolvers<void>();
  await page.route('**/api/integrations/communicate', async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(`/meetings/${id}`);
  await expect(status(page)).toHaveText('Checking…');
  const approve = page.getByRole('button', { name: 'Approve', exact: true });
  const place = await approve.boundingBox();
  tell();
  await expect(panel(page)).toContainText('6 things were found. You can approve all the same.');
  // Someone may be about to press it, or an answer below it.
  expect(await approve.boundingBox()).toEqual(place);
  await openPanel(page);
  await expect(panel(page).getByRole('listitem')).toHaveCount(6);
  await expect(panel(page)).toContainText('Relatiebeheer was asked for the names of linked attendees');
  await expect(fix(page, 'No dossier', 'Put into')).toHaveText(`Put into ${own}`);
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
  await fix(page, 'Another name', 'Rename to').click();
  await expect(line(page, 'Another name')).toHaveCount(0);

  // Who is linked to nothing any longer is still linked to nothing; that may stay.
  await expect(line(page, 'Vanished NV')).toContainText('It may have been deleted or merged there.');
  await fix(page, 'Vanished NV', 'Remove the link').click();
  await expect(line(page, 'Vanished NV')).toContainText('No relation');
  await fix(page, 'Vanished NV', 'Leave as it is').click();
  await expect(line(page, 'Vanished NV')).toHaveCount(0);

  // Into one that is not the client's, which is found in turn.
  await fix(page, 'No dossier', 'Choose a dossier').click();
  const choice = panel(page).getByRole('combobox', { name: 'dossier' });
  await choice.selectOption(await choice.getByRole('option', { name: other }).getAttribute('value'));
  await panel(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(line(page, 'Another dossier')).toContainText(
    `The meeting is in ${other}; ${own} has the name of a client who attended.`,
  );
  await fix(page, 'Another dossier', 'Put into').click();
  await expect(line(page, 'Another dossier')).toHaveCount(0);

  // The line stays while something is entered in it, although nothing is missing after the first letter.
  await fix(page, 'Send the payslips', 'Enter the owner').click();
  await line(page, 'Send the payslips').getByRole('combobox').pressSequentially('Greet');
  await fix(page, 'Send the payslips', 'Done').click();
  await expect(line(page, 'Send the payslips')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Before you approve' })).toBeFocused();
  await fix(page, 'Sign the lease', 'Enter the date').click();
  await line(page, 'Sign the lease').locator('input[type=date]').fill('2031-01-31');
  await fix(page, 'Sign the lease', 'Done').click();
  await expect(panel(page).getByRole('listitem')).toHaveCount(0);
  await expect(status(page)).toHaveText('Nothing found. Checked: attendees, dossier and to-dos.');
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
  await approve.click();
  await expect(panel(page)).toHaveCount(0);
});

test('what the CRM does not say is not known; what changes there after someone has looked is found, with the day', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (422|502|504)|ERR_CONNECTION_RESET/);
  const [dossier] = await dossiersOf(stack);
  const [relation, before] = [fresh('rel'), fresh('Before')];
  addRelation(stack, relation, before);
  const { id } = await meetingWith(stack, {
    attendees: [{ name: 'Someone else entirely', integration_id: relation }],
    dossier,
  });
  await stack.fault({ operation: 'communicateWithIntegration', status: 422, times: 1 });
  await signIn('owen', `/meetings/${id}`);
  // What is not known is not called checked.
  await expect(status(page)).toHaveText(
    'Nothing found. Checked: dossier and to-dos. Not everything could be read.',
  );
  await openPanel(page);
  await expect(panel(page)).toContainText('Relatiebeheer did not respond, so it is not known whether');
  await expectNoViolations(page, 'a CRM that fails');
  await panel(page).getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(line(page, 'Another name')).toContainText(before);
  await expect(panel(page).locator(':focus')).toHaveCount(1);
  await expect(panel(page)).not.toContainText('did not respond');
  await fix(page, 'Another name', 'Leave as it is').click();
  await expect(status(page)).toHaveText('Nothing found. Checked: attendees, dossier and to-dos.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  stack.sql('UPDATE integration_records SET title = ? WHERE id = ?', dossier, relation);
  stack.sql('UPDATE meetings SET dossier_id = NULL WHERE uuid = ?', id);
  await page.reload();
  await openPanel(page);
  const date = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeZone: 'Europe/Brussels',
  }).format();
  await expect(line(page, 'Changed in the CRM')).toContainText(
    `Relatiebeheer called the relation of Someone else entirely ${before} on ${date}, and calls it ${dossier} now.`,
  );
  const saves = savesOf(page);
  await stack.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true, times: 1 });
  await fix(page, 'No dossier', 'Put into').click();
  await expect(panel(page)).toContainText('The response was lost. The change was saved.');
  await expect(line(page, 'No dossier')).toHaveCount(0);
  expect(saves).toHaveLength(1);
  // Refused: nothing changed, and the line stays.
  await stack.fault({ operation: 'saveMeeting', status: 422, times: 1 });
  await fix(page, 'Changed in the CRM', 'Rename to').click();
  await expect(panel(page).getByRole('alert')).toContainText('Nothing was changed.');
  await expect(line(page, 'Changed in the CRM')).toHaveCount(1);

  // The relation is gone for good: nobody has it.
  stack.sql('DELETE FROM integration_records WHERE id = ?', relation);
  await page.reload();
  await openPanel(page);
  await expect(line(page, 'Relation not found')).toContainText(
    `is linked to ${relation}, which Relatiebeheer does not have`,
  );
  const another = fix(page, 'Relation not found', 'Choose another relation');
  await another.click();
  await expect(panel(page).getByText('Nobody found.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(another).toBeFocused();

  // Without a CRM, which moves to a suborganisation of which Owen knows nothing, nothing is said of relations.
  const moveTo = (which: 'MIN' | 'MAX') =>
    stack.sql(`UPDATE integrations SET organisation_id = (SELECT ${which}(id) FROM organisations)`);
  moveTo('MAX');
  try {
    await page.reload();
    await expect(status(page)).toHaveText('Nothing found. Checked: dossier and to-dos.');
    await expect(told(page)).toHaveCount(0);
  } finally {
    moveTo('MIN');
  }
});

test('whoever does not own the meeting sees nothing of it', async ({ page, signIn, stack }) => {
  const shared = await sharedMeeting(stack, 'nora');
  await signIn('nora', `/meetings/${shared.id}`);
  await expect(page.getByText('Only the owner of this meeting can review it')).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
});

test('on a small screen, in each language: no line is too wide, nothing is unreachable', async ({
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
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', `/meetings/${id}`);
  for (const [code, title] of [
    ['en', 'Before you approve'],
    ['nl', 'Voor u goedkeurt'],
    ['fr', 'Avant d’approuver'],
    ['de', 'Vor der Genehmigung'],
  ] as const) {
    if (code !== 'en') {
      await page.evaluate((language) => localStorage.setItem('claritalk.language', language), code);
      await page.reload();
    }
    const found = page.getByRole('region', { name: title });
    await openPanel(page, title);
    await expect(found.getByRole('listitem')).toHaveCount(5);
    await found.getByRole('listitem').first().getByRole('button').first().click();
    await expect(found.getByRole('searchbox')).toBeFocused();
    await found.getByRole('listitem').last().getByRole('button').first().click();
    await expect(found.locator('input[type=date]')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectNoViolations(page, `${code} at 390 px`);
  }
});
