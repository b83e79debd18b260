import { describe, expect, it } from 'vitest';
import { isPressed, keyCaps } from './shortcut-keys.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', true>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

describe('isPressed', () => {
  it.each([
    ['j', press('j'), true],
    ['j', press('J'), true],
    ['j', press('J', { shiftKey: true }), false],
    ['Shift+j', press('J', { shiftKey: true }), true],
    ['Shift+j', press('j'), false],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['/', press('/', { shiftKey: true }), true],
    ['ArrowDown', press('ArrowDown'), true],
    ['ArrowDown', press('ArrowDown', { shiftKey: true }), false],
    ['j', press('j', { ctrlKey: true }), false],
    ['j', press('j', { metaKey: true }), false],
    ['j', press('j', { altKey: true }), false],
    ['x', press('j'), false],
    ['Mod+k', press('k', { ctrlKey: true }), true],
    ['Mod+k', press('K', { metaKey: true }), true],
    ['Mod+k', press('k'), false],
    ['Mod+k', press('k', { ctrlKey: true, metaKey: true }), false],
    ['Mod+k', press('k', { ctrlKey: true, altKey: true }), false],
    ['Mod+k', press('K', { ctrlKey: true, shiftKey: true }), false],
  ])('%s by %j: %s', (combination, event, expected) => {
    expect(isPressed(combination, event)).toBe(expected);
  });
});

it('writes keys as keyboards do', () => {
  expect(keyCaps('Shift+ArrowDown')).toEqual(['Shift', '↓']);
  expect(keyCaps('Enter')).toEqual(['Enter']);
  expect(keyCaps('Mod+k')[1]).toBe('K');
});
