import { expectNoViolations } from '../support/accessible.ts';
import { clipboardOf } from '../support/clipboard.ts';
import { readMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

test('an integration: its data are searched, it is synced and asked, and each refusal says what it means', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of (403|404|422)/);
  await signIn('owen', '/integrations');
  await page.getByRole('link', { name: 'Relatiebeheer' }).click();
  const data = page.getByRole('region', { name: 'What Claritalk keeps' });
  await expect(data.getByText('41 records')).toBeVisible();
  await data.getByRole('searchbox').fill('NL812345678');
  await expect(data.getByText('1 record', { exact: true })).toBeVisible();
  await expect(data.getByRole('row').last()).toContainText('Zonnepanelen Noord BV');
  await expect(page).toHaveURL(/term=NL812345678/);
  await data.getByRole('searchbox').fill('nothing is called this');
  await data.getByRole('button', { name: 'Clear the search' }).click();
  await expect(data.getByText('41 records')).toBeVisible();

  // Nothing is sent before it was shown; the sync continues while one is elsewhere.
  await page.getByRole('button', { name: 'Sync now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sync Relatiebeheer?' });
  await expect(dialog).toContainText('Owen Claessens (owen@sandbox.test)');
  await expect(dialog).toContainText('"action": "sync"');
  await expectNoViolations(page, 'what a sync sends');
  await page.keyboard.press('Escape');
  await stack.fault({ operation: 'communicateWithIntegration', delayMs: 1_500 });
  await page.getByRole('button', { name: 'Sync now' }).click();
  await dialog.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(page.getByText('Claritalk is syncing with Relatiebeheer…')).toBeVisible();
  await page.getByRole('link', { name: 'All integrations' }).click();
  await page.getByRole('link', { name: 'Relatiebeheer' }).click();
  await expect(page.getByText('Claritalk kept 41 records before, and 44 now.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Relations that the sync named' })).toContainText('rel-1044');
  await expect(data.getByText('44 records')).toBeVisible();

  const ask = page.getByRole('region', { name: 'Ask Relatiebeheer' });
  await ask.getByRole('button', { name: 'Ask' }).click();
  await expect(ask.getByText('Enter what to search for.')).toBeVisible();
  await ask.getByLabel('Search for').fill('bak');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('"term": "bak"');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(ask.getByText('Relatiebeheer returned 2 relations.')).toBeVisible();
  await expect(ask.getByRole('row', { name: /Bakkerij Van Hecke BV/ })).toContainText('rel-1001');
  await ask.getByLabel('Question').selectOption('relations.between');
  await ask.getByLabel('From').fill('2000-01-01');
  await ask.getByLabel('Until').fill('2000-01-02');
  await ask.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(ask.getByText('Relatiebeheer has no such relation.')).toBeVisible();
  await ask.getByLabel('Question').selectOption('relations.all');
  for (const [status, said] of [
    [403, 'You can query only in your own name.'],
    [404, 'Relatiebeheer or its connection was not found; it may have been deleted.'],
  ] as const) {
    await stack.fault({ operation: 'communicateWithIntegration', status });
    await ask.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(ask.getByText(said)).toBeVisible();
  }
  await ask.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(ask.getByText('Relatiebeheer returned 44 relations.')).toBeVisible();
  await expectNoViolations(page, 'a connected system');

  // Connected, and never answers.
  await page.goto('/integrations/2');
  await expect(page.getByText('Claritalk keeps nothing from Agenda Connect yet')).toBeVisible();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(page.getByText('Agenda Connect did not do this')).toBeVisible();

  // Not connected.
  await page.goto('/integrations/3');
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Why can’t I?' }).first().click();
  await expect(page.getByText('An organisation admin can connect it in Claritalk').first()).toBeVisible();
  await expectNoViolations(page, 'a system that is not connected');
  await page.goto('/integrations/nothing');
  await expect(page.getByText('This integration does not exist')).toBeVisible();
});

test('attendees are chosen from relations as someone types, by keyboard, and keep their integration ID', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 422/);
  await signIn('owen', '/meetings/new');
  await page.getByLabel('Meeting name').fill('With relations');
  await page.getByRole('button', { name: 'Choose from relations' }).focus();
  await page.keyboard.press('Enter');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/communicate')) asked.push(request.postData() ?? '');
  });
  const search = page.getByRole('searchbox', { name: 'Search Relatiebeheer' });
  await expect(search).toBeFocused();
  await search.pressSequentially('brouwerij', { delay: 20 });
  await expect(page.getByText('One found.')).toBeVisible();
  expect(asked.map((body) => JSON.parse(body).data.term)).toEqual(['brouwerij']);
  // Enter in the search does not send the form around it.
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Integration ID')).toHaveValue('rel-1002');
  await expect(page.getByRole('button', { name: /^Brouwerij De Zwaan NV/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expectNoViolations(page, 'choosing from relations');
  await page.getByLabel('System to choose from').selectOption({ label: 'Agenda Connect' });
  await page.getByRole('searchbox').fill('anyone');
  await expect(page.getByText('Agenda Connect did not respond.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Choose from relations' })).toBeFocused();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('Relation rel-1002')).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  expect((await readMeeting(stack, id)).attendees).toMatchObject([
    { name: 'Brouwerij De Zwaan NV', integration_id: 'rel-1002' },
  ]);
});

test('3CX: the address to hand out, and a test call that arrives as a meeting with its source', async ({
  page,
  signIn,
  stack,
  context,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn('owen', '/integrations');
  await page.getByRole('link', { name: 'Telephone (3CX)' }).click();
  const address = new RegExp(`^${stack.sandbox}/api/integrations/[0-9a-f-]{36}/3cx$`);
  await page.getByRole('button', { name: 'Copy the address' }).click();
  expect((await clipboardOf(page, stack))['text/plain']).toMatch(address);
  await expect(page.getByRole('table', { name: 'Fields of a call' }).getByRole('row')).toHaveCount(7);
  await expectNoViolations(page, 'telephone');
  const number = `+3170${String(Date.now()).slice(-8)}`;
  await page.getByLabel('FromCallerNumber').fill(number);
  // A day on which nobody else had a meeting: the list of today may be pages long.
  await page.getByLabel('StartTime').fill('2019-05-14T10:00');
  await page.getByLabel('EndTime').fill('2019-05-14T10:15');
  await page.getByLabel('RecordingUrl').fill('http://3cx.example.com/a.wav');
  const report = page.getByRole('button', { name: 'Report this call' });
  await report.click();
  await expect(page.getByText('Enter an address that begins with https.')).toBeVisible();
  // What only Claritalk knows to be private.
  await page.getByLabel('RecordingUrl').fill('https://192.168.1.5/a.wav');
  await report.click();
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByText('The RecordingUrl may not be a private address.')).toBeVisible();
  await page.getByLabel('RecordingUrl').fill('https://3cx.example.com/a.wav');
  await page.getByLabel('RecordingUrl').press('Enter');
  await expect(page.getByRole('dialog')).toContainText(`"FromCallerNumber": "${number}"`);
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.getByRole('link', { name: 'Open that day' }).click();
  await page.getByRole('link', { name: `Call ${number} – +31687654321` }).click();
  await expect(page.getByText('Phone call (3CX)')).toBeVisible();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 });
});
