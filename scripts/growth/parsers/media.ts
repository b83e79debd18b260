import { oggCodec, trackCodec } from '#src/features/recorder/files/codec-names.ts';
import { readCutIndex } from '#src/features/recorder/files/cut-index.ts';
import { containerIn } from '#src/features/recorder/files/embedded.ts';
import { FileBytes } from '#src/features/recorder/files/file-bytes.ts';
import { readIsoMedia } from '#src/features/recorder/files/iso-media.ts';
import { readMpegAudio } from '#src/features/recorder/files/mpeg-audio.ts';
import { endOfPages } from '#src/features/recorder/files/ogg-pages.ts';
import { sniff } from '#src/features/recorder/files/sniff.ts';
import { readWave } from '#src/features/recorder/files/wave.ts';
import { readAgenda, readMinutes } from '#src/features/recorder/model/agenda-form.ts';
import { audioTypeOf } from '#src/features/recorder/model/audio-types.ts';
import { meetingNameOf } from '#src/features/recorder/model/imported-file.ts';
import { cutClip } from '#src/lib/container/clip.ts';
import { children, readHead } from '#src/lib/container/ebml.ts';
import { boxesIn, Mp4Scanner } from '#src/lib/container/mp4-boxes.ts';
import { WebmScanner } from '#src/lib/container/webm-scanner.ts';
import { bytesOf, type Parser } from '../parser.ts';

const fileOf = (text: string) => new FileBytes(new Blob([bytesOf(text)]));
/** Frames of MP3 (128 kbit/s, 44.1 kHz) and AAC without what is in them. */
const frame = '\xff\xfb\x90\x00';
const adts = '\xff\xf1\x50\x80\x01\x3f\xfc';
const box = '\0\0\0\x08free';
const element = '\xec\x81a';

const boxed = (type: string, content: string) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + content.length);
  return `${size.toString('latin1')}${type}${content}`;
};
/** An index of sound with a text where the decoder's settings stand. */
function indexWith(text: string): string {
  const kind = boxed(
    'stsd',
    `${'\0'.repeat(8)}${boxed('mp4a', '\0'.repeat(28) + boxed('esds', `\0\0\0\0${text}`))}`,
  );
  const frames = boxed('stts', '\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\x04\0') + boxed('stsz', '\0'.repeat(12));
  const media = boxed('hdlr', `${'\0'.repeat(8)}soun`) + boxed('minf', boxed('stbl', kind + frames));
  return boxed('mvhd', `${'\0'.repeat(99)}\x02`) + boxed('trak', boxed('mdia', media));
}
const cutIndexOf = (text: string) => {
  const bytes = fileOf(text);
  return readCutIndex(bytes, { start: 0, end: bytes.size }, { start: 0, end: bytes.size });
};

/** A head, and the beginning of a cluster, of a recording in WebM. */
const webmHead =
  '\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x15\x49\xa9\x66\x80\x16\x54\xae\x6b\x82\xae\x80\x1f\x43\xb6\x75\xff';
const clipOf = (mimeType: string, text: string) => {
  const bytes = bytesOf(text);
  return cutClip(
    { mimeType, bytes: bytes.length, read: async (start, end) => bytes.slice(start, end).buffer },
    0,
    500,
  );
};

/** Sound files that someone chooses, and what a recorder left behind. */
export const mediaParsers: readonly Parser[] = [
  { name: 'kind of a file', signs: ['\0', 'a', '\x47', 'RIFF'], read: (text) => sniff(bytesOf(text)) },
  {
    name: 'container behind something else',
    signs: ['\0', 'RIFF', 'a', 'OggS', 'ftyp'],
    read: (text) => containerIn(bytesOf(text)),
  },
  {
    name: 'pages of Ogg',
    length: 20_000,
    signs: ['OggS\0', `OggS\0${'\0'.repeat(21)}\xff`, '\0', '\xff', 'a'],
    read: (text) => endOfPages(fileOf(text)),
  },
  {
    name: 'MP3 and AAC',
    length: 2400,
    signs: [frame, adts, '\xff'],
    read: (text) => readMpegAudio(fileOf(text)),
  },
  {
    name: 'MP3 with sound',
    length: 5000,
    signs: ['\0', '\xff', frame],
    read: (text) => readMpegAudio(fileOf((frame + '\0'.repeat(413)).repeat(5) + text)),
  },
  {
    name: 'WAV',
    signs: ['LIST\0\0\0\0', 'fmt \0\0\0\0', 'data', '\0', 'a'],
    read: (text) => readWave(fileOf(`RIFF\0\0\0\0WAVE${text}`)),
  },
  {
    name: 'MP4 that is brought',
    signs: [box, '\0\0\0\0moov', '\0', 'mdat'],
    read: (text) => readIsoMedia(fileOf(text)),
  },
  { name: 'index that breaks off', signs: [box, '\0\0\0\x08mvhd', '\0'], read: cutIndexOf },
  {
    name: 'settings in an index that breaks off',
    signs: ['\x03', '\x80', '\x04', '\0', '\x05\x02'],
    read: (text) => cutIndexOf(indexWith(text)),
  },
  {
    name: 'MP4 of the recorder',
    signs: [box, '\0', 'a'],
    read: (text) => new Mp4Scanner().push(bytesOf(text)),
  },
  {
    name: 'boxes in a box of MP4',
    signs: [box, '\0'],
    read: (text) => boxesIn(bytesOf(text), { type: 'moov', start: 0, headLength: 0, end: text.length }),
  },
  {
    name: 'WebM of the recorder',
    signs: [element, '\x1f\x43\xb6\x75\xff', '\0', '\x80'],
    read: (text) => new WebmScanner().push(bytesOf(text)),
  },
  {
    name: 'piece of WebM',
    length: 100_000,
    signs: ['\x1f\x43\xb6\x75\xff', '\xe7\x81\0', element, '\0'],
    read: (text) => clipOf('audio/webm', webmHead + text),
  },
  {
    name: 'piece of MP4',
    length: 100_000,
    signs: ['\0\0\0\x10moof', '\0\0\0\x08mfhd', box, '\0'],
    read: (text) => clipOf('audio/mp4', box + text),
  },
  {
    name: 'elements of WebM',
    signs: [element, '\x80\x80', '\0'],
    read: (text) => [readHead(bytesOf(text), 0), ...children(bytesOf(text))],
  },
  {
    name: 'codec',
    signs: ['a', ' ', '\0', 'Speex'],
    read: (text) => [oggCodec(text), trackCodec(null, text)],
  },
  {
    name: 'type of a file',
    signs: ['.', ';', ' ', 'a'],
    read: (text) => audioTypeOf({ name: text, type: text }),
  },
  {
    name: 'meeting by the name of a file',
    length: 960,
    signs: ['_', ' ', '.', '-', 'a', '1'],
    read: meetingNameOf,
  },
  {
    name: 'agenda',
    length: 1000,
    signs: ['\n', ' ', 'a', '1'],
    read: (text) => [readMinutes(text), readAgenda({ minutes: '1', topics: text, attendees: text } as never)],
  },
];
