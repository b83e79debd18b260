import { readFileSync } from 'node:fs';
import { listeningWindowMs, Watchdog } from '../../src/features/recorder/model/watchdog.ts';
import { Random } from '../support/random.ts';
import { speechFile } from '../support/speech.ts';
import { expect, test } from '../support/test.ts';

const minutes = 30;
const readEveryMs = 250;

/** The samples of the fake microphone's file, between −1 and 1; 16-bit mono, as all makers of it write. */
function speech(): { samples: Float32Array; rate: number } {
  const file = readFileSync(speechFile);
  const data = file.indexOf('data', 12) + 8;
  const samples = new Float32Array(Math.floor((file.length - data) / 2));
  for (const index of samples.keys()) samples[index] = file.readInt16LE(data + index * 2) / 32_768;
  return { samples, rate: file.readUInt32LE(24) };
}

test('half an hour of speech with pauses up to seven seconds raises no alarm of silence', () => {
  const { samples, rate } = speech();
  const random = new Random(1);
  // A quiet room: noise at −75 dBFS under everything, and alone in the pauses.
  const room = () => (random.next() - 0.5) * 6e-4;
  const sound = new Float32Array(minutes * 60 * rate);
  for (let at = 0; at < sound.length; ) {
    for (const sample of samples) {
      if (at < sound.length) sound[at] = sample * 0.3 + room();
      at += 1;
    }
    for (const end = at + random.between(0, 7) * rate; at < Math.min(end, sound.length); at += 1) {
      sound[at] = room();
    }
  }

  const watchdog = new Watchdog(undefined);
  const warnings = new Set<string>();
  const window = Math.floor((listeningWindowMs / 1000) * rate);
  for (let ms = 1000; ms <= minutes * 60_000; ms += readEveryMs) {
    const end = Math.floor((ms / 1000) * rate);
    const heard = sound.subarray(end - window, end);
    const rms = Math.sqrt(heard.reduce((sum, sample) => sum + sample * sample, 0) / heard.length);
    if (ms % 1000 === 0) watchdog.slice(ms);
    for (const warning of watchdog.read({ now: ms, audioMs: ms, recordedMs: ms, rms, paused: false })
      .warnings) {
      warnings.add(warning);
    }
  }
  expect([...warnings]).toEqual([]);
});
