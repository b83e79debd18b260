import type { Locator, Page } from '@playwright/test';
import { longConversation } from '../../server/sandboxes/chat2desk/seed/seed-many.ts';
import { askSystem, clientWrites, connect } from '../support/connections.ts';
import { expect, test } from '../support/test.ts';

// One conversation has 200 messages; nobody writes but the one who presses the keys.
const settings = { LIVE_UPDATES: '1', SANDBOX_SIMULATED: '0', SANDBOX_CONVERSATIONS: '400' };
test.use({ stackSettings: settings });

/** Luc Van Hecke, on WhatsApp. */
const luc = 50_485;
/** Ada’s, by the same e-mail address. */
const adasOperator = 40_818;

interface Said {
  readonly type: string;
  readonly text: string;
}

/** Something has the focus, can be seen, and shows that it has it. */
async function expectShown(focused: Locator): Promise<void> {
  await expect(focused).toBeFocused();
  await expect(focused).toBeInViewport();
  const outline = await focused.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  });
  expect(outline).toBeGreaterThanOrEqual(2);
}

/** What the list of shortcuts has on this page, as “keys: what they do”; closed again. */
async function shortcuts(page: Page): Promise<string> {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  const lines = help.locator('dl > div');
  const told = await lines.evaluateAll((all) =>
    all.map((line) => `${line.querySelector('dd')?.textContent}: ${line.querySelector('dt')?.textContent}`),
  );
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  return told.join('\n');
}

/** Holds the answers with earlier messages until they are released, and counts the questions. */
async function holdEarlier(page: Page): Promise<{ held: () => number; release: () => void }> {
  let count = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(/\/v1\/messages\?.*direction_reverse/, async (route) => {
    count += 1;
    await promise;
    await route.continue();
  });
  return { held: () => count, release: resolve };
}

test('by keys alone: found, answered with a template, commented, assigned, closed, scrolled back; the focus is never lost', async ({
  page,
  signIn,
  stack,
}) => {
  await signIn('ada', '/integrations/chat2desk');
  await connect(page, 'chat2desk');
  await clientWrites(stack, luc, 'When are you there?');
  const ask = async (path: string) => (await (await askSystem(stack, 'chat2desk', path)).json()).data;
  const said = async (type: string): Promise<readonly string[]> => {
    const all: readonly Said[] = await ask(`/v1/messages?client_id=${luc}&order=desc&limit=200`);
    return all.flatMap((one) => (one.type === type ? one.text : []));
  };
  const before = { answers: await said('to_client'), comments: await said('comment') };
  const keys = page.keyboard;
  await page.goto('/conversations');
  const links = page.locator('tbody').getByRole('link');
  await expect(links.first()).toBeVisible();

  // Through the list and back; the keys are in the list of shortcuts, and it gives the focus back.
  await keys.press('j');
  await keys.press('j');
  await expectShown(links.nth(1));
  await keys.press('k');
  await expectShown(links.first());
  const inInbox = await shortcuts(page);
  for (const line of ['r: Reply', 'a: Assign to me', 'e: Close or reopen', '/: Search conversations'])
    expect(inInbox.toLowerCase().split('\n')).toContain(line.toLowerCase());
  await expectShown(links.first());

  // Searched, and from the field to what was found. One that is closed leaves the list, and the next one has the focus.
  const search = page.getByRole('searchbox', { name: 'Search conversations' });
  await keys.press('/');
  await expect(search).toBeFocused();
  await keys.type('Aerts');
  await expect(page.getByRole('row', { name: /Aerts/ })).toHaveCount(25);
  await keys.press('Enter');
  await expectShown(links.first());
  const [closing, next] = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const dialogOf = (address: string | null | undefined) => ask(`/v1/dialogs/${address?.split('/').at(-1)}`);
  expect((await dialogOf(closing)).operator_id).not.toBe(adasOperator);
  await keys.press('a');
  await expect.poll(async () => (await dialogOf(closing)).operator_id).toBe(adasOperator);
  await expectShown(links.first());
  await keys.press('e');
  await expect(page.locator(`tbody a[href="${closing}"]`)).toHaveCount(0);
  await expectShown(page.locator(`tbody a[href="${next}"]`));
  expect((await dialogOf(closing)).state).toBe('closed');
  await keys.press('/');
  await keys.type('Luc Van Hecke');
  await expect(links).toHaveCount(1);
  await keys.press('Enter');
  await expectShown(links);
  await keys.press('Enter');
  const reply = page.getByRole('textbox', { name: 'Message to Luc Van Hecke' });
  await expect(reply).toBeVisible();
  const dialog = Number(new URL(page.url()).pathname.split('/').at(-1));
  const inConversation = await shortcuts(page);
  const told = ['r: Write a reply', 'a: Assign to someone', 'e: Close or reopen', 'u: Mark as unread'];
  for (const line of [...told, 'Ctrl Enter: Send', 'Esc: Leave the field'])
    expect(inConversation.toLowerCase().split('\n')).toContain(line.toLowerCase());

  // A template, chosen with arrows, and sent.
  await keys.press('r');
  await expectShown(reply);
  await keys.type('/ho');
  const templates = page.getByRole('listbox', { name: 'Templates' });
  await expect(templates.getByRole('option')).toHaveCount(1);
  await keys.press('Enter');
  const hours = 'We are there from Monday to Friday, 9:00 to 12:30 and 13:30 to 17:30.';
  await expect(reply).toHaveValue(hours);
  await keys.press('Control+Enter');
  await expect(reply).toHaveValue('');
  await expectShown(reply);
  await expect.poll(() => said('to_client')).toEqual([hours, ...before.answers]);

  // A comment, for colleagues; it waits for the message before it.
  await keys.press('Shift+Tab');
  await expect(page.getByRole('radio', { name: 'Message' })).toBeFocused();
  await keys.press('ArrowRight');
  await keys.press('Tab');
  const comment = page.getByRole('textbox', { name: 'Comment for colleagues' });
  await expectShown(comment);
  await keys.type('Ask for the deed');
  await keys.press('Control+Enter');
  await expect.poll(() => said('comment')).toEqual(['Ask for the deed', ...before.comments]);
  expect(await said('to_client')).toEqual([hours, ...before.answers]);

  // Assigned: arrows walk through the list, and only Enter assigns.
  await keys.press('Escape');
  const log = page.getByRole('region', { name: 'Messages' });
  await expectShown(log);
  const operator = async () => (await ask(`/v1/dialogs/${dialog}`)).operator_id;
  const assigned = page.getByLabel('Assigned to');
  const values = await assigned
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const first = await operator();
  await keys.press('a');
  await expect(assigned).toBeFocused();
  await keys.press('Home');
  await keys.press('ArrowDown');
  expect(await operator()).toBe(first);
  await keys.press('Enter');
  await expect.poll(operator).toBe(Number(values[1]));
  await expect(assigned).toBeFocused();

  // Closed, as soon as that is done; reopened by its button, and closed again.
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toBeEnabled();
  await keys.press('Tab');
  await keys.press('e');
  const reopen = page.getByRole('button', { name: 'Reopen' });
  const state = async () => (await ask(`/v1/dialogs/${dialog}`)).state;
  await expect(reopen).toBeEnabled();
  expect(await state()).toBe('closed');
  await reopen.press('Enter');
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toBeEnabled();
  expect(await state()).toBe('open');
  await keys.press('e');
  await expect(reopen).toBeVisible();
  expect(await state()).toBe('closed');

  // Back in the inbox, keys work again; it is gone from there.
  await page.goBack();
  await expect(page.getByText('No conversation matches these filters.')).toBeVisible();
  await keys.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();

  // A long conversation: at its beginning one portion is read, no more, and what was looked at stays where it is.
  const { held, release } = await holdEarlier(page);
  await page.goto(`/conversations/chat2desk/${longConversation.dialog}`);
  const items = log.getByRole('listitem');
  // All of the newest portion: at first as many are drawn as a screen shows.
  await expect(items).toHaveCount(50);
  const answer = page.getByRole('textbox', { name: /^Message to / });
  await expect(answer).toBeVisible();
  await keys.press('r');
  await expect(answer).toBeFocused();
  await keys.press('Escape');
  await expect(log).toBeFocused();
  const looked = await items.first().elementHandle();
  await keys.press('Home');
  const toBeginning = () =>
    log.evaluate((element) => element.scrollHeight - element.clientHeight + element.scrollTop);
  // The browser scrolls there in steps.
  await expect.poll(toBeginning).toBeLessThan(2);
  await expect.poll(held).toBe(1);
  /** How far below the log's edge it is; the page may scroll as well. */
  const place = async () => ((await looked?.boundingBox())?.y ?? 0) - ((await log.boundingBox())?.y ?? 0);
  const lookedAt = await place();
  release();
  await expect(items).toHaveCount(100);
  await expect.poll(place).toBeCloseTo(lookedAt, 0);
  expect(await toBeginning()).toBeGreaterThan(2_000);
  // What is seen is asked for in the frame after it was drawn.
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
  expect(held()).toBe(1);
});
