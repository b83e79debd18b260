import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { withoutConditions } from './terse-contract.ts';

const root = new URL('../../', import.meta.url);
const files = globSync('contract/{claritalk,gateway,chat2desk,claap,courier}/**/*.ts', { cwd: root });

test('an error without its condition keeps its status', () => {
  const rows = `[{ status: 400, when: 'it’s \\'odd\\'' }, {\n  status: 403,\n  when:\n    'not, when: theirs',\n}]`;
  expect(withoutConditions(rows).replaceAll(/\s/g, '')).toBe('[{status:400,},{status:403,}]');
});

test.each(files)('%s has none left, and is whole', (path) => {
  const code = withoutConditions(readFileSync(new URL(path, root), 'utf8'));
  expect(code).not.toMatch(/\bwhen:/);
  expect(parseSync(path, code, { lang: 'ts' }).errors).toEqual([]);
});
