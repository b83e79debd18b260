/** Names under which people find a format in a recorder's settings, or a program that converts it. */

/** By the format tag of a WAV file. https://www.rfc-editor.org/rfc/rfc2361 */
const waveTags: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  17: 'IMA ADPCM',
  20: 'G.723',
  34: 'TrueSpeech',
  49: 'GSM 6.10',
  64: 'G.721',
  66: 'G.723.1',
  69: 'G.726',
  100: 'G.726',
  101: 'G.722',
  131: 'G.729',
  255: 'AAC',
  304: 'ACELP',
  352: 'WMA',
  353: 'WMA',
  354: 'WMA Pro',
  624: 'ATRAC3',
  655: 'G.722',
  8192: 'AC-3',
  41225: 'Speex',
};

export const waveCodec = (tag: number): string =>
  waveTags[tag] ?? `WAV 0x${tag.toString(16).padStart(4, '0')}`;

/** By the sample entry of MP4 and its relatives. https://mp4ra.org/registered-types/sampleentries */
const isoEntries: Readonly<Record<string, string>> = {
  alac: 'Apple Lossless (ALAC)',
  samr: 'AMR',
  sawb: 'AMR-WB',
  sawp: 'AMR-WB+',
  sqcp: 'QCELP',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  fLaC: 'FLAC',
  QDM2: 'QDesign Music',
  ima4: 'IMA ADPCM',
  agsm: 'GSM 6.10',
  enca: 'DRM',
  drms: 'DRM',
  dtsc: 'DTS',
  ulaw: 'µ-law',
  alaw: 'A-law',
};

const cleaned = (name: string): string => name.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 16); // no text of people: ASCII only

/** `codec`: what the demuxer calls it; `entry`: what the container does. */
export function trackCodec(codec: string | null, entry: unknown): string {
  const known = typeof entry === 'string' ? isoEntries[entry] : undefined;
  if (known) return known;
  if (codec?.startsWith('pcm-')) return 'PCM';
  return cleaned(codec ?? (typeof entry === 'string' ? entry : '')) || '?';
}

/** Codecs named in the first page of an Ogg file. */
export function oggCodec(head: string): string {
  if (head.includes('Speex   ')) return 'Speex';
  if (head.includes('\x7fFLAC')) return 'FLAC (Ogg)';
  return 'Ogg';
}
