import { tagAt } from './file-bytes.ts';

/** What a file is by its first bytes, whatever its name says. */
export type Sniffed =
  /** A format whose reader examines it further. */
  | { readonly kind: 'wave' | 'iso' | 'webm' | 'ogg' }
  /** Sound or video in a format that Claritalk is not known to accept. */
  | { readonly kind: 'other'; readonly format: string }
  | { readonly kind: 'not-audio' }
  /** It begins with text: a document, a saved web page, or a server's message before the sound. */
  | { readonly kind: 'text' }
  /** Nothing but zeros. */
  | { readonly kind: 'zeros' }
  /** No signature: MP3 and AAC have none, and begin anywhere. */
  | { readonly kind: 'unknown' };

/** Signatures: their positions and meanings. Names are those that people find in programs and forums. */
const others: readonly (readonly [at: number, signature: string, format: string])[] = [
  [0, 'fLaC', 'FLAC'],
  [0, 'FORM', 'AIFF'],
  [0, 'caff', 'CAF'],
  [0, '#!AMR', 'AMR'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'WMA'],
  [0, 'riff\x2e\x91\xcf\x11', 'Wave64'],
  [0, 'RIFX', 'RIFX'],
  [8, 'AVI ', 'AVI'],
  [0, '.snd', 'AU'],
  [0, '\x0b\x77', 'AC-3'],
  [0, 'wvpk', 'WavPack'],
  [0, 'MAC ', 'Monkey’s Audio'],
  [0, 'MPCK', 'Musepack'],
  [0, 'MP+', 'Musepack'],
  [0, 'TTA', 'True Audio'],
  [0, 'DSD ', 'DSF'],
  [0, '\x02dss', 'DSS'],
  [0, '\x03ds2', 'DS2'],
  [0, 'Creative Voice File', 'VOC'],
  [0, '.RMF', 'RealMedia'],
  [0, '.ra\xfd', 'RealAudio'],
  [0, 'FLV\x01', 'Flash Video'],
  [0, '\x00\x00\x01\xba', 'MPEG-PS'],
  [0, '\x00\x00\x01\xb3', 'MPEG Video'],
  [0, 'ADIF', 'AAC (ADIF)'],
];

const notAudio: readonly (readonly [at: number, signature: string])[] = [
  [0, '%PDF'],
  [0, 'PK\x03\x04'],
  [0, 'PK\x05\x06'],
  [0, 'Rar!'],
  [0, '7z\xbc\xaf\x27\x1c'],
  [0, '\x1f\x8b'],
  [0, '\x89PNG'],
  [0, '\xff\xd8\xff'],
  [0, 'GIF8'],
  [0, 'BM'],
  [8, 'WEBP'],
  [0, 'II*\x00'],
  [0, 'MM\x00*'],
  [0, 'bplist'],
  [0, 'SQLite format'],
  [0, '\x7fELF'],
  [0, 'MZ'],
  [0, 'MThd'],
  [0, '\xd0\xcf\x11\xe0'],
  [0, '{\\rtf'],
];

/** Brands of still pictures, which share their container with MP4. */
const pictures: readonly string[] = ['heic', 'heix', 'heif', 'mif1', 'msf1', 'avif', 'avis'];
/** Boxes with which a file of that family begins; old ones, and those of a recorder that died, have no `ftyp`. */
const isoBoxes: readonly string[] = [
  ...['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'moof', 'sidx', 'uuid'],
];

const has = (head: Uint8Array, at: number, signature: string): boolean =>
  tagAt(head, at, signature.length) === signature;

/** Returns the kind of a file. `head`: its first kilobytes, or all of a smaller file. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.every((byte) => byte === 0)) return { kind: 'zeros' };
  if (['RIFF', 'RF64', 'BW64'].includes(tagAt(head, 0)) && has(head, 8, 'WAVE')) return { kind: 'wave' };
  if (isoBoxes.includes(tagAt(head, 4))) {
    return { kind: has(head, 4, 'ftyp') && pictures.includes(tagAt(head, 8)) ? 'not-audio' : 'iso' };
  }
  if (has(head, 0, '\x1a\x45\xdf\xa3')) return { kind: 'webm' };
  if (has(head, 0, 'OggS')) return { kind: 'ogg' };
  const other = others.find(([at, signature]) => has(head, at, signature));
  if (other) return { kind: 'other', format: other[2] };
  if (isTransportStream(head)) return { kind: 'other', format: 'MPEG-TS' };
  if (notAudio.some(([at, signature]) => has(head, at, signature))) return { kind: 'not-audio' };
  return { kind: isText(head) ? 'text' : 'unknown' };
}

/** Packets of 188 bytes, each of which begins with the same byte. */
function isTransportStream(head: Uint8Array): boolean {
  return head.length > 4 * 188 && [0, 1, 2, 3, 4].every((packet) => head[packet * 188] === 0x47);
}

/** No control characters, which sound is full of: a web page instead of a download, minutes, a list. */
function isText(head: Uint8Array): boolean {
  const sample = head.subarray(0, 1024);
  const isUtf16 = sample[0] === 0xff && sample[1] === 0xfe;
  return isUtf16 || sample.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
