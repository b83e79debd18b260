import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { finishedMeeting, sharedMeeting, uuidOf } from '../support/meetings.ts';
import { agree, recordedFor } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

/** Columns, keys, views, a selection, its dialogs and the queue of the list. */
async function expectNoViolationsInBrowsing(page: Page, width: number): Promise<void> {
  if (width > 768) {
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Dossier' }).check();
    await expectNoViolations(page, 'columns');
    await page.getByRole('button', { name: 'Back to the default view' }).click();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoViolations(page, 'shortcuts');
  await page.keyboard.press('Escape');
  for (const key of ['j', 'x', 'Shift+J']) await page.keyboard.press(key);
  const bar = page.getByRole('region', { name: 'Selected meetings' });
  await expect(bar).toContainText('2 meetings selected');
  await expectNoViolations(page, 'selection');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('button', { name: 'Delete 2 meetings' }).click();
  await expectNoViolations(page, 'deleting many');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Assign dossier or teams' }).click();
  await page.getByLabel('Teams').selectOption('add');
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await expectNoViolations(page, 'assigning many');
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  const tasks = page.getByRole('region', { name: 'Tasks' });
  await expect(tasks).toContainText('2 done', { timeout: 20_000 });
  await tasks.getByText('Details').click();
  await expectNoViolations(page, 'queue');
  await tasks.getByRole('button', { name: 'Remove from the list' }).click();
  await page.getByLabel('Order').selectOption('asc');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Oldest');
  await expectNoViolations(page, 'saving a view');
  await page.keyboard.press('Enter');
  if (width < 992) await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('button', { name: 'Manage views' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoViolations(page, 'managing views');
  await page.keyboard.press('Escape');
}

const loaded = (page: Page) => expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);

// Contrast depends on the scheme and layout on the width: two of the four combinations cover both.
for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 390 },
] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('exports and the check of a seal', async ({ page, signIn }) => {
      await signIn('owen', '/meetings?status=finished');
      await page.getByRole('button', { name: 'Export list' }).click();
      await expect(page.getByRole('dialog', { name: 'Export the list' })).toBeVisible();
      await expectNoViolations(page, 'export of the list');
      await page.keyboard.press('Escape');
      await page.getByRole('main').locator('a[href^="/meetings/"]:not([href$="/new"])').first().click();
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Export the minutes' })).toBeVisible();
      await expectNoViolations(page, 'export of minutes');
      await page.getByRole('link', { name: 'Check a seal' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Check a seal' })).toBeVisible();
      await expectNoViolations(page, 'check of a seal');
    });

    test('sign-in, list, meeting and missing pages', async ({ page, signIn, stack, complaints }) => {
      complaints.expect(/status of (404|503)/);
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'Sign in with Claritalk' })).toBeVisible();
      await expectNoViolations(page, 'sign-in');
      await page.goto('/auth/callback');
      await expect(page.getByRole('alert')).toBeVisible();
      await expectNoViolations(page, 'failed sign-in');

      await signIn('owen', '/meetings');
      await expect(page.getByRole('main').getByText('Finished').first()).toBeVisible();
      await expectNoViolations(page, 'list');
      await page.getByRole('button', { name: /^Status/ }).click();
      await expectNoViolations(page, 'list with its status filter open');
      await page.keyboard.press('Escape');
      await page.goto('/meetings?from=2001-01-01&until=2001-01-02');
      await expect(page.getByText('No meeting matches these filters.')).toBeVisible();
      await expectNoViolations(page, 'empty list');

      for (const status of ['finished', 'failed', 'processing', 'draft']) {
        const [meeting] = (await (await stack.api(`/meetings/list?limit=1&status=${status}`)).json()) as {
          id: string;
        }[];
        if (!meeting) throw new Error(`the seed has no ${status} meeting of Owen`);
        await page.goto(`/meetings/${meeting.id}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await loaded(page);
        await expectNoViolations(page, `${status} meeting`);
      }

      await page.goto('/nowhere');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(page, 'missing page');
      // The boot module's request adds one when it fails before the page asks.
      await stack.fault({ operation: 'listMeetings', status: 503, times: 10 });
      await page.goto('/meetings?order=asc');
      await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 });
      await expectNoViolations(page, 'failing list');
      await stack.clearFaults();
    });

    test('people', async ({ page, signIn, stack }) => {
      // Examinations of many pages.
      test.slow();
      await signIn('ada', '/people');
      await expect(page.getByRole('link', { name: 'Nora Jacobs' })).toBeVisible();
      await expectNoViolations(page, 'people');
      await page.getByRole('link', { name: 'Nora Jacobs' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Nora Jacobs' })).toBeVisible();
      await loaded(page);
      await expectNoViolations(page, 'someone else');
      await page.getByRole('button', { name: 'Delete person' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page, 'deleting someone');
      await page.goto(`/people/${await uuidOf(stack, 'ada')}`);
      await page.getByRole('button', { name: 'Why can’t I?' }).click();
      await expect(page.getByRole('region', { name: 'Why can’t I?' })).toBeVisible();
      await loaded(page);
      await expectNoViolations(page, 'oneself, with a refusal explained');
      await page.goto('/people/invite');
      await page.getByRole('textbox').fill('an@example.com\nnora@sandbox.test\nnobody');
      await expectNoViolations(page, 'a list of people to invite');
      await page.getByRole('button', { name: 'Check the list' }).click();
      await expect(page.getByRole('table')).toBeVisible();
      await expectNoViolations(page, 'preview of invitations');
      await page.goto('/people/audit');
      await expect(page.getByLabel('Outcome')).toBeVisible();
      await expectNoViolations(page, 'audit log');
      await page.goto('/organisations');
      await expect(page.getByRole('treeitem').first()).toBeVisible();
      await expectNoViolations(page, 'organisations');
      await page.goto('/teams');
      await page.getByRole('link', { name: 'Tax & legal' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Tax & legal' })).toBeVisible();
      await loaded(page);
      await expectNoViolations(page, 'team');
    });

    test('choosing columns, meetings and views', async ({ page, signIn }) => {
      // Ten examinations of long pages.
      test.slow();
      await signIn('owen', '/meetings?size=10');
      await expect(page.getByRole('main').getByText('Finished').first()).toBeVisible();
      await expectNoViolationsInBrowsing(page, width);
    });

    test('review of a meeting', async ({ page, signIn, stack, complaints }) => {
      // Examinations of long pages.
      test.slow();
      complaints.expect(/status of (404|503)/);
      const meeting = await finishedMeeting(stack);
      await signIn('owen', `/meetings/${meeting.id}`);
      const answers = page.locator('[id^="answer-"][role="group"]');
      await answers.nth(0).getByRole('button', { name: 'Accept' }).click();
      await answers.nth(1).getByRole('button', { name: 'Correct' }).click();
      await page.getByLabel('Correction').fill('Better');
      await page.keyboard.press('Escape');
      await answers.nth(2).getByRole('button', { name: 'Flag' }).click();
      await page.getByLabel('Comment').fill('Why?');
      await page
        .getByRole('button', { name: /^Change: / })
        .last()
        .click();
      await expect(page.getByText('Saved', { exact: true })).toBeVisible();
      await expectNoViolations(page, 'review under way');
      await stack.fault({ operation: 'saveMeeting', status: 503, times: 50 });
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await expect(page.getByText('Retrying automatically.')).toBeVisible();
      await expectNoViolations(page, 'review kept on the device');
      await stack.clearFaults();
      await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 60_000 });
      const shared = await sharedMeeting(stack, 'owen');
      await page.goto(`/meetings/${shared.id}`);
      await expect(page.getByText('Only the owner of this meeting can review it')).toBeVisible();
      await expectNoViolations(page, 'read-only review');
    });

    test('form of a meeting', async ({ page, signIn, stack }) => {
      test.slow();
      const meeting = await finishedMeeting(stack);
      await signIn('owen', `/meetings/${meeting.id}/edit`);
      await page.getByLabel('Meeting name').fill('');
      await page.getByText('Metadata', { exact: true }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('A name or topic is missing.')).toBeVisible();
      await expectNoViolations(page, 'edit with a problem');
      await page.getByRole('link', { name: 'Back to the meeting' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page, 'leaving a form');
    });

    test('navigation, account and recorder', async ({ page, signIn }) => {
      await signIn('owen', '/record');
      await expect(page.getByRole('meter').first()).toBeVisible();
      await expectNoViolations(page, 'recorder before');
      if (width < 992) await page.getByRole('button', { name: 'Open navigation' }).click();
      await page.getByRole('button', { name: /^Account/ }).click();
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
      await expectNoViolations(page, 'account menu');
      await page.keyboard.press('Escape');
      if (width < 992) await page.getByRole('button', { name: 'Close navigation' }).click();
      await agree(page);
      await page.getByRole('button', { name: 'Start recording' }).click();
      await recordedFor(page, 2_000);
      await expectNoViolations(page, 'recorder during');
      await page.getByRole('button', { name: 'Discard recording' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page, 'recorder, discarding');
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByRole('button', { name: 'Stop and upload' }).click();
      await expect(page.getByText('its summary and answers are ready to review')).toBeVisible({
        timeout: 40_000,
      });
      await expectNoViolations(page, 'recorder after');
    });
  });
}
