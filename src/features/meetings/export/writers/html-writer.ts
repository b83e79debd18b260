import type {
  Line,
  ListBlock,
  MinutesBlock,
  MinutesDocument,
  Span,
  TableBlock,
} from '#src/lib/document/blocks.ts';

/**
 * The minutes as HTML for the clipboard. It is only ever a string: the page does not parse it, and whatever
 * content says is escaped. It has no styles: browsers drop style sheets on the way to the clipboard, and inline
 * styles where the content security policy forbids them, as ours does; old attributes of tables pass.
 */
export function writeHtml(document: MinutesDocument): string {
  const { language, name, lead, facts, blocks, seal } = document;
  return [
    `<div lang="${escaped(language)}">`,
    heading(1, name),
    `<p dir="auto">${setApart(lead)}</p>`,
    '<table>',
    ...facts.map(
      ({ label, value }) =>
        `<tr><th scope="row" align="left">${escaped(label)}</th><td dir="auto">${escaped(value)}</td></tr>`,
    ),
    '</table>',
    ...blocks.map(block),
    seal ? `<p><small>${escaped(seal)}</small></p>` : '',
    '</div>',
  ].join('');
}

function block(item: MinutesBlock): string {
  switch (item.kind) {
    case 'heading':
      return heading(item.level, item.text);
    case 'question':
      return `<p dir="auto"><strong>${escaped(item.text)}</strong></p>`;
    case 'paragraph': {
      const text = item.lines.map(inline).join('<br>');
      return item.muted ? `<p dir="auto"><em>${text}</em></p>` : `<p dir="auto">${text}</p>`;
    }
    case 'list':
      return list(item);
    case 'table':
      return table(item);
    case 'aside':
      return (
        '<blockquote>' +
        `<p><strong>${escaped(item.label)}</strong></p>${item.blocks.map(block).join('')}</blockquote>`
      );
  }
}

/** Only our own sentences: in people's text, such characters may be unpaired. */
const setApart = (sentence: string) =>
  escaped(sentence).replaceAll('\u2068', '<bdi>').replaceAll('\u2069', '</bdi>');

const heading = (level: number, text: string) => `<h${level} dir="auto">${escaped(text)}</h${level}>`;

function list({ ordered, start, items }: ListBlock): string {
  const inner = items
    .map(({ line, lists }) => `<li dir="auto">${inline(line)}${lists.map(list).join('')}</li>`)
    .join('');
  return ordered ? `<ol start="${start}">${inner}</ol>` : `<ul>${inner}</ul>`;
}

function table({ columns, rows }: TableBlock): string {
  const head = columns.map(({ label }) => `<th scope="col" align="left" valign="top">${escaped(label)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell) => {
      const text = escaped(cell).replaceAll('\n', '<br>');
      return `<td dir="auto" align="left" valign="top">${text}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return (
    '<table border="1" cellpadding="5" cellspacing="0">' +
    `<thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
  );
}

const inline = (line: Line) => line.map(span).join('');

function span({ text, bold, italic, code }: Span): string {
  let html = escaped(text);
  if (code) html = `<code>${html}</code>`;
  if (italic) html = `<em>${html}</em>`;
  return bold ? `<strong>${html}</strong>` : html;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
