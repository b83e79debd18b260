import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readTextFile, samplesOf, textOf } from './read-text-file.ts';
import { encode } from './testing/encode.ts';

const read = (bytes: Uint8Array<ArrayBuffer>, maxBytes = 1000) =>
  readTextFile(new File([bytes], 'list.csv'), maxBytes);
const zip = (...names: string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(10)])), { level: 0 });

it.each([
  ['spreadsheet', zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml')],
  ['spreadsheet', zip('Index/Document.iwa')],
  ['document', zip('[Content_Types].xml', 'word/document.xml')],
  ['archive', zip('list.csv')],
  ['spreadsheet', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
  ['spreadsheet', encode('<?xml version="1.0"?>\n<Workbook xmlns="x">', 'utf-8')],
  [
    'page',
    encode('\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', 'utf-8', { mark: true }),
  ],
  ['pdf', encode('%PDF-1.7\n', 'utf-8')],
  ['document', encode('{\\rtf1\\ansi', 'utf-8')],
  ['contacts', encode('BEGIN:VCARD\nFN:Jan', 'utf-8')],
  ['image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47])],
  ['unknown', Uint8Array.from([0, 1, 2, 3])],
])('knows a %s by its bytes, however large it is', async (format, bytes) => {
  expect(await read(bytes)).toEqual({ kind: 'notText', format });
  const padded = new Uint8Array([...bytes, ...new Uint8Array(2000)]);
  if (format !== 'unknown') expect(await read(padded)).toEqual({ kind: 'notText', format });
});

it('limits what it reads, and reports a file that cannot be opened', async () => {
  expect(await read(new Uint8Array(1001).fill(65))).toEqual({ kind: 'tooLarge' });
  const gone = { size: 1, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
  expect(await readTextFile(gone as unknown as File, 10)).toEqual({ kind: 'failed' });
});

it('returns a text, and alternatives', async () => {
  const result = await read(encode('name\nZoë;zoe@example.com\nAn\nFrançois\n', 'windows-1252'));
  if (result.kind !== 'read') throw new Error(result.kind);
  expect(textOf(result.file)).toBe('name\nZoë;zoe@example.com\nAn\nFrançois\n');
  expect(result.file.others).toContain('macintosh');
  expect(samplesOf(result.file, 3)).toEqual(['Zoë;zoe@example.com', 'François']);
  expect(samplesOf({ ...result.file, encoding: 'macintosh' }, 1)).toEqual(['ZoÎ;zoe@example.com']);
});

it('asks a person when two encodings give words', async () => {
  const result = await read(encode('ZOË\n', 'windows-1252'));
  expect(result).toMatchObject({ kind: 'unsure', file: { encoding: 'windows-1252', others: ['macintosh'] } });
});

it('shows the part of a long line that matters', async () => {
  const result = await read(encode(`${'a'.repeat(200)}é${'b'.repeat(200)}`, 'windows-1252'));
  const [sample = ''] = 'file' in result ? samplesOf(result.file, 3) : [];
  expect(sample).toMatch(/^… a{30}éb{29} …$/);
});
