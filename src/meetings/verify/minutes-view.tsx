import { createElement, Fragment, type ReactNode } from 'react';
import type { Line, ListBlock, MinutesBlock, MinutesDocument, Span } from '../export/blocks.ts';
import classes from './minutes-view.module.css';

/** Minutes to read on the page. */
export function MinutesView({ document }: { readonly document: MinutesDocument }) {
  return (
    <article className={classes.minutes} lang={document.language}>
      <h3>{document.name}</h3>
      <dl className={classes.facts}>
        {document.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {createElement(Fragment, null, ...document.blocks.map(block))}
    </article>
  );
}

// Children are passed one by one, not as an array: a document never changes its order, so they need no keys.
const sequence = (parts: readonly ReactNode[]) => createElement(Fragment, null, ...parts);

function block(item: MinutesBlock): ReactNode {
  switch (item.kind) {
    case 'heading':
      // The document's name is the third level of the page.
      return createElement(`h${Math.min(6, item.level + 2)}`, null, item.text);
    case 'question':
      return (
        <p>
          <strong>{item.text}</strong>
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
            <strong>{item.label}</strong>
          </p>
          {sequence(item.blocks.map(block))}
        </blockquote>
      );
    case 'table': {
      const head = item.columns.map(({ label }) => createElement('th', { scope: 'col' }, label));
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

const list = ({ ordered, start, items }: ListBlock): ReactNode =>
  createElement(
    ordered ? 'ol' : 'ul',
    ordered ? { start } : null,
    ...items.map(({ line, lists }) => createElement('li', null, inline(line), sequence(lists.map(list)))),
  );

const inline = (line: Line) => sequence(line.map(span));

function span({ text, bold, italic, code }: Span): ReactNode {
  let node: ReactNode = text;
  if (code) node = <code>{node}</code>;
  if (italic) node = <em>{node}</em>;
  return bold ? <strong>{node}</strong> : node;
}
