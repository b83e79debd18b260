import { expect, test } from 'vitest';
import { endToEndTests, reachedBy } from './reach.ts';

const files = [
  { path: 'src/lib/clock.ts', imports: [] },
  { path: 'src/features/people/list.tsx', imports: ['src/lib/clock.ts'] },
  { path: 'src/features/meetings/list.tsx', imports: ['src/lib/clock.ts'] },
  { path: 'src/features/templates/list.tsx', imports: ['src/lib/clock.ts'] },
  { path: 'src/features/templates/name.ts', imports: [] },
  { path: 'src/app/router.tsx', imports: ['src/features/people/list.tsx'] },
  { path: 'src/app/shell.tsx', imports: ['src/app/router.tsx'] },
  { path: 'server/main.ts', imports: [] },
  { path: 'e2e/app/live.e2e.ts', imports: ['e2e/support/stack.ts'] },
  { path: 'e2e/support/stack.ts', imports: [] },
];

test('a change reaches whatever leads to it, but not through what only wires pages together', () => {
  expect([...reachedBy(['src/features/people/list.tsx'], files)]).toEqual(['src/features/people/list.tsx']);
  expect([...reachedBy(['src/lib/clock.ts'], files)].sort()).toEqual([
    'src/features/meetings/list.tsx',
    'src/features/people/list.tsx',
    'src/features/templates/list.tsx',
    'src/lib/clock.ts',
  ]);
});

const mainPaths = endToEndTests(['server/main.ts'], files);

test.each([
  ['one room', ['src/features/people/list.tsx'], ['e2e/people/']],
  [
    'two rooms',
    ['src/features/people/list.tsx', 'src/features/meetings/list.tsx'],
    ['e2e/meetings/', 'e2e/people/'],
  ],
  ['what every room uses', ['src/lib/clock.ts'], mainPaths],
  ['the frame', ['src/app/shell.tsx'], mainPaths],
  ['a helper of the tests', ['e2e/support/stack.ts'], ['e2e/app/live.e2e.ts']],
  ['a specification', ['src/features/people/list.spec.ts'], []],
  ['a document', ['docs/security.md'], []],
])('runs for %s', (_name, changed, tests) => {
  expect(endToEndTests(changed, files)).toEqual(tests);
});

test('the main paths are there', () => {
  expect(mainPaths).toHaveLength(7);
});
