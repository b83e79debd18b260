import { crc32, deflateSync } from 'node:zlib';
import { toneWav } from '../lib/tone.ts';

/**
 * Files that clients send, made here. They are kept as `sandbox-file:/letter.png`, because the address of the sandbox
 * may differ from start to start; answers and webhooks have `…/systems/chat2desk/files/letter.png`, open to everyone as
 * Chat2Desk's are.
 */
const scheme = 'sandbox-file:/';
export const addressOf = (name: string): string => scheme + name;

/** A replacer for `JSON.stringify` that writes addresses out. @param origin of the sandbox. */
export const withAddresses =
  (origin: string) =>
  (_name: string, value: unknown): unknown =>
    typeof value === 'string' && value.startsWith(scheme)
      ? `${origin}/systems/chat2desk/files/${value.slice(scheme.length)}`
      : value;

const seconds = 7;
const size = { width: 300, height: 400 };

/** One part of a PNG: length, type, contents, check. */
function chunk(type: string, contents: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), contents]);
  const part = Buffer.alloc(typed.length + 8);
  part.writeUInt32BE(contents.length, 0);
  typed.copy(part, 4);
  part.writeUInt32BE(crc32(typed), typed.length + 4);
  return part;
}

/** A photo of a letter: grey lines on white paper, the last one short. */
function letterPng(): Buffer {
  const { width, height } = size;
  const pixels = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) {
    const start = y * (width + 1);
    // Each row begins with the way it is filtered: none.
    pixels[start] = 0;
    const isInk = y > 60 && y < 340 && y % 20 < 6;
    if (isInk) pixels.fill(120, start + 41, start + 1 + (y >= 320 ? 120 : 260));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits of grey.
  head[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A page with one line. Readers rebuild the table of its objects. */
function pagePdf(line: string): Buffer {
  const text = `BT /F 18 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`);
}

const files: Readonly<Record<string, readonly [type: string, make: () => Buffer]>> = {
  'certificate.pdf': ['application/pdf', () => pagePdf('Certificate')],
  'invoices.pdf': ['application/pdf', () => pagePdf('Two invoices')],
  'letter.png': ['image/png', letterPng],
  'voice-message.wav': ['audio/wav', () => toneWav(seconds)],
};

/** Names of the files that clients send. */
export const fileNames = ['certificate.pdf', 'invoices.pdf', 'letter.png', 'voice-message.wav'] as const;

/** Answers a request for a file, or for one range of its bytes. */
export function fileResponse(name: string, range: string | undefined): Response {
  const [type, make] = (Object.hasOwn(files, name) && files[name]) || [];
  if (!type || !make) return new Response('There is no such file.', { status: 404 });
  const bytes = new Uint8Array(make());
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const first = Number(from ?? 0);
  const last = to ? Math.min(Number(to), bytes.length - 1) : bytes.length - 1;
  const part = bytes.subarray(first, last + 1);
  const headers = { 'Content-Type': type, 'Content-Length': String(part.length), 'Accept-Ranges': 'bytes' };
  return from === undefined
    ? new Response(part, { headers })
    : new Response(part, {
        status: 206,
        headers: { ...headers, 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
      });
}
