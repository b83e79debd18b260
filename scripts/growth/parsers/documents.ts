import canonicalize from 'canonicalize';
import { zipSync, zlibSync } from 'fflate';
import { InflateBudget, inflate, unzip } from '#src/features/meetings/export/bounded-inflate.ts';
import { fileName } from '#src/features/meetings/export/file-name.ts';
import { readMinutesFile } from '#src/features/meetings/export/minutes-file.ts';
import { readSeal } from '#src/features/meetings/export/seal/seal.ts';
import { attachedMinutes as minutesOfDocx } from '#src/features/meetings/export/writers/docx-attachment.ts';
import { writeDocx } from '#src/features/meetings/export/writers/docx-writer.ts';
import { writeHtml } from '#src/features/meetings/export/writers/html-writer.ts';
import { writeMarkdown } from '#src/features/meetings/export/writers/markdown-writer.ts';
import { writePlainText } from '#src/features/meetings/export/writers/plain-text-writer.ts';
import { textBlocks, verbatim } from '#src/features/meetings/export/writers/text-blocks.ts';
import { attachedMinutes } from '#src/features/meetings/verify/pdf-attachment.ts';
import { readDocument } from '#src/features/meetings/verify/read-document.ts';
import type { MinutesDocument } from '#src/lib/document/blocks.ts';
import { drawBlocks } from '#src/lib/document/pdf/flow.ts';
import { layOut } from '#src/lib/document/pdf/line-layout.ts';
import { directionOf, piecesOf } from '#src/lib/document/text-direction.ts';
import { bytesOf, type Parser } from '../parser.ts';

const written = ['*', '-', '1', '.', ' ', '\n', '|'];
const pdf = ['<<', '>>', ' obj', 'stream\n', 'endstream', '/Type/EmbeddedFile', '/Length 1 ', ' '];
const xml = ['<', '>', ' ', '="urn:claritalk-dashboard:minutes:1"', 'a'];
const json = ['[', '{"a":', '"', '\\"', '0,', ' '];

/** A document with a text wherever a meeting can put one. */
const documentOf = (text: string): MinutesDocument => ({
  language: 'en',
  locale: 'en-GB',
  kind: 'Minutes',
  name: text,
  author: text,
  issuer: text,
  lead: text,
  foot: text,
  statusText: text,
  watermark: undefined,
  facts: [{ label: 'a', value: text }],
  blocks: [
    ...textBlocks(text),
    verbatim(text),
    { kind: 'heading', level: 2, text },
    { kind: 'question', text },
    { kind: 'aside', label: text, blocks: [verbatim(text)] },
    { kind: 'table', columns: [{ label: 'a', weight: 1 }], rows: [[text]] },
    {
      kind: 'list',
      ordered: true,
      start: 1,
      items: [{ line: [{ text, italic: true, bold: true }], lists: [] }],
    },
  ],
  seal: undefined,
  pageLabel: () => '',
});

/** Sets text in which every character is as wide as it is high. */
const shaper = {
  fontOf: () => 'a',
  fallback: () => ({ font: 'a', text: '?' }),
  width: (text: string, _font: string, size: number) => text.length * size,
};
/** Receives everything drawn, and calls what draws. */
const paper: never = new Proxy(() => undefined, {
  get: (_target, name) => (name === 'bufferedPageRange' ? () => ({ count: 1 }) : paper),
  apply: (_target, _self, [draw]: unknown[]) => {
    if (typeof draw === 'function' && draw !== paper) draw();
    return paper;
  },
}) as never;
const setting = { width: 400, size: 10, shaper };

const docxWith = (xmlText: string) => zipSync({ 'customXml/item1.xml': bytesOf(xmlText) }, { level: 0 });

/** The head of a file in an archive, of a file without bytes that is called `a`. */
const emptyFile = `PK\x03\x04${'\0'.repeat(22)}\x01\0\0\0a`;

/** Documents created from a meeting, and documents that someone uploads for verification. */
export const documentParsers: readonly Parser[] = [
  { name: 'Markdown, written', signs: written, read: (text) => writeMarkdown(documentOf(text)) },
  { name: 'HTML, written', signs: ['<', '&', ' ', '\n'], read: (text) => writeHtml(documentOf(text)) },
  { name: 'plain text, written', signs: ['\n', ' ', 'a'], read: (text) => writePlainText(documentOf(text)) },
  {
    name: 'Word, written',
    length: 60,
    signs: ['\n'],
    read: (text) => writeDocx(documentOf(text), {} as never),
  },
  {
    name: 'lines of a PDF',
    signs: ['a', ' ', '\u00a0', '\t', 'é', '👩‍👩‍👧'],
    read: (text) => layOut([{ text }], setting),
  },
  {
    name: 'lines of a PDF, from the right',
    length: 480,
    signs: ['א', '1', ' ', '\u2029', '\u05b0', '\u202b'],
    read: (text) => layOut([{ text }], setting),
  },
  {
    name: 'direction of a text',
    signs: ['א', '1', ' ', 'a', '\u202b'],
    read: (text) => [
      directionOf(text),
      piecesOf([{ text: `א${text}` }], 'rtl'),
      piecesOf([{ text: `א${text}` }], 'ltr'),
    ],
  },
  {
    name: 'pages of a PDF',
    signs: ['a\n', ' '],
    length: 960,
    read: (text) => drawBlocks({ pdf: paper, y: 0 }, paper, documentOf(text).blocks, shaper),
  },
  {
    name: 'name of a document',
    signs: ['.', ' ', '~', '-', '/', 'é'],
    read: (text) => fileName({ day: undefined, name: text, kind: 'a', extension: 'pdf' }),
  },
  { name: 'seal', signs: [' ', ':', '-', 'a', '.'], read: readSeal },
  {
    name: 'JSON in its one form',
    signs: ['a', '"', '\n'],
    read: (text) => canonicalize({ [text]: Array.from(text), b: text }),
  },
  { name: 'minutes as JSON', signs: json, read: readMinutesFile },
  { name: 'PDF', signs: pdf, read: (text) => attachedMinutes(bytesOf(text)) },
  {
    name: 'embedded files of a PDF',
    signs: ['/Length 1', ' 0 R', ' ', '>>stream\n', '1 0 obj<</Type/EmbeddedFile/Length 4>>stream\naaaa'],
    read: (text) => attachedMinutes(bytesOf(`1 0 obj<</Type/EmbeddedFile${text}`)),
  },
  {
    name: 'packed file of a PDF',
    signs: ['a', '{"a":', ' '],
    read: (text) => {
      const packed = Buffer.from(zlibSync(bytesOf(text))).toString('latin1');
      return attachedMinutes(
        bytesOf(
          `1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length ${packed.length}>>stream\n${packed}endstream`,
        ),
      );
    },
  },
  { name: 'part of a Word document', signs: xml, read: (text) => minutesOfDocx(docxWith(text)) },
  {
    name: 'Word document',
    length: 1200,
    signs: ['PK\x03\x04', '\0', 'PK\x01\x02', 'a'],
    read: (text) => minutesOfDocx(bytesOf(text)),
  },
  {
    name: 'ZIP archive with many files',
    signs: [emptyFile],
    length: 5000 * emptyFile.length,
    read: (text) => unzip(bytesOf(text), () => true, new InflateBudget(10_000_000)),
  },
  {
    name: 'inflating',
    signs: ['a', '\0', '\xff'],
    length: 6000,
    read: (text) => inflate(zlibSync(bytesOf(text)), new InflateBudget(1_000_000)),
  },
  {
    name: 'inflating nonsense',
    signs: ['\x78\x9c', '\0', '\xff', 'a'],
    read: (text) => inflate(bytesOf(text), new InflateBudget(1_000_000)),
  },
  {
    name: 'document to be verified',
    signs: [...json, '\xff\xfe', '\0'],
    read: (text) => readDocument(bytesOf(text)),
  },
];
