import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryOf, MultipartScanner, multipartType } from './multipart-scanner.ts';

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
        // Bytes that look like the start of a delimiter.
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
  // PHP ends it at the comma, and would find other fields than we do.
  'multipart/form-data; boundary=b,c',
  ...[..."'()/:=?,;!#$%&*<>@[]^`{|}~\\ \t\u00a0é"].map((odd) => `multipart/form-data; boundary=a${odd}b`),
  'multipart/form-data; boundary="a;b"',
  'multipart/form-data; boundary="a\\"b"',
  'multipart/form-data; boundary="a"b',
  'multipart/form-data; boundary=a; boundary=b',
  'multipart/form-data; boundary="a',
  'multipart/form-data; charset=utf-8; boundary=a',
  'multipart/form-data;\u00a0boundary=a',
  'multipart/form-data, boundary=a',
  ' multipart/form-data; boundary=a',
])('refuses the type %s', (type) => {
  expect(() => boundaryOf(type)).toThrow('not well-formed');
});

test.each([
  ['multipart/form-data; boundary=----WebKitFormBoundaryAb0', '----WebKitFormBoundaryAb0'],
  ['Multipart/Form-Data ;\tBoundary=a.b_c+d-', 'a.b_c+d-'],
  ['multipart/form-data; boundary="a,b:c"', 'a,b:c'],
  ['multipart/form-data; boundary="ab"', 'ab'],
])('reads the boundary of %s, and writes it so that everyone reads the same', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
  expect(boundaryOf(multipartType(boundary))).toBe(boundary);
  // As PHP reads it.
  const rest = multipartType(boundary).split('boundary=')[1] ?? '';
  const php = rest.startsWith('"') ? rest.slice(1).split('"')[0] : rest.split(/[,;]/)[0];
  expect(php).toBe(boundary);
});
