import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeCsv } from './csv.ts';
import { readCsv } from './csv-read.ts';

const cells = (text: string) => readCsv(text).map((record) => record.cells);

it('reads whatever spreadsheets write', () => {
  expect(cells('\uFEFFa;b\r\n"x;1";"say ""hi"""\r\n')).toEqual([
    ['a', 'b'],
    ['x;1', 'say "hi"'],
  ]);
  expect(cells('a,b\n\n,\n"two\nlines",c')).toEqual([
    ['a', 'b'],
    ['two\nlines', 'c'],
  ]);
  expect(cells('What, exactly?\tone')).toEqual([['What, exactly?', 'one']]);
  expect(cells("'=1+1,'-2")).toEqual([['=1+1', '-2']]);
  expect(cells('"never closed, ever')).toEqual([['never closed, ever']]);
  expect(readCsv('a\n\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 3, 5]);
});

it('reads back what was written', () => {
  const cell = fc.stringMatching(/^[A-Za-zé€"=+@][A-Za-z ,;"\n=@-]{0,20}[A-Za-z"]$/);
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',' as const, ';' as const),
      (rows, separator) => {
        expect(cells(writeCsv([['one', 'two', 'three'], ...rows], separator))).toEqual([
          ['one', 'two', 'three'],
          ...rows.map((row) => row.map((text) => text.trim())),
        ]);
      },
    ),
  );
});

it('takes anything', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void readCsv(text)));
});
