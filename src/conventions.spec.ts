import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import type { Convention } from '../scripts/conventions/convention.ts';
import { conventions } from '../scripts/conventions/conventions.ts';

const root = new URL('../', import.meta.url);

function offences(rule: Convention, path: string, source: string): string[] {
  const { program, errors } = parse(path, source);
  if (errors.length > 0) throw new Error(`${path} could not be read: ${errors[0]?.message}`);
  return rule.check(program, source, path).map(({ node, message }) => {
    const line = source.slice(0, node.start).split('\n').length;
    return `${path}:${line} ${message}`;
  });
}

const parsed = new Map<string, ReturnType<typeof parseSync>>();
function parse(path: string, source: string) {
  const known = parsed.get(source);
  if (known) return known;
  const result = parseSync(path, source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  parsed.set(source, result);
  return result;
}

const files = globSync('{src,server,contract}/**/*.{ts,tsx}', { cwd: root })
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => ({ path, source: readFileSync(new URL(path, root), 'utf8') }));
// Here, where no time is limited: the first of the tests would have to wait for them all.
for (const { path, source } of files) parse(path, source);

describe.each(conventions)('$name', (rule) => {
  it('holds in all files', () => {
    const meant = files.filter(({ path }) => rule.applies(path));
    expect(meant).not.toEqual([]);
    expect(meant.flatMap(({ path, source }) => offences(rule, path, source))).toEqual([]);
  });

  it.each(rule.refused)('refuses %s', (sample) => {
    expect(offences(rule, 'src/sample.tsx', sample)).toHaveLength(1);
  });

  it.each(rule.accepted)('lets pass %s', (sample) => {
    expect(offences(rule, 'src/sample.tsx', sample)).toEqual([]);
  });
});
