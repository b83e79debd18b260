import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyGate, type Press, type Verdict } from './key-gate.ts';

type Told =
  | { readonly down: Partial<Press>; readonly verdict: Verdict }
  | { readonly up: string }
  | { readonly composed: number };

const press = (change: Partial<Press>): Press => ({ code: '', timeStamp: 0, onLines: false, ...change });

function play(events: readonly Told[]): void {
  const gate = new KeyGate();
  for (const [at, event] of events.entries()) {
    if ('up' in event) gate.released({ key: event.up, code: event.up });
    else if ('composed' in event) gate.composed(event.composed);
    else expect([at, gate.pressed(press(event.down))]).toEqual([at, event.verdict]);
  }
}

const enter = { key: 'Enter', code: 'Enter' };
const letter = { key: 'a', code: 'KeyA' };

describe('input methods', () => {
  it.each<[string, readonly Told[]]>([
    [
      'Chromium on Windows: the key that takes the word comes before the end',
      [
        { down: { key: 'Process', code: 'KeyK', keyCode: 229 }, verdict: 'hide' },
        { up: 'KeyK' },
        { down: { key: 'Process', code: 'Enter', keyCode: 229, isComposing: true }, verdict: 'stop' },
        { composed: 100 },
        { up: 'Enter' },
        { down: { ...enter, timeStamp: 120 }, verdict: 'pass' },
      ],
    ],
    [
      'Firefox',
      [
        { down: { key: 'Process', code: 'Escape', keyCode: 229, isComposing: true }, verdict: 'stop' },
        { composed: 100 },
        { up: 'Escape' },
        { down: { key: 'Escape', code: 'Escape', timeStamp: 130 }, verdict: 'pass' },
      ],
    ],
    [
      'Safari: the key comes after the end, and no longer says that it composes',
      [
        { composed: 100 },
        { down: { ...enter, keyCode: 229, timeStamp: 99 }, verdict: 'stop' },
        { up: 'Enter' },
        { down: { ...enter, keyCode: 13, timeStamp: 130 }, verdict: 'pass' },
      ],
    ],
    [
      'WebKit elsewhere: the key comes after the end as an ordinary one',
      [
        { composed: 100 },
        { down: { ...enter, keyCode: 13, timeStamp: 104 }, verdict: 'stop' },
        { up: 'Enter' },
        { down: { ...enter, keyCode: 13, timeStamp: 140 }, verdict: 'pass' },
      ],
    ],
    [
      'a word that is taken by a click, and Enter later',
      [{ composed: 100 }, { down: { ...enter, timeStamp: 400 }, verdict: 'pass' }],
    ],
    [
      'Korean on a Mac: the same Enter ends the syllable and is told again',
      [
        { down: { ...enter, keyCode: 229, isComposing: true, timeStamp: 100 }, verdict: 'stop' },
        { composed: 101 },
        { down: { ...enter, keyCode: 13, timeStamp: 102 }, verdict: 'pass' },
      ],
    ],
  ])('%s', (_case, events) => play(events));
});

describe('keys that are held', () => {
  it('act once, and type nothing where the focus went', () => {
    const gate = new KeyGate();
    expect(gate.pressed(press(letter))).toBe('pass');
    gate.spend(letter);
    for (let times = 0; times < 30; times++)
      expect(gate.pressed(press({ ...letter, repeat: true, onLines: times > 1 }))).toBe('stop');
    expect(gate.pressed(press(letter))).toBe('pass');
    expect(gate.pressed(press({ ...letter, repeat: true }))).toBe('pass');
  });

  it.each<[string, Partial<Press>, Verdict]>([
    ['Enter on a button or in a form', {}, 'stop'],
    ['Enter in a text of several lines', { onLines: true }, 'pass'],
    ['Ctrl and Enter in a text of several lines', { onLines: true, ctrlKey: true }, 'stop'],
    ['⌘ and Enter in a text of several lines', { onLines: true, metaKey: true }, 'stop'],
  ])('%s', (_case, where, verdict) => {
    play([
      { down: { ...enter, ...where }, verdict: 'pass' },
      { down: { ...enter, ...where, repeat: true }, verdict },
    ]);
  });

  it('Enter on the button that opens a text makes no lines in it', () => {
    play([
      { down: enter, verdict: 'pass' },
      { down: { ...enter, repeat: true, onLines: true }, verdict: 'stop' },
    ]);
  });

  it('write and move as usual otherwise', () => {
    for (const key of ['a', 'ArrowDown', 'Backspace', ' '])
      play([
        { down: { key }, verdict: 'pass' },
        { down: { key, repeat: true }, verdict: 'pass' },
      ]);
  });
});

it('nobody hears of an event without a key', () => {
  play([
    { down: {}, verdict: 'hide' },
    { down: { key: undefined, repeat: true }, verdict: 'hide' },
  ]);
});

it('in any order of events: no key of an input method, and no repetition of one that did something', () => {
  const key = fc.constantFrom('a', 'Enter', 'Escape', 'j');
  const event = fc.record({
    kind: fc.constantFrom('down', 'down', 'up', 'composed', 'spend'),
    key,
    repeat: fc.boolean(),
    isComposing: fc.boolean(),
    onLines: fc.boolean(),
    wait: fc.nat(200),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const gate = new KeyGate();
      let spent: string | undefined;
      let timeStamp = 0;
      for (const { kind, wait, ...told } of events) {
        timeStamp += wait;
        if (kind === 'up') gate.released(told);
        else if (kind === 'composed') gate.composed(timeStamp);
        else if (kind === 'spend') {
          gate.spend(told);
          spent = told.key;
        } else {
          const verdict = gate.pressed({ ...told, timeStamp });
          if (told.isComposing) expect(verdict).not.toBe('pass');
          if (told.repeat && told.key === spent) expect(verdict).not.toBe('pass');
          if (!told.repeat && verdict === 'pass') spent = undefined;
        }
      }
    }),
  );
});
