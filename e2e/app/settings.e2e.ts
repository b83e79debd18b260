import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessible.ts';
import { finishedMeeting } from '../support/meetings.ts';
import { expect, test } from '../support/test.ts';

test.use({ stackSettings: { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '60' } });

// The index waits for its worker: on a busy machine that takes a while.
const expectSoon = expect.configure({ timeout: 45_000 });

test('settings: profile, language, what this device keeps, what runs here; clearing asks first', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 503/);
  const meeting = await finishedMeeting(stack);
  await signIn('owen', `/meetings/${meeting.id}/edit`);
  await page.getByLabel('Meeting name').fill('Kept on this device');
  await page.getByRole('link', { name: 'Back to the meeting' }).click();
  await page.getByRole('button', { name: 'Leave and keep it here' }).click();

  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveTitle('Settings · Claritalk');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText(/Responds in [\d,]+ ms, of which [\d,]+ ms between the servers/);
  await expect(about).toContainText(stack.sandbox);
  await expect(about.getByRole('row', { name: /you see and save/ })).toContainText(/\d+ of 480 a minute/);
  const storage = page.getByRole('region', { name: 'Kept on this device' });
  await expectSoon(storage).toContainText(/Search index[1-9]\d* meetings, [\d.,]+ (kB|MB), encrypted/);
  await expect(storage.getByRole('link', { name: /^Changes to a meeting: / })).toHaveAttribute(
    'href',
    `/meetings/${meeting.id}/edit`,
  );
  await expectNoViolations(page, 'settings');

  await storage.getByRole('button', { name: 'Clear the index' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(storage).toContainText('encrypted');
  await storage.getByRole('button', { name: 'Clear the index' }).click();
  await dialog.getByRole('button', { name: 'Clear the index' }).click();
  await expectSoon(storage).toContainText('Cleared. Search, action items, dossiers and insight need it.');
  await storage.getByRole('button', { name: 'Build it again' }).click();
  await expectSoon(storage.getByRole('button', { name: 'Clear the index' })).toBeVisible();
  await storage.getByRole('button', { name: 'Discard all changes' }).click();
  await dialog.getByRole('button', { name: 'Discard all changes' }).click();
  await expect(storage).toContainText('None. Claritalk has everything you wrote.');

  await stack.fault({ operation: 'ping', status: 503, times: 2 });
  await about.getByRole('button', { name: 'Measure again' }).click();
  await expect(about).toContainText('Claritalk has a problem at the moment');
  await stack.clearFaults();
  await about.getByRole('button', { name: 'Measure again' }).click();
  await expect(about).toContainText(/Responds in/);
  await page.getByRole('radio', { name: 'Nederlands' }).last().click();
  await expect(page).toHaveTitle('Instellingen · Claritalk');
  await expect(page.getByRole('region', { name: 'Bewaard op dit apparaat' })).toBeVisible();
});

test('signing out everywhere ends the session of another browser, which leaves its page', async ({
  page,
  signIn,
  browser,
  stack,
  complaints,
}) => {
  complaints.expect(/status of 40[01]/);
  await signIn('owen', '/settings');
  const elsewhere = await browser.newContext({ baseURL: stack.dashboard });
  const other = await elsewhere.newPage();
  await signIn('owen', '/meetings', other);
  await expect(other.getByRole('table').getByRole('link').first()).toBeVisible();
  const nora = await browser.newContext({ baseURL: stack.dashboard });
  const third = await nora.newPage();
  await signIn('nora', '/meetings', third);

  const session = page.getByRole('region', { name: 'Session' });
  await page.reload();
  await expect(session).toContainText(/[2-9] are signed in, including this one/);
  await session.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

  // Someone looks at the other browsers' pages again. Owen's may be leaving just then.
  const look = (one: Page) => one.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await look(other).catch(() => undefined);
  await look(third);
  await expect(other).toHaveURL(/\/sign-in/);
  await third.getByRole('link', { name: 'Templates' }).click();
  await expect(third.getByRole('heading', { level: 1, name: 'Templates' })).toBeVisible();
  await Promise.all([elsewhere.close(), nora.close()]);
});

test('Ctrl+K finds pages, actions, meetings, people and templates by a few letters, using only the keyboard', async ({
  page,
  signIn,
  stack,
}) => {
  const [type] = (await (await stack.api('/types/list', 'sandbox-pat-ada')).json()) as { name: string }[];
  const meeting = await finishedMeeting(stack);
  await signIn('owen', '/people');
  // In a field too.
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().focus();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /^Search pages/ });
  await expect(field).toBeFocused();
  const option = (name: string | RegExp) => page.getByRole('option', { name });
  await expect(option('Overview')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(option('Overview')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.type('overv');
  await expect(page.getByRole('option', { selected: true })).toHaveText('Overview');
  await expect(field).toHaveAttribute(
    'aria-activedescendant',
    (await option('Overview').getAttribute('id'))!,
  );
  await expectNoViolations(page, 'palette');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeFocused();

  // What was chosen comes first next time.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText(['Overview']);
  // Opened again at once, before the browser has drawn anything.
  await page.evaluate(async () => {
    const press = (at: EventTarget | null, key: string, more: KeyboardEventInit = {}) =>
      at?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    press(document.activeElement, 'Enter', { code: 'Enter' });
    await new Promise((resolve) => setTimeout(resolve));
    press(document.body, 'k', { code: 'KeyK', ctrlKey: true });
  });
  await expect(field).toBeFocused();
  await field.fill(meeting.name.slice(0, -2));
  await expectSoon(page.getByRole('group', { name: 'Meetings' }).getByRole('option').first()).toContainText(
    meeting.name,
  );
  await field.fill('ada verb');
  await expect(page.getByRole('group', { name: 'People' }).getByRole('option').first()).toContainText(
    'Ada Verbruggen',
  );
  await field.fill(type!.name);
  await expect(option(new RegExp(`^${type!.name} Meeting type`))).toBeVisible();
  // Only admins invite.
  await field.fill('invite people');
  await expect(option('Invite people')).toHaveCount(0);
  await field.fill('xqzxqz');
  await expect(page.getByText('Nothing found. Try fewer letters')).toBeVisible();
  await field.fill('dark app');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts).toContainText('Search or run a command');
  await page.keyboard.press('Control+k');
  await expect(field).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search or run a command' }).click();
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Search or run a command' })).toBeFocused();
});
