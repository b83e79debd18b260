import { createElement, Fragment, type ReactElement } from 'react';
import type { Line, ListBlock, MinutesBlock, MinutesDocument, Span } from '#src/lib/document/blocks.ts';
import { Facts } from '#src/ui/facts.tsx';
import classes from './minutes-view.module.css';

/**
 * Minutes to read on the page. Their tables are not that of src/ui/list/table.tsx: a document's rows have no names and
 * no keys, and its columns are whatever its author wrote.
 */
export function MinutesView({ document }: { readonly document: MinutesDocument }) {
  return (
    <article className={`ui-small ui-breaks ${classes.minutes}`} lang={document.language}>
      <h3 dir="auto">{document.name}</h3>
      <Facts of={document.facts.map(({ label, value }) => [label, value])} />
      {createElement(Fragment, null, ...document.blocks.map(block))}
    </article>
  );
}

// Children are passed one by one, not as an array: a document never changes its order, so they need no keys.
const sequence = (parts: readonly (ReactElement | false)[]) => createElement(Fragment, null, ...parts);

function block(item: MinutesBlock): ReactElement {
  switch (item.kind) {
    case 'heading':
      // The document's name is the third level of the page.
      return createElement(`h${Math.min(6, item.level + 2)}`, { dir: 'auto' }, item.text);
    case 'question':
      return (
        <p>
          <strong dir="auto">{item.text}</strong>
        </p>
      );
    case 'paragraph':
      return createElement(
        'p',
        { dir: 'auto' },
        ...item.lines.map((line, index) => sequence([index > 0 && <br />, inline(line)])),
      );
    case 'list':
      return list(item);
    case 'aside':
      return (
        <blockquote>
          <p>
            <strong dir="auto">{item.label}</strong>
          </p>
          {sequence(item.blocks.map(block))}
        </blockquote>
      );
    case 'table': {
      const head = item.columns.map(({ label }) => createElement('th', { scope: 'col', dir: 'auto' }, label));
      const rows = item.rows.map((row) =>
        createElement('tr', null, ...row.map((cell) => createElement('td', { dir: 'auto' }, cell))),
      );
      return (
        <div className={classes.scroll}>
          <table>
            <thead>{createElement('tr', null, ...head)}</thead>
            {createElement('tbody', null, ...rows)}
          </table>
        </div>
      );
    }
  }
}

const list = ({ ordered, start, items }: ListBlock): ReactElement =>
  createElement(
    ordered ? 'ol' : 'ul',
    ordered ? { start } : null,
    ...items.map(({ line, lists }) =>
      createElement('li', { dir: 'auto' }, inline(line), sequence(lists.map(list))),
    ),
  );

const inline = (line: Line) => sequence(line.map(span));

function span({ text, bold, italic, code }: Span): ReactElement {
  let node = <span dir={undefined}>{text}</span>;
  if (code) node = <code>{node}</code>;
  if (italic) node = <em>{node}</em>;
  return bold ? <strong>{node}</strong> : node;
}
