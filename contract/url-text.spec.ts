import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillPath } from './match.ts';
import { urlText } from './url-text.ts';

it('takes any text, half a character too', () => {
  expect(urlText('a/b?c=é&\u0000')).toBe('a%2Fb%3Fc%3D%C3%A9%26%00');
  expect(urlText('\ud83d')).toBe('%EF%BF%BD');
  expect(fillPath('/clients/:id', { id: 'x\udc00' })).toBe('/clients/x%EF%BF%BD');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeURIComponent(urlText(text))).toBe(text.toWellFormed());
    }),
  );
});
