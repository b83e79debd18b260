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
  expect(cells('"never closed, ever\nx,y')).toEqual([
    ['"never closed', 'ever'],
    ['x', 'y'],
  ]);
  expect(cells('a,b\n"Karel" Peeters,"c"\n 5" , "d" ')).toEqual([
    ['a', 'b'],
    ['"Karel" Peeters', 'c'],
    ['5"', 'd'],
  ]);
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

it('finds the separator that most lines agree on', () => {
  expect(cells('sep=|\r\na;b|c')).toEqual([['a;b', 'c']]);
  expect(readCsv('sep=;\na,b;c').map(({ line }) => line)).toEqual([2]);
  expect(cells('Naam;E-mail\nPeeters, Jan;jan@a.be\nDe Smet, An;an@a.be')[1]).toEqual([
    'Peeters, Jan',
    'jan@a.be',
  ]);
  expect(cells('a|b|c\nx, y|"p;q"|z')[1]).toEqual(['x, y', 'p;q', 'z']);
  expect(cells('Name,Licences,City\nAn,A;B,Gent\nJan,C;D,Gent')[2]).toEqual(['Jan', 'C;D', 'Gent']);
  expect(cells('x,"a;b",y')).toEqual([['x', 'a;b', 'y']]);
  expect(cells('List of members\nName;E-mail;Town\nAn;an@a.be;Gent')[1]).toEqual(['Name', 'E-mail', 'Town']);
});

it('reads back any cells, whatever separates and quotes them', () => {
  const cell = fc.stringMatching(/^[A-Za-zé€][A-Za-z ,;|\t"\n@-]{0,20}[A-Za-z"]$/);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('all', 'needed'),
      (rows, separator, lineEnd, quotes) => {
        const lines = [['one', 'two', 'three'], ...rows].map((row) =>
          row
            .map((text) => (quotes === 'all' || /[,;|\t"\n]/.test(text) ? quoted(text) : text))
            .join(separator),
        );
        expect(cells(lines.join(lineEnd))).toEqual([['one', 'two', 'three'], ...rows]);
      },
    ),
  );
});

it('takes linear time', () => {
  const hostile = [
    '="',
    '=" ',
    '" ',
    '"',
    '""',
    '"" ',
    ',"',
    '"a""b,',
    ' ',
    ';" ',
    '"\n',
    '\t" \t',
    "'",
    "' ",
  ];
  for (const piece of hostile) {
    const steps = [4, 16].map((thousands) => stepsOf(() => readCsv(piece.repeat(thousands * 1000))));
    // Four times the text; a square would be sixteen times the steps.
    expect(steps[1]! / steps[0]!, piece).toBeLessThan(6);
  }
});

/** How often characters of texts are read: time, without the clock. */
function stepsOf(run: () => void): number {
  let steps = 0;
  const { charAt, indexOf } = String.prototype;
  String.prototype.charAt = function (index) {
    steps += 1;
    return charAt.call(this, index);
  };
  String.prototype.indexOf = function (...of) {
    const found = indexOf.apply(this, of);
    steps += (found < 0 ? this.length : found) - (of[1] ?? 0);
    return found;
  };
  try {
    run();
  } finally {
    Object.assign(String.prototype, { charAt, indexOf });
  }
  return steps;
}

it('takes anything', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void readCsv(text)));
});
