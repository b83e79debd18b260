/** A format that Claritalk accepts. */
export interface SoundType {
  readonly mime: string;
  readonly extension: string;
}

/** Bytes that tell the formats apart. */
export const tellingBytes = 12;

const wav = { mime: 'audio/wav', extension: 'wav' };
const mp3 = { mime: 'audio/mpeg', extension: 'mp3' };
const aac = { mime: 'audio/aac', extension: 'aac' };
const ogg = { mime: 'audio/ogg', extension: 'ogg' };
const m4a = { mime: 'audio/mp4', extension: 'm4a' };
const webm = { mime: 'audio/webm', extension: 'webm' };

/** Returns what a file is by its first bytes, whatever it is called; undefined for anything but sound. */
export function soundTypeOf(head: Uint8Array): SoundType | undefined {
  const word = (from: number, length: number) => String.fromCharCode(...head.subarray(from, from + length));
  if (word(0, 4) === 'RIFF' && word(8, 4) === 'WAVE') return wav;
  if (word(0, 4) === 'OggS') return ogg;
  if (word(4, 4) === 'ftyp') return m4a;
  if (word(0, 3) === 'ID3') return mp3;
  if (word(0, 4) === '\u001aE\u00df\u00a3') return webm;
  const [first = 0, second = 0] = head;
  if (first !== 0xff) return undefined;
  // Frames of AAC have no layer; those of MPEG audio have one, and begin the same.
  if ((second & 0xf6) === 0xf0) return aac;
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? mp3 : undefined;
}
