import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from './claritalk/table.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Rows of docs/operations.md: operation, request, place, tests. */
const rows = read('docs/operations.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  )
  .slice(2);

it('has each operation of the contract, and no other', () => {
  const table = rows.map(([name, request]) => [name, request]).sort();
  const contract = operations.map(({ name, method, path }) => [name, `\`${method} ${path}\``]).sort();
  expect(table).toEqual(contract);
});

describe.each(rows.map(([name = '', , place, tests = '']) => ({ name, place, tests })))('$name', (row) => {
  it('says where it is used', () => expect(row.place).toMatch(/\w{3}/));

  it('names end-to-end tests that exist', () => {
    const named = row.tests.split('<br>').map((test) => /^`([\w-]+)`: (.+)$/.exec(test));
    for (const test of named) {
      const [, file = '', title = ''] = test ?? [];
      const [path = ''] = globSync(`e2e/**/${file}.e2e.ts`, { cwd: root });
      expect(read(path)).toContain(`test('${title}'`);
    }
  });
});
