import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPressed, keyCaps } from './combination.ts';
import { keyOf, type Pressed } from './pressed.ts';

type Held = Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', true>>;

const press = (key: string, held: Held = {}, code = ''): Pressed => ({ key, code, ...held });
const shift: Held = { shiftKey: true };
const ctrl: Held = { ctrlKey: true };

describe('isPressed', () => {
  it.each([
    ['j', press('j'), true],
    ['j', press('J'), true],
    ['j', press('J', shift), false],
    ['Shift+j', press('J', shift), true],
    ['Shift+j', press('j'), false],
    ['?', press('?', shift), true],
    ['?', press('?'), true],
    ['/', press('/', shift), true],
    ['ArrowDown', press('ArrowDown'), true],
    ['ArrowDown', press('ArrowDown', shift), false],
    ['j', press('j', ctrl), false],
    ['j', press('j', { metaKey: true }), false],
    ['j', press('j', { altKey: true }), false],
    ['x', press('j'), false],
    ['Mod+k', press('k', ctrl), true],
    ['Mod+k', press('K', { metaKey: true }), true],
    ['Mod+k', press('k'), false],
    ['Mod+k', press('k', { ctrlKey: true, metaKey: true }), false],
    ['Mod+k', press('k', { ctrlKey: true, altKey: true }), false],
    ['Mod+k', press('K', { ctrlKey: true, shiftKey: true }), false],
  ])('%s by %j: %s', (combination, event, expected) => {
    expect(isPressed(combination, event)).toBe(expected);
  });
});

/** What browsers report on real layouts: `key`, `code`, modifiers, and the resulting shortcut; undefined for none. */
type Row = readonly [key: string, code: string, held: Held, shortcut: string | undefined];
const layouts: readonly (readonly [layout: string, ...rows: Row[]])[] = [
  [
    'Russian',
    ['о', 'KeyJ', {}, 'j'],
    ['О', 'KeyJ', shift, 'Shift+j'],
    ['ф', 'KeyA', {}, 'a'],
    ['л', 'KeyK', ctrl, 'Mod+k'],
    ['л', 'KeyK', { metaKey: true }, 'Mod+k'],
    ['и', 'KeyB', ctrl, 'Mod+b'],
    ['?', 'Digit7', shift, '?'],
    ['/', 'Backslash', shift, '/'],
    ['.', 'Slash', {}, undefined],
  ],
  ['Ukrainian', ['ч', 'KeyX', {}, 'x'], ['і', 'KeyS', {}, undefined], ['у', 'KeyE', {}, 'e']],
  ['Bulgarian', ['ь', 'KeyA', {}, 'a'], ['а', 'KeyF', {}, 'f'], ['?', 'Digit5', shift, '?']],
  [
    'Greek',
    ['ξ', 'KeyJ', {}, 'j'],
    ['Ξ', 'KeyJ', shift, 'Shift+j'],
    ['α', 'KeyA', {}, 'a'],
    ['κ', 'KeyK', ctrl, 'Mod+k'],
    ['?', 'Slash', shift, '?'],
    ['/', 'Slash', {}, '/'],
    // The key of Q types no letter there.
    [';', 'KeyQ', {}, undefined],
    ['Dead', 'Semicolon', {}, undefined],
  ],
  [
    'Arabic',
    ['ت', 'KeyJ', {}, 'j'],
    ['ش', 'KeyA', {}, 'a'],
    ['ن', 'KeyK', ctrl, 'Mod+k'],
    ['لا', 'KeyB', ctrl, 'Mod+b'],
    ['؟', 'Slash', shift, '?'],
    ['ظ', 'Slash', {}, '/'],
    ['/', 'KeyL', shift, '/'],
  ],
  [
    'Persian',
    ['ت', 'KeyJ', {}, 'j'],
    ['ث', 'KeyE', {}, 'e'],
    ['؟', 'Slash', shift, '?'],
    ['/', 'Slash', {}, '/'],
  ],
  [
    'Hebrew',
    ['ח', 'KeyJ', {}, 'j'],
    ['J', 'KeyJ', shift, 'Shift+j'],
    ['ש', 'KeyA', {}, 'a'],
    ['ל', 'KeyK', ctrl, 'Mod+k'],
    ['?', 'Slash', shift, '?'],
    ['/', 'KeyQ', {}, '/'],
    ["'", 'KeyW', {}, undefined],
    ['.', 'Slash', {}, undefined],
  ],
  [
    'Thai',
    ['่', 'KeyJ', {}, 'j'],
    ['ฟ', 'KeyA', {}, 'a'],
    ['า', 'KeyK', ctrl, 'Mod+k'],
    ['?', 'KeyM', shift, '?'],
    ['/', 'Digit2', {}, '/'],
  ],
  ['Hindi', ['र', 'KeyJ', {}, 'j'], ['ो', 'KeyA', {}, 'a'], ['क', 'KeyK', ctrl, 'Mod+k']],
  ['Armenian', ['ճ', 'KeyJ', {}, 'j'], ['ա', 'KeyA', {}, 'a'], ['կ', 'KeyK', ctrl, 'Mod+k']],
  ['Georgian', ['ჯ', 'KeyJ', {}, 'j'], ['ა', 'KeyA', {}, 'a']],
  ['Korean', ['ㅓ', 'KeyJ', {}, 'j'], ['ㅁ', 'KeyA', {}, 'a'], ['ㅏ', 'KeyK', ctrl, 'Mod+k']],
  [
    'Japanese kana',
    ['ま', 'KeyJ', {}, 'j'],
    ['ち', 'KeyA', {}, 'a'],
    ['の', 'KeyK', ctrl, 'Mod+k'],
    ['め', 'Slash', {}, '/'],
  ],
  ['Chinese signs', ['？', 'Slash', shift, '?'], ['／', 'Slash', {}, '/'], ['、', 'Slash', {}, '/']],
  // Latin: the character is right, the position is not.
  [
    'French AZERTY',
    ['a', 'KeyQ', {}, 'a'],
    ['q', 'KeyA', {}, undefined],
    ['?', 'KeyM', shift, '?'],
    ['/', 'Period', shift, '/'],
    ['!', 'Slash', {}, undefined],
    ['§', 'Slash', shift, undefined],
    ['é', 'Digit2', {}, undefined],
    ['µ', 'Backslash', shift, undefined],
  ],
  [
    'Belgian AZERTY',
    ['a', 'KeyQ', {}, 'a'],
    ['=', 'Slash', {}, undefined],
    ['/', 'Period', shift, '/'],
    ['k', 'KeyK', ctrl, 'Mod+k'],
  ],
  [
    'German QWERTZ',
    ['?', 'Minus', shift, '?'],
    ['/', 'Digit7', shift, '/'],
    ['ß', 'Minus', {}, undefined],
    ['-', 'Slash', {}, undefined],
  ],
  [
    'Turkish Q',
    ['ı', 'KeyI', {}, undefined],
    ['ö', 'Comma', {}, undefined],
    ['.', 'Slash', {}, undefined],
    ['?', 'Minus', shift, '?'],
  ],
  [
    'Dvorak',
    ['j', 'KeyC', {}, 'j'],
    ['h', 'KeyJ', {}, 'h'],
    ['.', 'KeyE', {}, undefined],
    ['k', 'KeyV', ctrl, 'Mod+k'],
    ['t', 'KeyK', ctrl, undefined],
    ['/', 'BracketLeft', {}, '/'],
    ['?', 'BracketLeft', shift, '?'],
    ['z', 'Slash', {}, undefined],
  ],
  ['Colemak', ['n', 'KeyJ', {}, 'n'], ['e', 'KeyK', ctrl, undefined], ['k', 'KeyN', ctrl, 'Mod+k']],
  [
    'American, Caps Lock',
    ['A', 'KeyA', {}, 'a'],
    ['j', 'KeyJ', shift, 'Shift+j'],
    ['K', 'KeyK', ctrl, 'Mod+k'],
  ],
  [
    'number pad',
    ['/', 'NumpadDivide', {}, '/'],
    ['Enter', 'NumpadEnter', {}, 'Enter'],
    ['ArrowDown', 'Numpad2', {}, 'ArrowDown'],
  ],
];

const shortcuts = [
  'a',
  'e',
  'f',
  'h',
  'j',
  'n',
  'x',
  'Shift+j',
  'Mod+k',
  'Mod+b',
  '?',
  '/',
  'Enter',
  'ArrowDown',
];

describe.each(layouts.map(([layout, ...rows]) => ({ layout, rows })))('on a layout: $layout', ({ rows }) => {
  it.each(rows)('%s of %s with %j is %s', (key, code, held, expected) => {
    const event = press(key, held, code);
    expect(shortcuts.filter((shortcut) => isPressed(shortcut, event))).toEqual(expected ? [expected] : []);
  });
});

describe('what is not a shortcut', () => {
  const letter = fc.constantFrom('a', 'e', 'f', 'j', 'k', 'n', 'x');
  const shown = fc.oneof(letter, fc.constantFrom('о', 'ф', 'ξ', 'ش', 'ש', '?', '/', '؟', 'Enter', 'Escape'));
  const code = fc.oneof(
    letter.map((sign) => `Key${sign.toUpperCase()}`),
    fc.constantFrom('Slash', 'Enter', ''),
  );
  const flags = fc.record({ shiftKey: fc.boolean(), ctrlKey: fc.boolean(), metaKey: fc.boolean() });
  const event = fc.tuple(shown, code, flags).map(([key, at, held]): Pressed => ({ key, code: at, ...held }));
  const none = (pressed: Pressed) => shortcuts.every((shortcut) => !isPressed(shortcut, pressed));

  it.each<[string, Partial<Pressed>]>([
    ['of an input method', { isComposing: true }],
    ['of an input method in Safari', { isComposing: false, keyCode: 229 }],
    ['with Alt', { altKey: true }],
    ['with AltGr', { getModifierState: (name: string) => name === 'AltGraph' }],
    ['with AltGr as Windows tells it', { ctrlKey: true, altKey: true }],
    ['without a key', { key: undefined }],
    ['with an empty key', { key: '' }],
    ['dead', { key: 'Dead' }],
    ['unknown', { key: 'Unidentified' }],
  ])('a key %s', (_case, change) => {
    fc.assert(fc.property(event, (pressed) => none({ ...pressed, ...change })));
  });

  it('the event that autofill sends', () => {
    expect(none(new Event('keydown') as unknown as Pressed)).toBe(true);
  });

  it('the position on the keyboard, wherever a Latin letter or a common symbol is typed', () => {
    const latin = fc.constantFrom(
      ...'abcdefghijklmnopqrstuvwxyzäéñçøßı0123456789!"§$%&/()=?`´^°*+~#-_.:,;<>|µ€',
    );
    fc.assert(fc.property(latin, code, (key, at) => keyOf({ key, code: at }) === key));
  });

  it('what a letter of another script looks like: its position decides', () => {
    const other = fc.constantFrom(...'абвгґξψωשדגتنمกขฟकखㅁㅓちまაբ');
    fc.assert(fc.property(other, letter, (key, at) => keyOf({ key, code: `Key${at.toUpperCase()}` }) === at));
  });
});

it('writes keys as keyboards do', () => {
  expect(keyCaps('Shift+ArrowDown')).toEqual(['Shift', '↓']);
  expect(keyCaps('Enter')).toEqual(['Enter']);
  expect(keyCaps('Mod+k')[1]).toBe('K');
});
