import { describe, expect, test } from 'vitest';
import { Seal } from '../../sessions/sealed.ts';
import { MediaReferences } from './references.ts';

const hour = 60 * 60 * 1000;
const viewer = { organisation: 'o', system: 'chat2desk', person: 'p', own: false } as const;
const address = 'https://files.example.com/a b.png?c=d e';
let now = 0;
const references = new MediaReferences(new Seal('secret', 'media references'), () => now);
const referenceOf = (path: string) => path.split('/').at(-1) ?? '';

describe('a reference', () => {
  test('works for at least twelve hours, and at most a day', () => {
    now = 11.9 * hour;
    const reference = referenceOf(references.pathOf(viewer, address));
    for (const [at, found] of [
      [11.9, address],
      [23.9, address],
      [24, undefined],
      [0, address],
      [-0.1, undefined],
    ] as const) {
      now = at * hour;
      expect(references.addressIn(viewer, reference), String(at)).toBe(found);
    }
  });

  test('is of one organisation, system, person and secret', () => {
    now = 0;
    const reference = referenceOf(references.pathOf(viewer, address));
    const others = [
      { ...viewer, organisation: 'p' },
      { ...viewer, system: 'claap' },
      { ...viewer, person: 'o' },
      { ...viewer, own: true },
    ] as const;
    for (const other of others) expect(references.addressIn(other, reference)).toBe(undefined);
    const elsewhere = new MediaReferences(new Seal('another', 'media references'), () => now);
    expect(elsewhere.addressIn(viewer, reference)).toBe(undefined);
    expect(references.addressIn(viewer, reference)).toBe(address);
  });

  test.each(['', 'A', 'A'.repeat(80)])('is none of ours: %s', (reference) => {
    expect(references.addressIn(viewer, reference)).toBe(undefined);
  });
});
