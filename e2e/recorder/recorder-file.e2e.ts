import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { iso, tone, wave } from '../../src/features/recorder/testing/sound-files.ts';
import { wavOf } from '../../src/features/recorder/testing/wav.ts';
import { decode, spooled } from '../support/recorder.ts';
import { untilUploaded } from '../support/recovery.ts';
import { expect, test } from '../support/test.ts';

const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

const section = (page: Page) => page.getByRole('region', { name: 'Upload an existing recording' });

/** Uploads the chosen file, and waits until Claritalk has all of it. */
async function upload(page: Page, name: string) {
  await section(page).getByRole('button', { name: 'Upload this file' }).click();
  // From then on it is on this device.
  await expect(section(page).getByText(`“${name}” is being uploaded`)).toBeVisible();
  return untilUploaded(page, name);
}

test('a sound file becomes a finished meeting with its own length, byte for byte', async ({
  page,
  signIn,
  stack,
}) => {
  const wav = Buffer.from(wavOf(7.3));
  await signIn('owen', '/record');
  await choose(page, 'board_meeting.wav', 'audio/wav', wav);
  await expect(section(page).getByText('00:07', { exact: false })).toBeVisible();
  await expect(section(page).getByLabel('Name')).toHaveValue('board meeting');
  await section(page).getByLabel('When did the meeting begin?').fill('2026-03-09T14:30');
  await section(page).getByLabel('Language spoken').selectOption('nl');
  const local = await upload(page, 'board meeting');
  const remote = await stack.audio(local.meetingId ?? '');
  expect(remote.sha256).toBe(createHash('sha256').update(wav).digest('hex'));
  expect(local.durationMs).toBeCloseTo(7300, 0);
  await expect
    .poll(async () => (await stack.api(`/meetings/${local.meetingId}?detail=true`)).json())
    .toMatchObject({ status: 'finished', locale: 'nl' });
  const meeting = (await (await stack.api(`/meetings/${local.meetingId}?detail=true`)).json()) as {
    metadata: { recording: { duration_in_seconds: number } };
  };
  expect(meeting.metadata.recording.duration_in_seconds).toBeCloseTo(7.3, 1);
  // 14:30 in Brussels is 13:30 in UTC.
  expect(JSON.stringify(meeting.metadata)).toContain('2026-03-09T13:30:00');
});

test('a file that cannot be used says why, and another can be chosen', async ({ page, signIn }) => {
  await signIn('owen', '/record');
  const refusals = [
    ['notes.txt', 'text/plain', Buffer.from('minutes'), /not a recording.*accepts aac, m4a, mp3/],
    ['nothing.mp3', 'audio/mpeg', Buffer.alloc(0), /The file is empty/],
    ['broken.mp3', 'audio/mpeg', Buffer.alloc(4000, '\x01\x02'), /No sound could be found/],
    ['silent.wav', 'audio/wav', Buffer.from(wavOf(0)), /no sound in this file/],
    ['battery.m4a', 'audio/mp4', Buffer.from(iso().slice(0, -40)), /never finished.*untrunc/],
    ['dictaphone.wav', 'audio/wav', Buffer.from(wave(tone(1), { tag: 17 })), /stored as IMA ADPCM/],
    ['copied.mp3', 'audio/mpeg', Buffer.alloc(9000), /nothing but zeros/],
  ] as const;
  for (const [name, type, bytes, why] of refusals) {
    await choose(page, name, type, bytes);
    await expect(section(page).getByRole('alert')).toContainText(why);
    await section(page).getByRole('button', { name: 'Choose another file' }).click();
    await expect(section(page).getByRole('alert')).toBeHidden();
  }
  await expect(section(page).getByRole('button', { name: 'Choose a file' })).toBeFocused();
});

test('what a crashed recorder left is repaired, reported, and uploaded whole', async ({
  page,
  signIn,
  stack,
}) => {
  const closed = Buffer.from(wavOf(7.3));
  const crashed = Buffer.from(closed);
  crashed.writeUInt32LE(4088, 4);
  crashed.writeUInt32LE(0, 40);
  await signIn('owen', '/record');
  await choose(page, 'died.wav', 'audio/wav', crashed);
  await expect(section(page).getByText('The recording was not closed properly')).toContainText('00:07');
  const local = await upload(page, 'died');
  const remote = await stack.audio(local.meetingId ?? '');
  expect(remote.sha256).toBe(createHash('sha256').update(closed).digest('hex'));
  // An independent decoder hears all of it, at the original volume.
  const heard = await decode(page, remote.bytes);
  expect(heard.seconds).toBeCloseTo(7.3, 2);
  expect(heard.peak).toBeCloseTo(8000 / 32_768, 2);

  // A copy that broke off yields what is there, and the page says what is missing.
  await choose(page, 'copy.wav', 'audio/wav', closed.subarray(0, 44 + 16_000 * 2));
  await expect(section(page).getByText('The end of the recording is missing')).toContainText(
    'of 00:07, the first 00:02',
  );
  const part = await upload(page, 'copy');
  expect((await decode(page, (await stack.audio(part.meetingId ?? '')).bytes)).seconds).toBeCloseTo(2, 2);

  // A silent file is reported before it is uploaded.
  await choose(page, 'muted.wav', 'audio/wav', Buffer.from(wave(new Uint8Array(32_000))));
  await expect(section(page).getByText('Nothing can be heard in this file')).toBeVisible();
});

test('a file can be dropped on the page; without room for it, nothing of it is kept', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/record');
  await expect(section(page)).toBeVisible();
  const transfer = await page.evaluateHandle(
    (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'dropped.wav', { type: 'audio/wav' }));
      return data;
    },
    Buffer.from(wavOf(3)).toString('base64'),
  );
  await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: transfer });
  await expect(section(page).getByLabel('Name')).toHaveValue('dropped');
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1024 });
  await section(page).getByRole('button', { name: 'Upload this file' }).click();
  await expect(section(page).getByRole('alert')).toContainText('too little space');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(page.getByRole('listitem', { name: 'dropped' })).toBeHidden();
  await upload(page, 'dropped');
  expect((await spooled(page, 'dropped')).bytes).toBe(wavOf(3).length);
});
