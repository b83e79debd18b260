import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryOf, MultipartScanner } from './multipart-scanner.ts';

const bytesOf = async (form: FormData) => {
  const request = new Request('http://x.test', { method: 'POST', body: form });
  const boundary = boundaryOf(request.headers.get('content-type') ?? '');
  return { boundary, bytes: Buffer.from(await request.arrayBuffer()) };
};

test('finds the fields and the file however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.stringMatching(/^[\w \r\n-]{0,40}$/),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      async (content, text, cuts) => {
        const form = new FormData();
        form.set('first', text);
        // Bytes that look like the beginnings of a delimiter.
        form.set('audio', new File(['\r\n--', content, '\r\n-'], 'a.webm', { type: 'audio/webm' }));
        form.set('last', 'x');
        const { boundary, bytes } = await bytesOf(form);
        const scanner = new MultipartScanner(boundary);
        let at = 0;
        for (let turn = 0; at < bytes.length; turn += 1) {
          const size = cuts[turn % cuts.length] ?? 1;
          scanner.write(bytes.subarray(at, at + size));
          at += size;
        }
        scanner.end();
        // Line ends in fields become CRLF on the wire.
        const onTheWire = text.replace(/\r\n|\r|\n/g, '\r\n');
        expect(Object.fromEntries(scanner.fields)).toEqual({ first: onTheWire, last: 'x' });
        expect(scanner.files).toEqual(['audio']);
      },
    ),
    { numRuns: 200 },
  );
});

test('never does anything but refuse what is malformed', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 80 })), (pieces) => {
      const scanner = new MultipartScanner('b');
      expect(() => {
        for (const piece of pieces) scanner.write(Buffer.from(piece));
        scanner.end();
      }).toThrow('not well-formed');
    }),
  );
});

test.each([
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="a b"; charset=utf-8',
  'multipart/mixed; boundary=b',
  `multipart/form-data; boundary=${'b'.repeat(71)}`,
])('refuses the type %s', (type) => {
  expect(() => boundaryOf(type)).toThrow('not well-formed');
});
