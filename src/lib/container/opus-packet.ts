/** Milliseconds of a frame by the upper five bits of a packet's first byte. https://www.rfc-editor.org/rfc/rfc6716#section-3.1 */
const silkMs = [10, 20, 40, 60];
const celtMs = [2.5, 5, 10, 20];

function frameMs(configuration: number): number {
  if (configuration < 12) return silkMs[configuration % 4] ?? 0;
  if (configuration < 16) return configuration % 2 === 0 ? 10 : 20;
  return celtMs[configuration % 4] ?? 0;
}

/** Milliseconds of sound in an Opus packet; zero for an empty one. */
export function opusPacketMs(packet: Uint8Array): number {
  const [first, second = 0] = packet;
  if (first === undefined) return 0;
  const code = first & 3;
  const frames = code === 0 ? 1 : code === 3 ? second & 0x3f : 2;
  return frames * frameMs(first >> 3);
}
