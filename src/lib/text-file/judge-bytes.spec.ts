import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, type Encoding } from './encodings.ts';
import { judgeBytes } from './judge-bytes.ts';
import { encode } from './testing/encode.ts';

const list =
  'Naam;E-mail;Rol\r\nZoë Lefèvre;zoe.lefevre@example.com;user\r\nJürgen Groß;juergen@example.com;manager\r\n';

/** Encoding and text that bytes are read with, whether decided on or only proposed first. */
function read(bytes: Uint8Array) {
  const judgement = judgeBytes(bytes);
  if (judgement.kind === 'notText') return judgement.format;
  const encoding = judgement.kind === 'unsure' ? judgement.encodings[0]! : judgement.encoding;
  return [judgement.kind, encoding, decode(bytes, encoding)];
}

it.each([
  ['certain', 'utf-8', false],
  ['certain', 'utf-8', true],
  ['certain', 'utf-16le', true],
  ['certain', 'utf-16be', true],
  ['certain', 'utf-16le', false],
  ['certain', 'utf-16be', false],
  ['likely', 'windows-1252', false],
  ['likely', 'macintosh', false],
  ['likely', 'cp850', false],
] as const)('is %s of a list in %s (byte order mark: %s)', (kind, encoding, mark) => {
  const text = encoding === 'macintosh' ? list.replaceAll('\r\n', '\r') : list;
  expect(read(encode(text, encoding, { mark }))).toEqual([kind, encoding, text]);
});

it.each<[Encoding, string]>([
  ['windows-1252', 'Étienne Noël, François d’Hondt\nAnaïs Müller – Besançon\n“Øystein” Ångström\n'],
  ['windows-1252', 'Sánchez Peña\nJosé Núñez\nGarcía\n'],
  ['windows-1252', 'prix 12 € à Liège\n'],
  ['windows-1252', 'JÜRGEN GROß\nRENÉ LEFÈVRE\nÖ. Weiß\n'],
  ['macintosh', 'Étienne Noël, François d’Hondt\nAnaïs Müller – Besançon\n“Øystein” Ångström\n'],
  ['macintosh', 'Sánchez Peña\nJosé Núñez\nGarcía\n'],
  ['cp850', 'Étienne Noël, François\r\nAnaïs Müller, Besançon\r\nÅngström\r\n'],
])('decides on %s for %j', (encoding, text) => {
  expect(read(encode(text, encoding))).toEqual(['likely', encoding, text]);
});

it.each<[Encoding, string]>([
  ['windows-1250', 'Michał Dąbrowski\nZażółć gęślą jaźń\nŁukasz Wójcik\n'],
  ['windows-1250', 'Jiří Dvořák\nBěla Růžičková\nTomáš Nováček\n'],
  ['windows-1250', 'Jiří Dvořák\nPřemysl\n'],
  ['windows-1251', 'Иван Петров\nЕлена Смирнова\n'],
  ['windows-1253', 'Γιώργος Παπαδόπουλος\nΕλένη Νικολάου\n'],
])('never reads %s as Western silently: %j', (encoding, text) => {
  const judgement = judgeBytes(encode(text, encoding));
  const found =
    judgement.kind === 'unsure' ? judgement.encodings : 'encoding' in judgement ? [judgement.encoding] : [];
  expect(found).toContain(encoding);
  expect(judgement).not.toMatchObject({ kind: 'likely', encoding: 'windows-1252' });
});

it.each([
  ['Chinese', [0xd5, 0xc5, 0xc8, 0xfd]],
  ['Japanese', [0x8e, 0x52, 0x93, 0x63, 0x91, 0xbe, 0x98, 0x59]],
  ['Korean', [0xb1, 0xe8, 0xc3, 0xb6, 0xbc, 0xf6]],
  ['Russian', [0xe9, 0xd7, 0xc1, 0xce]],
])('asks about a list that a program in %s wrote, in whatever encoding', (_language, name) => {
  const list = [name, name, name].flatMap((one) => [...one, ...encode(';a@example.com\r\n', 'utf-8')]);
  expect(judgeBytes(new Uint8Array(list)).kind).toBe('unsure');
});

it('asks when words of both are words', () => {
  // "ZOË" of Windows is "ZOÀ" of a Mac; the line ends decide, and without them a person does.
  const zoe = encode('ZOË;zoe@example.com', 'windows-1252');
  expect(judgeBytes(zoe)).toEqual({ kind: 'unsure', encodings: ['windows-1252', 'macintosh'] });
  expect(judgeBytes(encode('ZOË;a\r\n', 'windows-1252'))).toMatchObject({ encoding: 'windows-1252' });
  expect(judgeBytes(encode('ZOÀ;a\r', 'macintosh'))).toMatchObject({ encoding: 'macintosh' });
});

it('asks before it loses what is damaged', () => {
  const damaged = new Uint8Array([
    ...encode('Zoë Lefèvre\nFrançois\n', 'utf-8'),
    ...encode('Jürgen\n', 'windows-1252'),
  ]);
  const judgement = judgeBytes(damaged);
  expect(judgement.kind).toBe('unsure');
  expect(judgement.kind === 'unsure' && judgement.encodings).toContain('utf-8');
});

it.each<[Encoding, number]>([
  ['utf-8', 1],
  ['utf-8', 2],
  ['utf-8', 4095],
  ['windows-1252', 1],
  ['windows-1252', 512],
  ['utf-16le', 2],
  ['utf-16be', 512],
])('reads a list in %s whose last block is filled with %i zeros', (encoding, zeros) => {
  for (const text of [list, 'Name,Email\r\nJan,jan@example.com\r\n', 'Jan,jan@example.com']) {
    const bytes = new Uint8Array([...encode(text, encoding), ...new Uint8Array(zeros)]);
    expect(read(bytes)).toContain(text);
  }
  expect(read(new Uint8Array(zeros))).toEqual(['certain', 'utf-8', '']);
});

it.each(['BEGIN:VCARD\r\nN:Peeters', 'begin:vcard\nN:x', '<html><table>', ' <!DOCTYPE html>'])(
  'recognises %j in any Unicode',
  (text) => {
    const format = /vcard/i.test(text) ? 'contacts' : 'page';
    expect(read(encode(text, 'utf-8'))).toBe(format);
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const)
      expect(read(encode(text, encoding, { mark: true }))).toBe(format);
  },
);

it('knows what is not a text', () => {
  expect(read(Uint8Array.from([1, 2, 3, 0, 0, 9]))).toBe('unknown');
  expect(read(encode('a\u0001b', 'utf-8'))).toBe('unknown');
  expect(read(encode('Jan\u0000an', 'utf-16le', { mark: true }))).toBe('unknown');
  expect(read(encode('name;mail\n\u001A', 'utf-8'))).toEqual(['certain', 'utf-8', 'name;mail\n']);
  expect(read(new Uint8Array())).toEqual(['certain', 'utf-8', '']);
});

it('reads back whatever was written in Unicode', () => {
  const text = fc.string({ unit: 'grapheme' }).map((any) => `${any.replace(/\p{Cc}/gu, '')}\n`);
  fc.assert(
    fc.property(text, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'), (written, encoding) => {
      const bytes = encode(written, encoding, { mark: true });
      expect(read(bytes)).toEqual(['certain', encoding, written]);
      if (encoding === 'utf-8') expect(read(encode(written, 'utf-8'))).toEqual(['certain', 'utf-8', written]);
    }),
  );
});

it('reads back names of Western Europe, or asks', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{0,4}[éèëêàâäçîïôöûüñøåß]?[a-z]{1,4}$/);
  const encoding = fc.constantFrom<Encoding[]>('windows-1252', 'macintosh');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), encoding, (names, written) => {
      const text = names.map((one) => `${one};${one.length}@example.com`).join('\n');
      const bytes = encode(text, written);
      const judgement = judgeBytes(bytes);
      const readings =
        judgement.kind === 'unsure'
          ? judgement.encodings
          : 'encoding' in judgement
            ? [judgement.encoding]
            : [];
      expect(readings.map((one) => decode(bytes, one))).toContain(text);
    }),
  );
});

it('takes any bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void judgeBytes(bytes)));
});
