import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { audioFacts } from '../support/audio-facts.ts';
import { spooled, startRecording } from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

/** What the header of a file says, in seconds. */
async function statedSeconds(bytes: Buffer): Promise<number | null> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    return await input.getDurationFromMetadata();
  } finally {
    input.dispose();
  }
}

/** Opens a file in the browser's own player: the length that it shows, and where it is after a jump. */
async function played(page: Page, bytes: Buffer, jumpTo: number) {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(
      async ({ base64, to }) => {
        const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const audio = new Audio(URL.createObjectURL(new Blob([binary], { type: 'audio/webm' })));
        const event = (name: string) => new Promise((resolve) => audio.addEventListener(name, resolve));
        await event('loadedmetadata');
        const { duration } = audio;
        const jumped = event('seeked');
        audio.currentTime = to;
        await jumped;
        return { seconds: duration, at: audio.currentTime };
      },
      { base64: bytes.toString('base64'), to: jumpTo },
    );
  } finally {
    await blank.close();
  }
}

test('a downloaded recording says how long it is, and has every packet', async ({ page, signIn }) => {
  await signIn('owen', '/record');
  await startRecording(page, 'To take away', 4_000);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const item = page.getByRole('listitem', { name: 'To take away', exact: true });
  const downloading = page.waitForEvent('download');
  await item.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^To take away \d{4}-\d\d-\d\d\.webm$/);
  const bytes = await readFile(await download.path());
  const local = await spooled(page, 'To take away');
  const facts = await audioFacts(bytes);
  expect(facts).toEqual(await audioFacts(local.data));
  expect(Math.abs(((await statedSeconds(bytes)) ?? 0) - facts.seconds)).toBeLessThanOrEqual(0.002);
  expect(await statedSeconds(local.data)).toBeNull();
  const player = await played(page, bytes, 2);
  expect(Math.abs(player.seconds - facts.seconds)).toBeLessThanOrEqual(0.06);
  expect(player.at).toBeCloseTo(2, 1);
  await expect(item.getByRole('button', { name: 'Download' })).toBeVisible();
});
