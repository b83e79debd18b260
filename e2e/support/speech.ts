import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the fake microphone plays, over and over. */
export const speechFile = join(import.meta.dirname, '../../.cache/speech.wav');

const text =
  'Good morning everybody. Thank you for coming. Today we look at the annual accounts, the margin of the new shop, ' +
  'and the invoices that are still open. Anna sends the overview on Friday. Then we speak about the move to Ghent.';

/** Makes the speech: with espeak-ng where it is installed, else a synthetic voice of vowels and pauses. */
export function makeSpeech(): void {
  mkdirSync(dirname(speechFile), { recursive: true });
  try {
    execFileSync('espeak-ng', ['-v', 'en', '-s', '150', '-w', speechFile, text], { stdio: 'ignore' });
  } catch {
    writeFileSync(speechFile, syntheticSpeech());
  }
}

const sampleRate = 22_050;
const vowels = [
  [730, 1090],
  [270, 2290],
  [300, 870],
  [530, 1840],
  [660, 1720],
] as const;

/** Ten seconds of syllables: a voice of 120 Hz with two formants, loud and soft like speech; 16-bit mono WAV. */
function syntheticSpeech(): Buffer {
  const samples = new Int16Array(sampleRate * 10);
  for (let index = 0; index < samples.length; index += 1) {
    const time = index / sampleRate;
    const syllable = Math.floor(time * 4);
    const [first, second] = vowels[syllable % vowels.length] ?? vowels[0];
    const envelope = syllable % 9 === 8 ? 0 : Math.sin(Math.PI * ((time * 4) % 1)) ** 2;
    let value = 0;
    for (let harmonic = 1; harmonic <= 25; harmonic += 1) {
      const frequency = 120 * harmonic;
      const gain = 1 / (1 + ((frequency - first) / 90) ** 2) + 0.5 / (1 + ((frequency - second) / 110) ** 2);
      value += gain * Math.sin(2 * Math.PI * frequency * time);
    }
    samples[index] = Math.max(-1, Math.min(1, value * envelope * 0.4)) * 32_000;
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
