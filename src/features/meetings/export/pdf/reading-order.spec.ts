import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import type { MinutesBlock, MinutesDocument } from '#src/lib/document/blocks.ts';
import { writePdf } from '#src/lib/document/pdf/pdf-writer.ts';
import { minutesDocument } from '../minutes-document.ts';
import { minutesInPdf } from '../minutes-file.ts';
import { draftFile, readAsset } from '../testing/sample.ts';

const file = await draftFile();
const whole = minutesDocument(file, await loadDocumentTexts('en', []), 'Europe/Brussels');

async function pdfOf(part: Partial<MinutesDocument>) {
  const document: MinutesDocument = { ...whole, facts: [], blocks: [], watermark: undefined, ...part };
  return writePdf(document, { ...minutesInPdf(file), readAsset });
}

/** What a reader that guesses the order from the places on the paper makes of it, as Firefox does. */
async function guessed(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  return plain(text);
}

const plain = (text: string) =>
  text.normalize('NFKC').replaceAll('\u2060', '').replaceAll(/\s+/g, ' ').trim();

const words = [
  ...['Youssef', 'belt', '12.500', '(ISO', '9001)', '€ 40', 'R&D', '3:2', 'a/b', 'jan@example.com'],
  ...['(يوسف', 'حداد)', 'نعم،', 'الأخير', 'لا', '«قرار»', '٢٠٢٦', '[اقتراح]', 'مُحَمَّد'],
  ...['דוד', '(לוי)', 'שלום,', 'ה-30', 'צה״ל'],
  ...['(', ')', '-', '–', '"', '!', '100%', '<', '>', '…', '👍'],
];
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join(' '));

/** One in each place where texts stand. */
const blockOf = (text: string, place: number): MinutesBlock[] => {
  switch (place % 5) {
    case 0:
      return [{ kind: 'paragraph', lines: [[{ text }]] }];
    case 1:
      return [{ kind: 'list', ordered: true, start: 1, items: [{ line: [{ text }], lists: [] }] }];
    case 2:
      return [{ kind: 'table', columns: [{ label: 'Head', weight: 1 }], rows: [[text]] }];
    case 3:
      return [{ kind: 'heading', level: 3, text }];
    default:
      return [{ kind: 'question', text }];
  }
};

/** What the file itself says about each line with right-to-left text. */
function told(bytes: Uint8Array): string[] {
  const source = Buffer.from(bytes).toString('latin1');
  return [...source.matchAll(/stream\n(.*?)\nendstream/gs)].flatMap(([, stream = '']) => {
    const content = inflated(Buffer.from(stream, 'latin1'));
    return [...content.matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs)].map(([, text = '']) =>
      unescaped(text),
    );
  });
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  const bytes = text.replaceAll(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign);
  if (!bytes.startsWith('\xfe\xff')) return bytes;
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

/**
 * All of its characters in their order, and a space wherever it has one. One more may stand where the reader jumps over
 * what runs the other way: gaps are all that it sees.
 */
function guessable(text: string): RegExp {
  const parts = [...plain(text)].map((sign) =>
    sign === ' ' ? '\\s+' : sign.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  );
  return new RegExp(parts.join(' ?'), 'gu');
}

describe('reading order', () => {
  it('is that of the text, each once, in paragraphs, lists, tables, headings and questions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { minLength: 20, maxLength: 40 }), async (sentences) => {
        // A number of its own, so that none is a part of another.
        const texts = sentences.map((text, index) => `${text} ${1000 + index} יום`);
        const bytes = await pdfOf({ blocks: texts.flatMap(blockOf) });
        const found = await guessed(bytes);
        for (const text of texts) expect(found.match(guessable(text)), text).toHaveLength(1);
        // Numbers of lists stand on lines of their own.
        const lines = told(bytes).filter((line) => line !== '1.');
        expect(plain(lines.join(' '))).toBe(plain(texts.join(' ')));
      }),
      // Each is a document of its own, which takes a moment.
      { numRuns: 3, endOnFailure: true },
    );
    // Several documents with several fonts each: on a busy machine that takes a while.
  }, 60_000);

  it('is that of the text in the title and at the head and foot of pages', async () => {
    const name = 'اجتماع (فبراير) 2026 – ISO';
    const document = {
      name,
      issuer: '\u2068شركة «حداد»\u2069 · Minutes',
      foot: `\u2068דוד (לוי)\u2069 · 2026`,
    };
    const bytes = await pdfOf({ ...document, statusText: 'Approved by \u2068يوسف حداد\u2069 on 3 May' });
    const found = await guessed(bytes);
    for (const text of [
      name,
      'شركة «حداد» · Minutes',
      'דוד (לוי) · 2026',
      'Approved by يوسف حداد on 3 May',
    ]) {
      expect(found.match(guessable(text)), text).toHaveLength(1);
      expect(told(bytes).filter((line) => plain(line) === plain(text))).toHaveLength(1);
    }
  });
});
