import { expect, it } from 'vitest';
import { kindOf, nameFor } from './file-kind.ts';

const bytes = (hex: string) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(200)]);
const text = (start: string) => Buffer.from(`${start}${' '.repeat(200)}`, 'latin1');
const archive = (...parts: readonly string[]) =>
  Buffer.concat([Buffer.from('504b0304', 'hex'), ...parts.map((part) => Buffer.from(`\0${part}\0`))]);
const office = 'application/vnd.openxmlformats-officedocument';

it.each([
  ['a PDF', text('%PDF-1.7'), 'application/pdf'],
  ['a JPEG', bytes('ffd8ffe0'), 'image/jpeg'],
  ['a PNG', bytes('89504e470d0a1a0a'), 'image/png'],
  ['a GIF', text('GIF89a'), 'image/gif'],
  ['a WebP', text('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  ['an MP3', text('ID3\x04'), 'audio/mpeg'],
  ['an OGG', text('OggS'), 'audio/ogg'],
  ['an M4A', text('\0\0\0\x20ftypM4A '), 'audio/mp4'],
  ['an MP4', text('\0\0\0\x20ftypisom'), 'video/mp4'],
  ['a Word file', archive('[Content_Types].xml', 'word/document.xml'), `${office}.wordprocessingml.document`],
  ['an Excel file', archive('[Content_Types].xml', 'xl/workbook.xml'), `${office}.spreadsheetml.sheet`],
])('%s is known by its content', (_, content, kind) => {
  expect(kindOf(content)).toBe(kind);
});

it.each([
  ['a page', text('<!doctype html><script>')],
  ['a page that hides behind a later mark', text(' %PDF-1.7')],
  ['a picture that is a document', text('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['a program', text('MZ')],
  ['HEIC', text('\0\0\0\x20ftypheic')],
  ['a brand that every object has', text('\0\0\0\x20ftyptoString')],
  ['any other archive', archive('readme.txt')],
  ['a document with macros', archive('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
  ['nothing', Buffer.alloc(0)],
])('%s is of no kind that may be sent', (_, content) => {
  expect(kindOf(content)).toBeUndefined();
});

it.each([
  ['deed.pdf', 'application/pdf', 'deed.pdf'],
  ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
  ['invoice.exe', 'application/pdf', 'invoice.exe.pdf'],
  ['../../etc/"x"\u202efdp.exe', 'image/png', '....etcxfdp.exe.png'],
  ['  ', 'audio/ogg', 'file.ogg'],
  ['pdf', 'application/pdf', 'pdf.pdf'],
] as const)('%j, a file of %s, is called %j', (name, kind, expected) => {
  expect(nameFor(name, kind)).toBe(expected);
});
