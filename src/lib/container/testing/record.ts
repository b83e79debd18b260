/**
 * Makes the recordings beside this file with the Chromium of this machine, as the recorder does: a tone in one
 * channel, Opus at 32 kbit/s, slices of a second. To repeat: node src/lib/container/testing/record.ts
 */
import { writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const recordings = [
  { file: 'first.webm', mimeType: 'audio/webm;codecs=opus', ms: 2300 },
  { file: 'second.webm', mimeType: 'audio/webm;codecs=opus', ms: 1400 },
  { file: 'first.mp4', mimeType: 'audio/mp4', ms: 2300 },
  { file: 'second.mp4', mimeType: 'audio/mp4', ms: 1400 },
] as const;

const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
const page = await browser.newPage();
for (const { file, mimeType, ms } of recordings) {
  const bytes = await page.evaluate(
    async (wanted) => {
      const context = new AudioContext({ sampleRate: 48_000 });
      await context.resume();
      const output = new MediaStreamAudioDestinationNode(context, {
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      const tone = new OscillatorNode(context, { frequency: 440 });
      tone.connect(output);
      tone.start();
      const recorder = new MediaRecorder(output.stream, {
        mimeType: wanted.mimeType,
        audioBitsPerSecond: 32_000,
      });
      const slices: Blob[] = [];
      recorder.ondataavailable = ({ data }) => slices.push(data);
      recorder.start(1000);
      await new Promise((resolve) => setTimeout(resolve, wanted.ms));
      await new Promise((resolve) => {
        recorder.onstop = resolve;
        recorder.stop();
      });
      await context.close();
      return [...new Uint8Array(await new Blob(slices).arrayBuffer())];
    },
    { mimeType, ms },
  );
  await writeFile(new URL(file, import.meta.url), Uint8Array.from(bytes));
}
await browser.close();
