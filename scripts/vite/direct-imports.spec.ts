import { expect, test } from 'vitest';
import { directImports } from './direct-imports.ts';

const library = '/node_modules/library';
const code: Readonly<Record<string, string>> = {
  '/src/button-page.ts': `import { Button as Big } from 'library';\nimport { help } from './help.ts';\nBig(help);`,
  '/src/all-page.ts': `import * as everything from 'library';\neverything.Button();`,
  '/src/star-page.ts': `import { merge, named } from 'library';\nmerge(named);`,
  '/src/passes-on.ts': `export { Table } from 'library';`,
  '/src/unknown-page.ts': `import { Gone } from 'library';\nGone();`,
  '/src/help.ts': 'export const help = 1;',
  [`${library}/index.js`]: `'use client';
    import { Button } from './button.js';
    export { default as Table } from './table.js';
    export { Button };
    export * from 'library-core';
    export * from './plain.js';`,
  [`${library}/button.js`]: 'export function Button() {}',
  [`${library}/table.js`]: 'export default function Table() {}',
  [`${library}/plain.js`]: 'export const named = 1;',
  '/node_modules/library-core/index.js': `export { merge } from './merge.js';\nexport { split } from './split.js';`,
  '/node_modules/library-core/merge.js': 'export const merge = () => 1;',
  '/node_modules/library-core/split.js': 'export const split = () => 1;',
};

const resolved: Readonly<Record<string, readonly string[]>> = {
  '/src/button-page.ts': [`${library}/index.js`, '/src/help.ts'],
  '/src/all-page.ts': [`${library}/index.js`],
  '/src/star-page.ts': [`${library}/index.js`],
  '/src/passes-on.ts': [`${library}/index.js`],
  '/src/unknown-page.ts': [`${library}/index.js`],
  [`${library}/index.js`]: [
    `${library}/button.js`,
    `${library}/table.js`,
    '/node_modules/library-core/index.js',
    `${library}/plain.js`,
  ],
  '/node_modules/library-core/index.js': [
    '/node_modules/library-core/merge.js',
    '/node_modules/library-core/split.js',
  ],
};

const imports = directImports((id) => ({ code: code[id] ?? null, importedIds: [...(resolved[id] ?? [])] }));

test.each([
  ['what an index imports and exports', '/src/button-page.ts', ['/src/help.ts', `${library}/button.js`]],
  ['what an index passes on', '/src/passes-on.ts', [`${library}/table.js`]],
  [
    'what an index passes on without naming it',
    '/src/star-page.ts',
    ['/node_modules/library-core/merge.js', `${library}/plain.js`],
  ],
])('%s is found where it is defined', (_what, id, expected) => {
  expect(imports(id)).toEqual(expected);
});

test.each(['/src/all-page.ts', '/src/unknown-page.ts'])('%s needs the whole library', (id) => {
  expect(imports(id)).toEqual(resolved[`${library}/index.js`]);
});

test('a module without an index among its imports needs what it imports', () => {
  expect(imports(`${library}/button.js`)).toEqual([]);
  expect(imports(`${library}/index.js`)).toEqual([
    `${library}/button.js`,
    `${library}/table.js`,
    `${library}/plain.js`,
    '/node_modules/library-core/merge.js',
    '/node_modules/library-core/split.js',
  ]);
});
