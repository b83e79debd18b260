import type { SummarySection } from '#src/api/claritalk/meetings/meetings-summary.ts';
import { decided } from '../shared/decided.ts';
import { type Block, type Inline, parseMarkdown } from '../shared/markdown.ts';

/**
 * What the summary says was decided: the items of a section for decisions, or below a heading that says so. Empty when
 * there is nothing of the kind; nothing is guessed.
 */
export function decisionsOf(summary: readonly SummarySection[]): string[] {
  return summary.flatMap(({ key, content }) => {
    const blocks = parseMarkdown(content);
    if (decided.test(key)) return blocks.flatMap(linesOf);
    let below = false;
    return blocks.flatMap((block) => {
      if (block.kind !== 'heading') return below ? linesOf(block) : [];
      below = decided.test(wordsOf(block.children));
      return [];
    });
  });
}

const linesOf = (block: Block): string[] => {
  if (block.kind === 'list') return block.items.map(({ content }) => wordsOf(content)).filter(Boolean);
  return block.kind === 'paragraph' ? [block.lines.map(wordsOf).join(' ')] : [];
};

const wordsOf = (parts: readonly Inline[]): string =>
  parts
    .map((part) => ('text' in part ? part.text : wordsOf(part.children)))
    .join('')
    .trim();
