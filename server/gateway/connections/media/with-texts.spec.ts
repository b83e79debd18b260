import { describe, expect, test } from 'vitest';
import { withTexts } from './with-texts.ts';

const upper = (text: string) => text.toUpperCase();

describe('other texts in some fields', () => {
  test.each([
    [
      { photo: 'a', text: 'a' },
      { photo: 'A', text: 'a' },
    ],
    [
      { data: [{ photo: 'a' }, { photo: null }, { other: { photo: 'b' } }] },
      { data: [{ photo: 'A' }, { photo: null }, { other: { photo: 'B' } }] },
    ],
    [
      { attachments: [{ link: 'a' }], link: 'a', attachment: { link: 'a' } },
      { attachments: [{ link: 'A' }], link: 'a', attachment: { link: 'a' } },
    ],
    [{ photo: ['a', ['b']] }, { photo: ['A', ['B']] }],
    [{ photo: { photo: 'a', x: 1 } }, { photo: { photo: 'A', x: 1 } }],
    ['photo', 'photo'],
    [null, null],
  ])('%j becomes %j', (value, expected) => {
    const before = structuredClone(value);
    expect(withTexts(value, ['photo', 'attachments.link'], upper)).toEqual(expected);
    expect(value).toEqual(before);
  });

  test('are the very same value where there are none', () => {
    const value = { data: [{ text: 'a', photo: 'A' }], meta: { total: 1 } };
    expect(withTexts(value, ['photo'], upper)).toBe(value);
    expect(withTexts(value, [], upper)).toBe(value);
  });

  test('keep a field called __proto__ a field', () => {
    const value: unknown = JSON.parse('{"__proto__":{"photo":"a"},"photo":"b"}');
    expect(JSON.stringify(withTexts(value, ['photo'], upper))).toBe(
      '{"__proto__":{"photo":"A"},"photo":"B"}',
    );
  });
});
