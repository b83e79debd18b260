import { expect, test } from 'vitest';
import { withSinglePath } from './single-path-icons.ts';

const icon = (nodes: unknown, kind = 'outline') =>
  `const __iconNode = ${JSON.stringify(nodes)};\nconst IconX = createReactComponent("${kind}", "x", "X", __iconNode);`;

const two = [
  ['path', { d: 'M18 6l-12 12', key: 'svg-0' }],
  ['path', { d: 'M6 6l12 12', key: 'svg-1' }],
];

test('the lines of an icon become one path', () => {
  expect(withSinglePath(icon(two))).toBe(icon([['path', { d: 'M18 6l-12 12M6 6l12 12', key: 'svg' }]]));
});

test.each([
  ['is filled, where paths that cross would leave holes', icon(two, 'filled')],
  ['has a path that begins where the one before ended', icon([two[0], ['path', { d: 'm6 6h4', key: 'b' }]])],
  ['has something else than paths', icon([two[0], ['circle', { r: '4', key: 'b' }]])],
  ['has a path with a look of its own', icon([two[0], ['path', { d: 'M6 6', fill: 'red', key: 'b' }]])],
  ['has no drawing', 'export const nothing = 1;'],
])('an icon stays as it is if it %s', (_what, code) => {
  expect(withSinglePath(code)).toBe(code);
});
