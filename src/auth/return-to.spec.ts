import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safeReturnTo } from './return-to.ts';

it.each([
  ['/meetings?status=finished#x', '/meetings?status=finished#x'],
  ['/', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/auth/callback?code=1', '/'],
  ['/sign-in?returnTo=/', '/'],
  ['/meetings/../auth/callback', '/'],
  [undefined, '/'],
  [42, '/'],
])('%s becomes %s', (given, expected) => expect(safeReturnTo(given)).toBe(expected));

it('never leaves the origin', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `/${text}`),
      ),
      (value) => {
        const path = safeReturnTo(value);
        expect(new URL(path, 'https://here.example').origin).toBe('https://here.example');
      },
    ),
  );
});
