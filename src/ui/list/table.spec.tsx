import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Table } from './table.tsx';

const cellsOf = (content: unknown) => {
  const columns = [
    { id: 'name', title: 'Name', cell: () => 'A' },
    { id: 'amount', title: 'Amount', cell: () => content as string },
  ];
  const html = renderToStaticMarkup(<Table label="Amounts" columns={columns} rows={[1]} keyOf={String} />);
  return [...html.matchAll(/<t[dh][^>]*dir="auto"[^>]*>(.*?)<\/t[dh]>/g)].map(([, inner]) => inner);
};

test.each([
  [0, '0'],
  [7, '7'],
  ['text', 'text'],
  ['', '<span aria-hidden="true">–</span>'],
  [undefined, '<span aria-hidden="true">–</span>'],
  [false, '<span aria-hidden="true">–</span>'],
])('a cell of %j reads %s', (content, shown) => {
  expect(cellsOf(content)).toEqual(['Name', 'Amount', 'A', shown]);
});
