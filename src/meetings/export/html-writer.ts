import type { Line, ListBlock, MinutesBlock, MinutesDocument, Span, TableBlock } from './blocks.ts';

/**
 * The minutes as HTML for the clipboard. It is only ever a string: the page does not parse it, and whatever
 * content says is escaped. Styles are inline, because mail and text processors drop style sheets.
 */
export function writeHtml(document: MinutesDocument): string {
  const { language, name, kind, organisation, statusText, facts, blocks, seal } = document;
  const lead = [kind, organisation, statusText].filter((part) => part !== undefined).join(' · ');
  return [
    `<div lang="${escaped(language)}" dir="auto">`,
    heading(1, name),
    `<p style="color:#544d5d">${escaped(lead)}</p>`,
    '<table>',
    ...facts.map(
      ({ label, value }) =>
        `<tr><th scope="row" style="text-align:left;padding-right:1em">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
    ),
    '</table>',
    ...blocks.map(block),
    seal ? `<p style="color:#544d5d"><small>${escaped(seal.text)}</small></p>` : '',
    '</div>',
  ].join('');
}

function block(item: MinutesBlock): string {
  switch (item.kind) {
    case 'heading':
      return heading(item.level, item.text);
    case 'question':
      return `<p><strong>${escaped(item.text)}</strong></p>`;
    case 'paragraph': {
      const text = item.lines.map(inline).join('<br>');
      return item.muted ? `<p style="color:#544d5d"><em>${text}</em></p>` : `<p>${text}</p>`;
    }
    case 'list':
      return list(item);
    case 'table':
      return table(item);
    case 'aside':
      return (
        '<blockquote style="border-left:3px solid #682577;margin:0 0 0 1em;padding-left:1em">' +
        `<p><strong>${escaped(item.label)}</strong></p>${item.blocks.map(block).join('')}</blockquote>`
      );
  }
}

const heading = (level: number, text: string) =>
  `<h${level}${level <= 2 ? ' style="color:#682577"' : ''}>${escaped(text)}</h${level}>`;

function list({ ordered, start, items }: ListBlock): string {
  const inner = items
    .map(({ line, lists }) => `<li>${inline(line)}${lists.map(list).join('')}</li>`)
    .join('');
  return ordered ? `<ol start="${start}">${inner}</ol>` : `<ul>${inner}</ul>`;
}

const cellStyle = 'border:1px solid #c3bdcb;padding:4px 8px;text-align:left;vertical-align:top';

function table({ columns, rows }: TableBlock): string {
  const head = columns.map(({ label }) => `<th scope="col" style="${cellStyle}">${escaped(label)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell) => {
      const text = escaped(cell).replaceAll('\n', '<br>');
      return `<td style="${cellStyle}">${text}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return (
    '<table style="border-collapse:collapse">' +
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
