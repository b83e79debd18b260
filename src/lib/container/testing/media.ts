import { readFileSync } from 'node:fs';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** The bytes of a recording beside this file; record.ts says how it was made. */
export const media = (file: 'first.webm' | 'second.webm' | 'first.mp4' | 'second.mp4') =>
  new Uint8Array(readFileSync(new URL(file, import.meta.url)));

/** What an independent demuxer finds in a file. */
export async function demuxed(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new Error('no audio track');
    const packets: { timestamp: number; data: string }[] = [];
    for await (const { timestamp, data } of new EncodedPacketSink(track).packets()) {
      packets.push({ timestamp, data: Buffer.from(data).toString('base64') });
    }
    return {
      packets,
      mimeType: await input.getMimeType(),
      durationMs: (await track.computeDuration()) * 1000,
      statedDurationMs: ((await input.getDurationFromMetadata()) ?? 0) * 1000,
    };
  } finally {
    input.dispose();
  }
}
