import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { children, concat, EbmlError, element, openElement, readHead, readUint, uintBytes } from './ebml.ts';

describe('EBML', () => {
  test('numbers take as many bytes as they need', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const bytes = uintBytes(value);
        expect(readUint(bytes)).toBe(value);
        expect(bytes.length === 1 || bytes[0] !== 0).toBe(true);
      }),
    );
    expect([0, 255, 256, 65_535, 65_536, 2 ** 32].map((value) => uintBytes(value).length)).toEqual([
      1, 1, 2, 2, 3, 5,
    ]);
  });

  test.each([0, 126, 127, 16_382, 16_383, 70_000])(
    'an element of %i bytes is read as it was written',
    (size) => {
      const written = element(0xa3, new Uint8Array(size));
      const head = readHead(written, 0);
      expect(head).toMatchObject({ id: 0xa3, size });
      expect(written.length).toBe(size + (head?.headLength ?? 0));
      // All bits set would mean "unknown", so 127 takes two bytes.
      expect(head?.headLength).toBe(size < 127 ? 2 : size < 16_383 ? 3 : 4);
    },
  );

  test('an unknown length is recognised, in every width', () => {
    expect(readHead(openElement(0x1f43b675), 0)).toEqual({ id: 0x1f43b675, headLength: 12, size: undefined });
    expect(readHead(Uint8Array.of(0xa3, 0xff), 0)).toMatchObject({ size: undefined });
    expect(readHead(Uint8Array.of(0xa3, 0x7f, 0xff), 0)).toMatchObject({ size: undefined });
    expect(readHead(Uint8Array.of(0xa3, 0x40, 0x7f), 0)).toMatchObject({ size: 127 });
  });

  test('half a head waits for more, an invalid one is an error', () => {
    const whole = element(0x1549a966, new Uint8Array(300));
    for (let end = 0; end < 6; end++) expect(readHead(whole.subarray(0, end), 0)).toBeUndefined();
    expect(() => readHead(Uint8Array.of(0, 0), 0)).toThrow(EbmlError);
    expect(() => readHead(Uint8Array.of(0xa3, 0), 0)).toThrow(EbmlError);
  });

  test('children end where their parent ends', () => {
    const body = concat([element(0xd7, uintBytes(1)), element(0x86, uintBytes(7))]);
    expect([...children(body)].map(({ id }) => id)).toEqual([0xd7, 0x86]);
    expect(() => [...children(body.subarray(0, -1))]).toThrow(EbmlError);
  });
});
