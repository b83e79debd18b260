import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** What this browser's spool has of a recording: the bytes as they were recorded. */
export interface Spooled {
  readonly id: string;
  readonly status: 'open' | 'sealed' | 'uploaded';
  readonly bytes: number;
  readonly data: Buffer;
  readonly durationMs: number;
  readonly sha256: string;
  /** Chunks that the recording was cut into. */
  readonly chunks: number;
  readonly meetingId: string | undefined;
}

/** Confirms that everyone present agrees to be recorded. */
export const agree = (page: Page): Promise<void> =>
  page.getByRole('checkbox', { name: 'I have told everyone present, and they agree' }).check();

/** Fills in the name, records for at least `ms` of the recording's own clock, and stays recording. */
export async function startRecording(page: Page, name: string, ms: number): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await recordedFor(page, ms);
}

/** Waits until the recorder's clock shows at least `ms`. */
export async function recordedFor(page: Page, ms: number): Promise<void> {
  await expect(page.getByText('Safe on this device')).toBeVisible();
  await expect
    .poll(async () => clock((await page.getByRole('timer').textContent()) ?? ''), {
      // What is recorded beyond it costs more than the questions.
      intervals: [250],
      timeout: ms + 10_000,
    })
    .toBeGreaterThanOrEqual(Math.floor(ms / 1000));
}

/** Seconds of `1:02:03` or `02:03`. */
function clock(text: string): number {
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

export const stopAndUpload = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Stop and upload' }).click();

export const expectUploaded = (page: Page): Promise<void> =>
  expect(page.getByText('Claritalk has the whole recording.')).toBeVisible({ timeout: 40_000 });

/** Reads the only recording of that name straight from IndexedDB, past all code of the application. */
export async function spooled(page: Page, name: string): Promise<Spooled> {
  const { whole, ...facts } = await readSpool(page, name, true);
  const data = Buffer.from(whole, 'base64');
  return { ...facts, data, bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
}

/** How far the only recording of that name is, without its bytes: for tests that ask again and again. */
export async function spoolStatus(page: Page, name: string): Promise<Spooled['status']> {
  return (await readSpool(page, name, false)).status;
}

/** Bytes leave the page as base64: a list of numbers takes the processor a hundred times as long. */
function readSpool(page: Page, name: string, withBytes: boolean) {
  return page.evaluate(
    async ([wanted, isWhole]) => {
      const request = <T>(pending: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          pending.onsuccess = () => resolve(pending.result);
          pending.onerror = () => reject(pending.error);
        });
      const names = (await indexedDB.databases()).map((database) => database.name ?? '');
      const database = await request(
        indexedDB.open(names.find((entry) => /recorder|spool/.test(entry)) ?? ''),
      );
      const tx = database.transaction(['recordings', 'slices', 'chunks'], 'readonly');
      const recordings = (await request(tx.objectStore('recordings').getAll())) as {
        id: string;
        status: 'open' | 'sealed' | 'uploaded';
        name: string;
        durationMs: number;
        meetingId?: string;
      }[];
      const [recording] = recordings.filter((entry) => entry.name === wanted);
      if (!recording) throw new Error(`no recording ${wanted}`);
      const mine = IDBKeyRange.bound([recording.id, 0], [recording.id, Number.MAX_SAFE_INTEGER]);
      // Keys are [recording, offset], so they come in the order of recording.
      const slices = isWhole
        ? ((await request(tx.objectStore('slices').getAll(mine))) as { bytes: ArrayBuffer }[])
        : [];
      const chunks = await request(tx.objectStore('chunks').count(mine));
      database.close();
      const reader = new FileReader();
      const read = new Promise((resolve) => reader.addEventListener('loadend', resolve));
      reader.readAsDataURL(new Blob(slices.map((slice) => slice.bytes)));
      await read;
      return {
        id: recording.id,
        status: recording.status,
        durationMs: recording.durationMs,
        meetingId: recording.meetingId,
        chunks,
        whole: String(reader.result).replace(/^.*,/, ''),
      };
    },
    [name, withBytes] as const,
  );
}

/** Decodes audio with the browser's own decoder, on a blank page: length in seconds and loudest sample. */
export async function decode(page: Page, bytes: Buffer): Promise<{ seconds: number; peak: number }> {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(async (base64) => {
      const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const audio = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(binary.buffer);
      const peak = audio
        .getChannelData(0)
        .reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
      return { seconds: audio.duration, peak };
    }, bytes.toString('base64'));
  } finally {
    await blank.close();
  }
}
