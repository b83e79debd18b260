import { type Block, type Inline, parseMarkdown } from '#src/features/meetings/shared/markdown.ts';
import type { Line, ListBlock, Span, TextBlock } from '#src/lib/document/blocks.ts';

/** Light Markdown as blocks; `level` is that of its highest headings. */
export function textBlocks(text: string, level: 4 | 5 = 4): TextBlock[] {
  return parseMarkdown(text).map((block) => convert(block, level));
}

/** Text whose lines are kept and where nothing is markup. */
export const verbatim = (text: string): TextBlock => ({
  kind: 'paragraph',
  lines: text.split(/\r\n?|\n/).map((line) => [{ text: line }]),
});

function convert(block: Block, level: number): TextBlock {
  switch (block.kind) {
    case 'heading':
      return {
        kind: 'heading',
        level: level + block.depth >= 5 ? 5 : 4,
        text: spans(block.children)
          .map(({ text }) => text)
          .join(''),
      };
    case 'paragraph':
      return { kind: 'paragraph', lines: block.lines.map((line) => spans(line)) };
    case 'list':
      return convertList(block);
  }
}

type MarkdownList = Extract<Block, { kind: 'list' }>;

const convertList = (list: MarkdownList): ListBlock => ({
  kind: 'list',
  ordered: list.ordered,
  start: list.start,
  items: list.items.map(({ content, blocks }) => ({
    line: spans(content),
    lists: blocks.map(convertList),
  })),
});

type Style = Omit<Span, 'text'>;

function spans(inlines: readonly Inline[], style: Style = {}): Line {
  return inlines.flatMap((inline): Line => {
    if (inline.kind === 'text') return [{ text: inline.text, ...style }];
    if (inline.kind === 'code') return [{ text: inline.text, ...style, code: true }];
    return spans(
      inline.children,
      inline.kind === 'strong' ? { ...style, bold: true } : { ...style, italic: true },
    );
  });
}
