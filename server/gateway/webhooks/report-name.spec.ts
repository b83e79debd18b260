import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportName } from './report-name.ts';

test.each([
  ['plans-summary-report.pdf', 'plans-summary-report.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\x\\"evil\r\nSet-Cookie: a=b".pdf', 'evilSet-Cookie ab.pdf'],
  ['', 'report.pdf'],
  ['...', 'report.pdf'],
  ['.pdf', 'report.pdf'],
  ['a.pdf/', 'report.pdf'],
  [' a . .pdf . ', 'a.pdf'],
  ['Réunion du 3 mars (Zoë).PDF', 'Réunion du 3 mars (Zoë).pdf'],
  // With its diacritics, as one letter where there is such a letter.
  ['Re\u0301union', 'R\u00e9union.pdf'],
  ['बैठक', 'बैठक.pdf'],
  ['a\u202egpj.pdf', 'agpj.pdf'],
  ['a\u0000b\u007f\ud800c', 'abc.pdf'],
  // 120 units would cut the last letter in half.
  [`${'a'.repeat(119)}\u{20000}b`, `${'a'.repeat(119)}.pdf`],
  [`a${' '.repeat(254)}b`, 'a.pdf'],
])('%j is saved as %j', (given, expected) => expect(reportName(given)).toBe(expected));

// With an expression that looks for the run's end from every position, one of these took hours.
test.each([' ', '.', ' .', '/', '\\', '.pdf', 'a ', '\u0301', '\ud83d', '\u{1f600}'])(
  'millions of %j take no time',
  (piece) => {
    for (const name of [piece.repeat(3_000_000), `a${piece.repeat(3_000_000)}b`]) {
      expect(reportName(name).length).toBeLessThanOrEqual(124);
    }
  },
);

test('whatever comes, a short name that a header and a file system accept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const saved = reportName(name);
      expect(saved).toMatch(/^[\p{Letter}\p{Mark}\p{Number} ._()-]{1,120}\.pdf$/u);
      expect(saved).not.toMatch(/^[ .]|[ .]\.pdf$/);
      expect(saved.isWellFormed()).toBe(true);
      expect(reportName(saved)).toBe(saved);
    }),
    { numRuns: 200 },
  );
});
