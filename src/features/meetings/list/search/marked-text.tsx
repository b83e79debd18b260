import { createElement } from 'react';
import type { SnippetPart } from '#src/services/search-index/model/snippets.ts';
import classes from './marked-text.module.css';

/** Text with the matches of a query marked; nothing in it can become markup. */
export function MarkedText({ parts }: { readonly parts: readonly SnippetPart[] }) {
  // Passed one by one: the parts never change their order, so they need no keys.
  return createElement(
    'span',
    { dir: 'auto' },
    ...parts.map(({ text, hit }) =>
      hit
        ? createElement('mark', { className: classes.hit, dir: undefined }, text)
        : createElement('span', { dir: undefined }, text),
    ),
  );
}
