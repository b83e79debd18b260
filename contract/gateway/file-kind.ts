/** What a file is, for whoever sends it and for the gateway alike. */
import { attachmentKinds } from './shared-files.ts';

export type FileKind = keyof typeof attachmentKinds;

const office = 'application/vnd.openxmlformats-officedocument';

/** Bytes with which files of a kind begin, as hexadecimal digits. */
const starts: readonly (readonly [start: string, kind: FileKind])[] = [
  ['255044462d', 'application/pdf'],
  ['ffd8ff', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  ['474946383761', 'image/gif'],
  ['474946383961', 'image/gif'],
  ['494433', 'audio/mpeg'],
  ['fffb', 'audio/mpeg'],
  ['fff3', 'audio/mpeg'],
  ['fff2', 'audio/mpeg'],
  ['4f676753', 'audio/ogg'],
];

/** Brands of the ISO base media file format; pictures in it (HEIC) are among none of ours. */
const brands: Readonly<Record<string, FileKind>> = {
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'M4V ': 'video/mp4',
  isom: 'video/mp4',
  iso2: 'video/mp4',
  iso4: 'video/mp4',
  iso5: 'video/mp4',
  iso6: 'video/mp4',
  mp41: 'video/mp4',
  mp42: 'video/mp4',
  avc1: 'video/mp4',
  dash: 'video/mp4',
};

/** Documents of Office are archives with a folder of their own; one with macros has a part of this name. */
const documents: readonly (readonly [folder: string, kind: FileKind])[] = [
  ['word/document.xml', `${office}.wordprocessingml.document`],
  ['xl/workbook.xml', `${office}.spreadsheetml.sheet`],
  ['ppt/presentation.xml', `${office}.presentationml.presentation`],
];
const macros = 'vbaProject.bin';

/** Returns what a file is by its content; undefined for what nobody may send. What it is called says nothing. */
export function kindOf(content: Uint8Array): FileKind | undefined {
  const start = Array.from(content.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const known = starts.find(([bytes]) => start.startsWith(bytes));
  if (known) return known[1];
  const latin = new TextDecoder('latin1');
  const word = (from: number) => latin.decode(content.subarray(from, from + 4));
  if (word(0) === 'RIFF' && word(8) === 'WEBP') return 'image/webp';
  if (word(4) === 'ftyp') return Object.hasOwn(brands, word(8)) ? brands[word(8)] : undefined;
  if (!start.startsWith('504b0304')) return undefined;
  const text = latin.decode(content);
  if (!text.includes('[Content_Types].xml') || text.includes(macros)) return undefined;
  return documents.find(([part]) => text.includes(part))?.[1];
}

/** Returns the name of a file with an end that suits its kind: nobody saves a picture as a program. */
export function nameFor(name: string, kind: FileKind): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}"*/:<>?\\|]/gu, '').trim();
  const ends: readonly string[] = attachmentKinds[kind];
  const end = clean.split('.').at(-1)?.toLowerCase() ?? '';
  return clean.includes('.') && ends.includes(end) ? clean : `${clean || 'file'}.${ends[0]}`;
}
