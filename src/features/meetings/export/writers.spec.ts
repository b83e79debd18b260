import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentLanguages, loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { csvCell, separatorOf, writeCsv } from '#src/lib/csv/csv.ts';
import { fileName } from './file-name.ts';
import { minutesDocument } from './minutes-document.ts';
import { approvedFile, draftFile } from './testing/sample.ts';
import { writeMinutesCsv } from './writers/csv-writer.ts';
import { writeHtml } from './writers/html-writer.ts';
import { writeMarkdown } from './writers/markdown-writer.ts';
import { writePlainText } from './writers/plain-text-writer.ts';

const zone = 'Europe/Brussels';

/** CSV as RFC 4180 defines it. */
function parseCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
        cell += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== separator && text[at] !== '\r') {
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text[at] === separator) at += 1;
    else {
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('minutes in a language', () => {
  it.each(documentLanguages)('has every part in %s', async (language) => {
    const texts = await loadDocumentTexts(language, []);
    const document = minutesDocument(await draftFile(), texts, zone);
    const headings = document.blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 2 ? block.text : [],
    );
    expect(headings).toEqual(
      (['attendees', 'decisions', 'summary', 'answers', 'todos', 'topics'] as const).map((key) =>
        texts.t(`sections.${key}`),
      ),
    );
    expect(document.watermark).toBe(texts.t('watermark'));
    expect(document.pageLabel(1, 3)).toBe('1 / 3');
  });

  it('writes dates in the language and names the zone', async () => {
    const dutch = await loadDocumentTexts('nl', ['nl-BE']);
    const { facts } = minutesDocument(await draftFile(), dutch, zone);
    expect(facts[0]).toEqual({ label: 'Datum', value: 'dinsdag 17 november 2026 om 10:00 CET' });
    expect(facts[1]).toEqual({ label: 'Duur', value: '1 uur 15 minuten' });
    const english = await loadDocumentTexts('en', ['en-US', 'nl-BE']);
    const american = minutesDocument(await draftFile(), english, 'America/New_York');
    expect(american.facts[0]?.value).toMatch(/^Tuesday, November 17, 2026 at 04:00\sAM EST$/);
  });

  it('has no watermark once approved, but the seal', async () => {
    const file = await approvedFile();
    const document = minutesDocument(file, await loadDocumentTexts('en', []), zone);
    expect(document.watermark).toBeUndefined();
    expect(document.statusText).toBe('Approved by Owen Okafor on 20 November 2026 at 16:00 CET');
    expect(document.seal).toContain(file.seal!.value);
  });
});

describe('Markdown', () => {
  it('keeps the content as text', async () => {
    const texts = await loadDocumentTexts('en', []);
    const markdown = writeMarkdown(minutesDocument(await draftFile(), texts, zone));
    expect(markdown).toContain('# Team meeting \\<b\\>February\\</b\\>');
    expect(markdown).toContain('The team agreed on the **budget** for _next year_.');
    expect(markdown).toContain('- Travel is `frozen`\n  - except for audits');
    expect(markdown).toContain('1. First the plan\n2. Then the money');
    expect(markdown).toContain('> **Corrected answer**\n>\n> € 120.000  \n> including VAT');
    expect(markdown).toContain('> **The assistant wrote**');
    expect(markdown).toContain('> Ask Ελένη');
    expect(markdown).toContain('| Task | Who | Due | State |\n| --- | --- | --- | --- |');
    expect(markdown).toContain('_No answer was found in the recording._');
  });
});

describe('rich text', () => {
  it('escapes all content and is balanced', async () => {
    const document = minutesDocument(await draftFile(), await loadDocumentTexts('en', []), zone);
    const html = writeHtml(document);
    expect(html).toContain('Team meeting &lt;b&gt;February&lt;/b&gt;');
    expect(html).toContain(
      '<li dir="auto">Travel is <code>frozen</code><ul><li dir="auto">except for audits</li></ul></li>',
    );
    const open: string[] = [];
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
      if (name === 'br') continue;
      if (slash) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
    expect(writePlainText(document)).toContain('- Travel is frozen\n  - except for audits');
  });
});

describe('CSV', () => {
  it('neutralises what a spreadsheet would evaluate', () => {
    for (const text of ['=1+1', '+32 2 555', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00a0=1', '＝1']) {
      expect(csvCell(text, ',').replace(/^"/, '').startsWith("'")).toBe(true);
    }
    expect(csvCell('a=b', ',')).toBe('a=b');
    // Whichever character a program splits at, this stays one cell.
    for (const sign of ['\t', ',', ';', '|']) expect(csvCell(`a${sign}=1`, ',')).toBe(`"a${sign}=1"`);
    expect(csvCell('say "hi"', ',')).toBe('"say ""hi"""');
  });

  it('reads back, whatever the cells hold', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(cells, fc.constantFrom(',' as const, ';' as const), (rows, separator) => {
        const read = parseCsv(writeCsv(rows, separator), separator);
        expect(read.map((row) => row.map((cell, index) => [cell, index]))).toHaveLength(rows.length);
        for (const [index, row] of rows.entries()) {
          expect(read[index]?.map((cell, at) => cell === row[at] || cell === `'${row[at]}`)).toEqual(
            row.map(() => true),
          );
        }
      }),
    );
  });

  it('has a row for every question and to-do', async () => {
    const file = await draftFile();
    const csv = writeMinutesCsv(file, await loadDocumentTexts('en', []), ';');
    const rows = parseCsv(csv, ';');
    expect(rows[0]).toEqual([
      'Kind',
      'Theme',
      'Question',
      'Answer',
      'Correction',
      'Who',
      'Due',
      'State',
      'Comment',
    ]);
    expect(rows).toHaveLength(1 + 4 + 40);
    expect(rows[3]).toEqual([
      'Question',
      'Money',
      'What does it cost?',
      "'=1+1",
      '€ 120.000\nincluding VAT',
      '',
      '',
      'Accepted',
      '',
    ]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([9]));
  });

  it('takes the semicolon where the comma is in numbers', () => {
    expect(['en-GB', 'nl-BE', 'fr-FR', 'en-US'].map(separatorOf)).toEqual([',', ';', ';', ',']);
  });
});

describe('file names', () => {
  const day = '2026-11-17';
  it.each([
    ['Team meeting February', '2026-11-17 Team meeting February - minutes.pdf'],
    ['../../etc/passwd', '2026-11-17 etc-passwd - minutes.pdf'],
    ['a\u202efdp.exe', '2026-11-17 a fdp.exe - minutes.pdf'],
    ['Überblick: "Łódź"?', '2026-11-17 Überblick- -Łódź-- - minutes.pdf'],
    ['', '2026-11-17 - minutes.pdf'],
    ['👩‍👩‍👧'.repeat(30), `2026-11-17 ${'👩‍👩‍👧'.repeat(10)} - minutes.pdf`],
    ['می‌خواهم', '2026-11-17 می‌خواهم - minutes.pdf'],
  ])('%j becomes %j', (name, expected) => {
    expect(fileName({ day, name, kind: 'minutes', extension: 'pdf' })).toBe(expected);
  });

  it('are never a device, too long or empty', () => {
    expect(fileName({ day: undefined, name: 'con', kind: 'minutes', extension: 'md' })).toBe(
      '_con - minutes.md',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const written = fileName({ day, name, kind: 'minutes', extension: 'json' });
        expect(written).not.toMatch(/[<>:"/\\|?*\p{Cc}]/u);
        expect(written.endsWith(' - minutes.json')).toBe(true);
        expect(Buffer.byteLength(written)).toBeLessThanOrEqual(255);
        expect(written.isWellFormed()).toBe(true);
      }),
    );
  });
});
