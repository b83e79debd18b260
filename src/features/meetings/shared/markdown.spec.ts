import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inline, parseInline, parseMarkdown } from './markdown.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });

/** Everything that would be read aloud. */
const words = (parts: readonly Inline[]): string =>
  parts.map((part) => ('text' in part ? part.text : words(part.children))).join('');

describe('parseInline', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['a **bold** word', [text('a '), { kind: 'strong', children: [text('bold')] }, text(' word')]],
    [
      '_it_ and *it*',
      [
        { kind: 'emphasis', children: [text('it')] },
        text(' and '),
        { kind: 'emphasis', children: [text('it')] },
      ],
    ],
    ['***both***', [{ kind: 'strong', children: [{ kind: 'emphasis', children: [text('both')] }] }]],
    ['`a*b`', [{ kind: 'code', text: 'a*b' }]],
    ['snake_case_name, 2 * 3 * 4', [text('snake_case_name, 2 * 3 * 4')]],
    ['my__var__name, 5*3*2, ٥*٣*٢', [text('my__var__name, 5*3*2, ٥*٣*٢')]],
    ['**open', [text('**open')]],
    ['\\*not\\*', [text('*not*')]],
    ['<b onclick="x">', [text('<b onclick="x">')]],
  ])('%s', (line, expected) => {
    expect(parseInline(line)).toEqual(expected);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const letters = (value: string) => value.replaceAll(/[\\*_`]/g, '');
        expect(letters(words(parseInline(line)))).toBe(letters(line));
      }),
    );
  });

  it('takes linear time for unmatched markers', () => {
    const line = '**a *b _c '.repeat(20_000);
    const start = performance.now();
    parseInline(line);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('parseMarkdown', () => {
  it('reads headings by their relative depth, paragraphs with their lines, and rules as nothing', () => {
    expect(parseMarkdown('## Decisions\nWe agreed.\nAll of us.\n\n---\n### Later\nMore')).toEqual([
      { kind: 'heading', depth: 0, children: [text('Decisions')] },
      { kind: 'paragraph', lines: [[text('We agreed.')], [text('All of us.')]] },
      { kind: 'heading', depth: 1, children: [text('Later')] },
      { kind: 'paragraph', lines: [[text('More')]] },
    ]);
  });

  it('reads nested lists, continued items and blank lines between items', () => {
    const blocks = parseMarkdown('- one\n  continues\n  - inner\n\n- two\n3. three\n4. four');
    expect(blocks).toMatchObject([
      {
        kind: 'list',
        ordered: false,
        items: [
          {
            content: [text('one continues')],
            blocks: [{ kind: 'list', ordered: false, items: [{ content: [text('inner')] }] }],
          },
          { content: [text('two')], blocks: [] },
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [{}, { content: [text('four')] }] },
    ]);
  });

  it('ends a list at the next paragraph', () => {
    expect(parseMarkdown('* one\nafter').map(({ kind }) => kind)).toEqual(['list', 'paragraph']);
  });

  it('takes any text', () => {
    const piece = fc.constantFrom(
      '# ',
      '- ',
      '1. ',
      '    ',
      '\t',
      '**',
      '_',
      '`',
      '\n',
      '\r\n',
      '---',
      'word',
      ' ',
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => void parseMarkdown(pieces.join(''))));
    fc.assert(fc.property(fc.string(), (any) => void parseMarkdown(any)));
  });
});

describe('texts that would take an engine long', () => {
  it('reads a heading with thousands of spaces inside unchanged', () => {
    const title = `a${' '.repeat(3000)}b`;
    expect(parseMarkdown(`# ${title}`)).toEqual([{ kind: 'heading', depth: 0, children: [text(title)] }]);
  });

  it('reads thousands of underscores and a letter as text', () => {
    const line = `${'_'.repeat(30_000)}a`;
    expect(parseMarkdown(line)).toEqual([{ kind: 'paragraph', lines: [[text(line)]] }]);
  });
});
