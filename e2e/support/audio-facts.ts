import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** What the packets of an Opus recording say, whatever its header claims. Seconds. */
export interface AudioFacts {
  /** From the first sample to the last, by the packets' timestamps. */
  readonly seconds: number;
  /** Length of the sound itself: the packets' own lengths added up. */
  readonly sound: number;
  readonly packets: number;
  /** The longest time between the end of a packet and the start of the next. */
  readonly longestHole: number;
}

/** Reads all packets of a recording. @throws Error when it is not Opus audio, or its time runs backwards. */
export async function audioFacts(bytes: Buffer): Promise<AudioFacts> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track?.codec !== 'opus') throw new Error(`no Opus track but ${track?.codec}`);
    let [first, previous, end, sound, packets, longestHole] = [0, 0, 0, 0, 0, 0];
    for await (const { timestamp, data } of new EncodedPacketSink(track).packets()) {
      if (packets === 0) [first, previous, end] = [timestamp, timestamp, timestamp];
      if (timestamp < previous) throw new Error(`time runs backwards at ${previous} s, to ${timestamp} s`);
      longestHole = Math.max(longestHole, timestamp - end);
      const length = opusSeconds(data);
      [previous, end] = [timestamp, timestamp + length];
      sound += length;
      packets += 1;
    }
    return { seconds: end - first, sound, packets, longestHole };
  } finally {
    input.dispose();
  }
}

/** Length of an Opus packet by its first bytes (RFC 6716, section 3.1): containers round it or leave it out. */
function opusSeconds(packet: Uint8Array): number {
  const [head = 0, count = 0] = packet;
  const config = head >> 3;
  const silk = [10, 20, 40, 60];
  const hybrid = [10, 20];
  const celt = [2.5, 5, 10, 20];
  const frameMs = config < 12 ? silk[config % 4] : config < 16 ? hybrid[config % 2] : celt[config % 4];
  const frames = [1, 2, 2, count & 0x3f][head & 3] ?? 0;
  return ((frameMs ?? 0) * frames) / 1000;
}
