import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import type { MinutesBlock, MinutesDocument } from '#src/lib/document/blocks.ts';
import { directionOf, piecesOf } from '#src/lib/document/text-direction.ts';
import { minutesDocument } from './minutes-document.ts';
import type { MinutesFile } from './minutes-file.ts';
import { approvedFile } from './testing/sample.ts';
import { writeDocx } from './writers/docx-writer.ts';
import { writeHtml } from './writers/html-writer.ts';
import { writeMarkdown } from './writers/markdown-writer.ts';
import { writePlainText } from './writers/plain-text-writer.ts';

const pieces = (text: string) =>
  piecesOf([{ text }], directionOf(text)).map((piece) => [piece.rightToLeft ? 'rtl' : 'ltr', piece.text]);

describe('a paragraph begins where its first letter does', () => {
  it.each([
    ['Budget', 'ltr'],
    ['', 'ltr'],
    ['12.500 (–)', 'ltr'],
    ['1. נעם', 'rtl'],
    ['(يوسف) Peeters', 'rtl'],
    ['Peeters (يوسف)', 'ltr'],
    // Isolated text does not count.
    ['\u2068يوسف\u2069 · Minutes', 'ltr'],
  ])('%j: %s', (text, direction) => expect(directionOf(text)).toBe(direction));
});

describe('pieces of one direction', () => {
  it.each([
    [
      'Youssef (يوسف حداد) belt.',
      [
        ['ltr', 'Youssef ('],
        ['rtl', 'يوسف حداد'],
        ['ltr', ') belt.'],
      ],
    ],
    // A number in between belongs to what surrounds it.
    [
      'Zie قرار 12 اقتراح nu',
      [
        ['ltr', 'Zie '],
        ['rtl', 'قرار 12 اقتراح'],
        ['ltr', ' nu'],
      ],
    ],
    [
      'قرار 12 (ISO 9001)!',
      [
        ['rtl', 'قرار 12 ('],
        ['ltr', 'ISO 9001'],
        ['rtl', ')!'],
      ],
    ],
    [
      'Door \u2068يوسف\u2069, 3 mei',
      [
        ['ltr', 'Door '],
        ['rtl', '\u200fيوسف\u200f'],
        ['ltr', '\u200e, 3 mei'],
      ],
    ],
    ['Budget', [['ltr', 'Budget']]],
  ])('%j', (text, expected) => expect(pieces(text)).toEqual(expected));

  it('contain every character once, letters in their own direction', () => {
    const part = fc.constantFrom('Jan', 'يوسف', '(', ') ', ' 12', '٢٠', 'לוי', '!', ' ', '👍🏽');
    fc.assert(
      fc.property(fc.array(fc.array(part, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (spans) => {
        const line = spans.map((parts) => ({ text: parts.join('') }));
        const text = line.map((span) => span.text).join('');
        const found = piecesOf(line, directionOf(text));
        expect(found.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of found) {
          const others = piece.rightToLeft ? /\p{Script=Latin}/u : /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
          expect(piece.text.replaceAll(/\p{Nd}/gu, '')).not.toMatch(others);
        }
      }),
    );
  });
});

const blocks: MinutesBlock[] = [
  { kind: 'paragraph', lines: [[{ text: 'نعم (ISO)' }]] },
  { kind: 'list', ordered: false, start: 1, items: [{ line: [{ text: 'דוד (לוי)' }], lists: [] }] },
  {
    kind: 'table',
    columns: [
      { label: 'A', weight: 1 },
      { label: 'B', weight: 1 },
    ],
    rows: [['قرار', '12 x']],
  },
];

/** Approved by an Arabic name, of an organisation with one. */
async function document(): Promise<{ document: MinutesDocument; file: MinutesFile }> {
  const file = await approvedFile();
  const other: MinutesFile = {
    ...file,
    minutes: { ...file.minutes, meeting: { ...file.minutes.meeting, name: '2026 budget' } },
    approval: { by: 'يوسف حداد', at: '2026-11-20T15:00:00.000Z' },
    context: { ...file.context, organisation: 'شركة حداد', owner: 'דוד לוי' },
  };
  const texts = await loadDocumentTexts('en', []);
  return { document: { ...minutesDocument(other, texts, 'Europe/Brussels'), blocks }, file: other };
}

const approved = 'Approved by \u2068يوسف حداد\u2069 on 20 November 2026 at 16:00 CET';

describe('names within sentences of a document are isolated', () => {
  it('in every sentence that has one', async () => {
    const { document: made } = await document();
    expect(made).toMatchObject({
      statusText: approved,
      issuer: '\u2068شركة حداد\u2069 · Minutes',
      lead: `Minutes · \u2068شركة حداد\u2069 · ${approved}`,
      foot: '\u2068شركة حداد\u2069 · 2026 budget',
    });
    for (const sentence of [made.statusText, made.issuer, made.lead, made.foot]) {
      expect(directionOf(sentence)).toBe('ltr');
    }
  });

  it('in plain text and Markdown by characters', async () => {
    const { document: made } = await document();
    const plain = writePlainText(made);
    expect(plain).toContain(`Minutes · \u2068شركة حداد\u2069 · ${approved}\n`);
    expect(plain).toContain('\nOwner: \u2068דוד לוי\u2069\n');
    expect(plain).toContain('\n- \u2068قرار\u2069 | 12 x\n');
    const markdown = writeMarkdown(made);
    expect(markdown).toContain(approved);
    expect(markdown).toContain('- **Owner:** \u2068דוד לוי\u2069\n');
  });

  it('in HTML by elements, and each paragraph finds its own direction', async () => {
    const { document: made } = await document();
    const html = writeHtml(made);
    expect(html).toContain(
      '<p dir="auto">Minutes · <bdi>شركة حداد</bdi> · Approved by <bdi>يوسف حداد</bdi> on 20 November 2026 at 16:00 CET</p>',
    );
    expect(html).not.toMatch(/[\u2066-\u2069]/);
    for (const [, tag, attributes] of html.matchAll(/<(p|li|td|h[1-6])\b([^>]*)>(?!<small>)/g)) {
      expect(`${tag}${attributes}`).toContain(' dir="auto"');
    }
  });

  it('in Word by runs, and paragraphs from the right say so', async () => {
    const { document: made, file } = await document();
    const parts = unzipSync(await writeDocx(made, file));
    const xml = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
    const all = Object.keys(parts).filter((name) => /^(word|docProps)\/[^/]*\.xml$/.test(name));
    for (const name of all) expect(xml(name)).not.toMatch(/[\u2066-\u2069]/);
    const runsOf = (paragraph: string) =>
      [...paragraph.matchAll(/<w:r>(.*?)<\/w:r>/g)].map(([, run = '']) => [
        run.includes('<w:rtl/>') ? 'rtl' : 'ltr',
        run.replaceAll(/<[^>]+>/g, ''),
      ]);
    const paragraphs = xml('word/document.xml').match(/<w:p>.*?<\/w:p>/g) ?? [];
    const withText = (text: string) => paragraphs.find((paragraph) => paragraph.includes(text)) ?? '';
    expect(runsOf(withText('Approved by'))).toEqual([
      ['ltr', 'Approved by '],
      ['rtl', '\u200fيوسف حداد\u200f'],
      ['ltr', '\u200e on 20 November 2026 at 16:00 CET'],
    ]);
    expect(withText('Approved by')).not.toContain('<w:bidi/>');
    for (const [text, runs] of [
      [
        'نعم',
        [
          ['rtl', 'نعم ('],
          ['ltr', 'ISO'],
          ['rtl', ')'],
        ],
      ],
      ['דוד (', [['rtl', 'דוד (לוי)']]],
      ['قرار', [['rtl', 'قرار']]],
    ] as const) {
      expect(runsOf(withText(text))).toEqual(runs);
      expect(withText(text)).toContain('<w:bidi/>');
    }
    const foot = all
      .filter((name) => name.startsWith('word/footer'))
      .map(xml)
      .join('');
    expect(runsOf(foot).slice(0, 2)).toEqual([
      ['rtl', '\u200fشركة حداد\u200f'],
      ['ltr', '\u200e · 2026 budget'],
    ]);
  });
});
