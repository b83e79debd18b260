/** Samples a second, of one byte each. */
export const sampleRate = 8000;

const hertz = 220;
const headerBytes = 44;
/** Eleven waves, after which it repeats. */
const period = Uint8Array.from(
  { length: 400 },
  (_, at) => 128 + Math.round(16 * Math.sin((2 * Math.PI * hertz * at) / sampleRate)),
);

/** A WAV file with a soft tone: what the simulated client has in place of a microphone. */
export function toneWav(seconds: number): Buffer {
  const length = Math.max(1, Math.round(seconds * sampleRate));
  const file = Buffer.alloc(headerBytes + length);
  file.write('RIFF', 0);
  file.writeUInt32LE(headerBytes - 8 + length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(length, 40);
  return file.fill(period, headerBytes);
}
