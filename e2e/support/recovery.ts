import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type AudioFacts, audioFacts } from './audio-facts.ts';
import { recorderDid } from './observe-recorder.ts';
import { agree, type Spooled, spooled, spoolStatus } from './recorder.ts';
import type { Stack } from './stack.ts';
import { expect } from './test.ts';

/** Opens the recorder's page, through the sign-in where the browser's session did not survive. */
export async function openRecorder(page: Page, stack: Stack): Promise<void> {
  await page.goto(`${stack.dashboard}/record`);
  const recorder = page.getByRole('heading', { level: 1, name: 'Record a meeting' });
  const signIn = page.getByRole('button', { name: 'Sign in with Claritalk' });
  const email = page.getByLabel('Email');
  const consent = page.getByRole('button', { name: 'Authorize' });
  await expect(recorder.or(signIn).first()).toBeVisible({ timeout: 20_000 });
  if (await recorder.isVisible()) return;
  await signIn.click();
  await expect(email.or(consent).or(recorder).first()).toBeVisible();
  if (await email.isVisible()) {
    await logIn(page);
    await expect(consent.or(recorder).first()).toBeVisible();
  }
  if (await consent.isVisible()) await consent.click();
  await expect(recorder).toBeVisible();
}

/** Follows the bar that a session's end brings, through its window. */
export async function signInAgain(page: Page): Promise<void> {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in again' }).click();
  const popup = await opening;
  const closed = popup.waitForEvent('close', { timeout: 20_000 });
  const consent = popup.getByRole('button', { name: 'Authorize' });
  const asks = consent.or(popup.getByLabel('Email')).first().waitFor();
  // Claritalk may ask for nothing, and the window closes automatically.
  await Promise.race([asks.catch(() => closed), closed]);
  if (!popup.isClosed() && (await popup.getByLabel('Email').isVisible())) {
    await logIn(popup);
    await Promise.race([consent.waitFor().catch(() => closed), closed]);
  }
  if (!popup.isClosed()) await consent.click();
  await closed;
}

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('owen@sandbox.test');
  await page.getByLabel('Password').fill('sandbox');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Presses record, and answers when the recording began (milliseconds since 1970). */
export async function beginRecording(page: Page, name: string): Promise<number> {
  await page.getByLabel('Name').fill(name);
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  return recorderDid(page, 'start');
}

/** Waits, by the clock that the test measures with, until `instant` (milliseconds since 1970) has passed. */
export async function until(instant: number): Promise<void> {
  // Timers may be a moment early.
  while (Date.now() < instant) await setTimeout(instant - Date.now());
}

/** Takes a recording that was left behind from the list, and has it uploaded. */
export async function finishLeftBehind(page: Page, name: string): Promise<void> {
  const item = page.getByRole('listitem', { name, exact: true });
  const finish = item.getByRole('button', { name: /^Finish/ });
  const signIn = page.getByRole('button', { name: 'Sign in again' });
  // Without a session nobody knows whose recordings to show.
  await expect(finish.or(signIn).first()).toBeVisible({ timeout: 20_000 });
  if (await signIn.isVisible()) await signInAgain(page);
  await finish.click();
}

export async function untilUploaded(page: Page, name: string): Promise<Spooled> {
  await expect.poll(() => spoolStatus(page, name), { intervals: [100], timeout: 40_000 }).toBe('uploaded');
  return spooled(page, name);
}

/** What the server made of a recording is what this browser recorded, once, and it is sound. */
export async function expectWhole(stack: Stack, name: string, local: Spooled): Promise<AudioFacts> {
  const remote = await stack.audio(local.meetingId ?? '');
  expect(remote.sha256, 'the server has the bytes of the spool').toBe(local.sha256);
  expect(remote.bytes.equals(local.data)).toBe(true);
  const list = (await (await stack.api('/meetings/list?limit=50')).json()) as { name: string }[];
  expect(
    list.filter((meeting) => meeting.name === name),
    'meetings of this recording',
  ).toHaveLength(1);
  const facts = await audioFacts(remote.bytes);
  // A slice that is missing would be 0.6 s; a machine that cannot keep up drops tenths.
  expect(facts.longestHole, 'the longest hole in the timeline, in seconds').toBeLessThan(0.5);
  return facts;
}

/**
 * How far a length in milliseconds is from that of the audio, in seconds. Timestamps and sound agree, except that
 * where a machine could not keep up, timestamps continue and sound does not: then anything between is right.
 */
export function lengthError(durationMs: number, { seconds, sound }: AudioFacts): number {
  const given = durationMs / 1000;
  const [shortest, longest] = [Math.min(seconds, sound), Math.max(seconds, sound)];
  return given < shortest ? given - shortest : Math.max(0, given - longest);
}
