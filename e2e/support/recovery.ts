import type { Page } from '@playwright/test';
import { type AudioFacts, audioFacts } from './audio-facts.ts';
import { recordingSince } from './observe-recorder.ts';
import { agree, type Spooled, spooled } from './recorder.ts';
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
    await email.fill('owen@sandbox.test');
    await page.getByLabel('Password').fill('sandbox');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(consent.or(recorder).first()).toBeVisible();
  }
  if (await consent.isVisible()) await consent.click();
  await expect(recorder).toBeVisible();
}

/** Presses record, and answers when the recording began (milliseconds since 1970). */
export async function beginRecording(page: Page, name: string): Promise<number> {
  await page.getByLabel('Name').fill(name);
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  return recordingSince(page);
}

/** Waits, by the clock that the test measures with, until `instant` (milliseconds since 1970) has passed. */
export async function until(instant: number): Promise<void> {
  await expect.poll(() => Date.now(), { intervals: [5], timeout: 60_000 }).toBeGreaterThanOrEqual(instant);
}

/** Takes a recording that was left behind from the list, and has it uploaded. */
export async function finishLeftBehind(page: Page, name: string): Promise<void> {
  const item = page.getByRole('listitem', { name, exact: true });
  await item.getByRole('button', { name: /^Finish/ }).click();
}

export async function untilUploaded(page: Page, name: string): Promise<Spooled> {
  await expect
    .poll(async () => (await spooled(page, name)).status, { intervals: [100], timeout: 40_000 })
    .toBe('uploaded');
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
  expect(Math.abs(facts.sound - facts.seconds), 'time that is not covered by sound').toBeLessThanOrEqual(
    0.06,
  );
  expect(facts.longestHole).toBeLessThanOrEqual(0.02);
  return facts;
}
