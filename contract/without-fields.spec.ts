import { expect, it } from 'vitest';
import { withoutFields } from './without-fields.ts';

it.each([
  ['alone', { 'access-token': 'a', name: 'n' }, { name: 'n' }],
  [
    'in a list',
    { data: [{ attributes: { 'access-token': 'a', id: 1 } }] },
    { data: [{ attributes: { id: 1 } }] },
  ],
  ['after its object', { data: { attributes: { data: 'a', id: 1 } } }, { data: { attributes: { id: 1 } } }],
  ['in a list of that name', { attributes: [{ data: 'a' }] }, { attributes: [{}] }],
  ['not elsewhere', { data: { id: 1 } }, { data: { id: 1 } }],
  ['not in a value', ['access-token', null, 1], ['access-token', null, 1]],
])('takes a field out %s', (_name, answer, expected) => {
  expect(withoutFields(answer, ['access-token', 'attributes.data'])).toEqual(expected);
});

it('leaves alone a response that has nothing to hide', () => {
  const answer = { data: [] };
  expect(withoutFields(answer, [])).toBe(answer);
});

it('is not misled by names of its own language', () => {
  const answer: unknown = JSON.parse('{"__proto__":{"token":"a"},"constructor":{"token":"a","x":1}}');
  expect(JSON.stringify(withoutFields(answer, ['token']))).toBe('{"__proto__":{},"constructor":{"x":1}}');
});
