import { expectNoViolations } from '../../support/accessible.ts';
import { readMeeting, saveMeeting } from '../../support/meetings.ts';
import { indexed } from '../../support/search.ts';
import { expect, test } from '../../support/test.ts';
import { dossiersOf, fix, fresh, line, meetingWith, openPanel, ownServers } from './found.ts';

// The index knows in which language the meetings with a client were.
test.use({ stackSettings: { ...ownServers, INDEX_REQUESTS_PER_MINUTE: '6000' } });

test('the set-up of a recording says the same beside its fields, its fixes fill them in, and earlier meetings tell the language', async ({
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

  // And before it is approved.
  const { id } = await meetingWith(stack, { attendees: [{ name: client }], locale: 'nl' });
  await page.goto(`/meetings/${id}`);
  await openPanel(page);
  await expect(line(page, 'Another language')).toContainText(
    'The meeting says Dutch. The latest 3 with this client that this device knows were in French.',
  );
  await fix(page, 'Another language', 'Change to').click();
  await expect(line(page, 'Another language')).toHaveCount(0);
  expect(await readMeeting(stack, id)).toMatchObject({ locale: 'fr' });
});
