import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { getDocumentProxy } from 'unpdf';
import type { EvidenceEntry } from '#src/features/meetings/export/minutes-file.ts';
import { decoded } from '../browsers/decoded.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { audioFacts } from '../support/audio-facts.ts';
import { decode, expectUploaded, recordedFor, startRecording, stopAndUpload } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

const acceptedErrorSeconds = 0.06;

/** Everything that this browser keeps of clips, as text: nothing of it should be readable. */
const storedClips = (page: Page) =>
  page.evaluate(async () => {
    const request = <T>(pending: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        pending.onsuccess = () => resolve(pending.result);
        pending.onerror = () => reject(pending.error);
      });
    const database = await request(indexedDB.open('claritalk-evidence'));
    const sounds = await request(database.transaction('sounds').objectStore('sounds').getAll());
    database.close();
    return sounds.map(({ sound }) => new TextDecoder('latin1').decode(sound.data));
  });

/** Saves the n-th piece as a file and returns it. */
async function savedPiece(page: Page, at: number): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page
    .getByRole('region', { name: 'Evidence pocket' })
    .getByRole('button', { name: /^Save .* as a file$/ })
    .nth(at)
    .click();
  return readFile(await (await download).path());
}

const sha256 = (bytes: Uint8Array = new Uint8Array()) => createHash('sha256').update(bytes).digest('hex');

/** The files that a PDF carries, by name. */
async function filesIn(bytes: Buffer): Promise<ReadonlyMap<string, Uint8Array>> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const files = new Map<string, Uint8Array>();
  for (const [id, { filename }] of (await pdf.getAttachments()) ?? []) {
    const content = await pdf.getAttachmentContent(id);
    if (content) files.set(filename, content);
  }
  return files;
}

/** The media keys of this machine, which a test cannot press: what the page has asked the browser to call. */
const holdMediaKeys = (page: Page) =>
  page.addInitScript(() => {
    const keys: Record<string, MediaSessionActionHandler | null> = {};
    Object.assign(window, { keys });
    navigator.mediaSession.setActionHandler = (key, run) => {
      keys[key] = run;
    };
  });
const pressMediaKey = (page: Page, key: string) =>
  page.evaluate((name) => {
    const { keys } = window as unknown as { keys: Record<string, (() => void) | null> };
    keys[name]?.();
  }, key);

test('bookmarks keep the sound around them across a crash; it is heard at the answer, exported and deleted', async ({
  page,
  signIn,
  stack,
}) => {
  test.setTimeout(120_000);
  await holdMediaKeys(page);
  await signIn('owen', '/record');
  await page.getByText('Settings for this device').click();
  await page.getByLabel('Before a bookmark').selectOption('5');
  await page.getByLabel('After a bookmark').selectOption('5');
  await startRecording(page, 'Heard', 2_000);
  await expect(page.getByText('A bookmark keeps 5 seconds of sound before it')).toBeVisible();
  await page.keyboard.press('Control+b');
  await recordedFor(page, 3_000);

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const left = page.getByRole('listitem', { name: 'Heard', exact: true });
  await left.getByRole('button', { name: 'Continue recording' }).click();
  await recordedFor(page, 8_000);
  await expect(page.getByRole('img', { name: /of sound kept$/ })).toBeVisible();
  await pressMediaKey(page, 'nexttrack');
  await recordedFor(page, 9_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  for (const stored of await storedClips(page)) expect(stored).not.toMatch(/OpusHead|webm/);

  await page.getByRole('link', { name: /Open the meeting|View the meeting/ }).click();
  const pocket = page.getByRole('region', { name: 'Evidence pocket' });
  await expect(pocket).toBeVisible({ timeout: 30_000 });
  await expect(pocket).toContainText('On this device only');
  await expect(pocket).toContainText('2 pieces of sound');
  for (const [at, seconds] of [7, 6.5].entries()) {
    const file = await savedPiece(page, at);
    const facts = await audioFacts(file);
    expect(Math.abs(facts.seconds - seconds)).toBeLessThan(1.2);
    const heard = [(await decode(page, file)).seconds, decoded(file).seconds];
    for (const length of heard)
      expect(Math.abs(length - facts.sound)).toBeLessThanOrEqual(acceptedErrorSeconds);
  }

  await pocket.getByRole('combobox').first().selectOption({ index: 1 });
  const answer = page.locator('[id^="answer-"][role="group"]').first();
  await answer.getByRole('button', { name: /^Play/ }).click();
  await expect
    .poll(() => answer.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
  await answer.getByRole('button', { name: /^Keep the sound/ }).click();
  await page.getByLabel('Moment in the recording').fill('0:04');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(pocket).toContainText('3 pieces of sound');
  await expectNoViolations(page, 'a meeting with evidence');

  await answer
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect(pocket).toContainText('2 pieces of sound');
  await expect(answer.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pocket).toContainText('3 pieces of sound');
  await expect(answer.getByRole('button', { name: /^Play/ }).first()).toBeFocused();

  // To a to-do, on a telephone: a piece that is there, and one from the recording.
  const task = 'Send the accounts to the bank';
  stack.sql(
    "UPDATE meeting_contents SET todos = ? WHERE meeting_id = (SELECT id FROM meetings WHERE name = 'Heard')",
    JSON.stringify([{ id: 1, description: task, assignee: null, due_date: null, done: false }]),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  const todo = page.getByRole('region', { name: 'To-dos' }).getByRole('listitem').filter({ hasText: task });
  await expect(todo.getByRole('button', { name: /^Play/ })).toHaveCount(0);
  await pocket.getByRole('combobox').nth(1).selectOption({ label: task });
  await expect(todo.getByRole('button', { name: /^Play/ })).toHaveCount(1);
  await todo.getByRole('button', { name: `Keep the sound for: ${task}` }).click();
  await page.getByLabel('Moment in the recording').fill('0:02');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(pocket).toContainText('4 pieces of sound');
  await expect(todo.getByRole('button', { name: /^Play/ })).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNoViolations(page, 'evidence of a to-do on a narrow screen');
  await todo
    .getByRole('button', { name: /^Delete/ })
    .last()
    .click();
  await expect(pocket).toContainText('3 pieces of sound');
  await page.reload();
  await todo.getByRole('button', { name: /^Play/ }).click();
  await expect
    .poll(() => todo.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
  await page.setViewportSize({ width: 1280, height: 900 });

  const saved = [await savedPiece(page, 0), await savedPiece(page, 1), await savedPiece(page, 2)];
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByLabel('Attach the evidence (3 pieces of sound)').check();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const inside = await filesIn(await readFile(await (await download).path()));
  expect([...inside.keys()].toSorted()).toEqual([
    ...['evidence-1.webm', 'evidence-2.webm', 'evidence-3.webm'],
    'minutes.json',
  ]);
  const { context } = JSON.parse(new TextDecoder().decode(inside.get('minutes.json')));
  const entries: readonly EvidenceEntry[] = context.evidence;
  expect(entries.map(({ file }) => sha256(inside.get(file)))).toEqual(entries.map((entry) => entry.sha256));
  expect(entries.map((entry) => entry.sha256).toSorted()).toEqual(saved.map(sha256).toSorted());
  for (const { from, to } of entries) expect(to).toBeGreaterThan(from);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Delete/ });
  await expect(dialog).toContainText('Pieces of their sound that this device keeps are deleted too.');
  await dialog.getByRole('textbox').fill('Heard');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect.poll(() => storedClips(page)).toEqual([]);
});
