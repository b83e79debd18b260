/** Formats of sound and film that Claap accepts, recognised by their first bytes, whatever name and header say. */

export const payloadFormats = ['aac', 'avi', 'mp3', 'mp4', 'wav', 'webm', 'wmv'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/** So many first bytes tell the format. */
export const formatBytes = 4096;

/** Media types of a format, as browsers and programs call them; the first is sent where nothing better is known. */
const typesOf: Readonly<Record<PayloadFormat, readonly string[]>> = {
  aac: ['audio/aac'],
  avi: ['video/x-msvideo', 'video/avi'],
  mp3: ['audio/mpeg'],
  mp4: ['video/mp4', 'audio/mp4'],
  wav: ['audio/wav', 'audio/wave', 'audio/x-wav'],
  webm: ['video/webm', 'audio/webm'],
  wmv: ['video/x-ms-wmv'],
};

const text = (head: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...head.subarray(at, at + length));

/** Brands of still pictures, which share their container with MP4. */
const pictures = /^(heic|heix|heif|mif1|msf1|avif|avis)$/;
/** QuickTime’s own brand: the same container, but not on Claap’s list. */
const quickTime = 'qt  ';

/** Returns the format of a file; undefined for one that Claap does not accept. `head`: its first 4 KiB, or all of it. */
export function payloadFormatOf(head: Uint8Array): PayloadFormat | undefined {
  const start = text(head, 0, 4);
  const kind = text(head, 8, 4);
  if (start === 'RIFF') return kind === 'WAVE' ? 'wav' : kind === 'AVI ' ? 'avi' : undefined;
  if (text(head, 4, 4) === 'ftyp') return pictures.test(kind) || kind === quickTime ? undefined : 'mp4';
  // Matroska begins in the same way, and names itself where WebM does.
  if (start === '\x1a\x45\xdf\xa3') return text(head, 4, 60).includes('webm') ? 'webm' : undefined;
  if (start === '\x30\x26\xb2\x75') return text(head, 4, 4) === '\x8e\x66\xcf\x11' ? 'wmv' : undefined;
  if (start.startsWith('ID3')) return 'mp3';
  return frameOf(head);
}

/** Sound without a container begins with a frame: twelve bits that are set, then version and layer. */
function frameOf([first = 0, second = 0, third = 0]: Uint8Array): PayloadFormat | undefined {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  if (layer === 0) return (second & 0xf0) === 0xf0 ? 'aac' : undefined;
  const [rate, frequency] = [third >> 4, (third >> 2) & 3];
  return layer === 1 && version !== 1 && rate !== 15 && frequency !== 3 ? 'mp3' : undefined;
}

/** The media type to send a file under: its own, where that fits its format. */
export function payloadTypeOf(format: PayloadFormat, given: string): string {
  const bare = (given.split(';', 1)[0] ?? '').trim().toLowerCase();
  const [usual = ''] = typesOf[format];
  return typesOf[format].includes(bare) ? bare : usual;
}
