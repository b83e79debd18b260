import { createElement, Fragment, memo, type ReactElement } from 'react';
import classes from './markdown.module.css';
import { type Block, type Inline, type ListItem, parseMarkdown } from './markdown.ts';

interface MarkdownProps {
  readonly text: string;
  /** Level of the text's highest headings. */
  readonly headingLevel: 3 | 4;
}

/** Light Markdown as elements. Nothing in the text can become markup of its own. */
export const Markdown = memo(function Markdown({ text, headingLevel }: MarkdownProps) {
  const blocks = parseMarkdown(text).map((block) => renderBlock(block, headingLevel));
  return createElement('div', { className: classes.text }, ...blocks);
});

// Children are passed one by one, not as an array: the text never changes its order, so they need no keys.
const sequence = (parts: readonly (ReactElement | false)[]) => createElement(Fragment, null, ...parts);

function renderBlock(block: Block, headingLevel: number): ReactElement {
  switch (block.kind) {
    case 'heading':
      return createElement(
        `h${Math.min(headingLevel + block.depth, 6)}`,
        { dir: 'auto' },
        sequence(block.children.map(renderInline)),
      );
    case 'paragraph':
      return createElement('p', { dir: 'auto' }, ...block.lines.map(renderLine));
    case 'list': {
      const items = block.items.map((item) => renderItem(item, headingLevel));
      return block.ordered
        ? createElement('ol', { start: block.start }, ...items)
        : createElement('ul', null, ...items);
    }
  }
}

const renderLine = (line: readonly Inline[], index: number): ReactElement =>
  sequence([index > 0 && createElement('br'), ...line.map(renderInline)]);

const renderItem = (item: ListItem, headingLevel: number): ReactElement =>
  createElement(
    'li',
    { dir: 'auto' },
    sequence(item.content.map(renderInline)),
    sequence(item.blocks.map((block) => renderBlock(block, headingLevel))),
  );

function renderInline(part: Inline): ReactElement {
  if (part.kind === 'text') return <span dir={undefined}>{part.text}</span>;
  if (part.kind === 'code') return <code dir={undefined}>{part.text}</code>;
  return createElement(
    part.kind === 'strong' ? 'strong' : 'em',
    null,
    sequence(part.children.map(renderInline)),
  );
}
