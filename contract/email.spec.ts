import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emailKey, isEmail, normaliseEmail, sameEmail, trimInvisible } from './email.ts';

it.each([
  'a@b',
  'jan.peeters@example.com',
  "o'brien@example.com",
  'info+claritalk@example.com',
  '!#$%&*/=?^_`{|}~-@example.com',
  '.dots..anywhere.@example.com',
  '1@2.3',
  'hart@xn--mnchen-3ya.example',
  'info@münchen.example',
  '用户@例子.example',
  'jörg@example.com',
  'Dörte@Sörensen.example.com',
  'коля@пример.рф',
  'संपर्क@डाटामेल.भारत',
  `${'a'.repeat(64)}@example.com`,
  `${'é'.repeat(32)}@example.com`,
  `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(60)}`,
])('takes %s', (text) => {
  expect(isEmail(text)).toBe(true);
});

it.each([
  '',
  '@',
  'jan',
  'jan@',
  '@example.com',
  'jan@@example.com',
  'jan@ed@example.com',
  'jan peeters@example.com',
  'jan@exam ple.com',
  ' jan@example.com',
  'jan@example.com\n',
  'jan@example.com.',
  'jan@.example.com',
  'jan@example..com',
  'jan@-example.com',
  'jan@example-.com',
  'jan@exam_ple.com',
  'jan@mün_chen.example',
  'jan@münchen.example/path',
  'jan@münchen.example:25',
  'jan@m%C3%BCnchen.example',
  'jan@münchen..example',
  '"jan peeters"@example.com',
  'jan@[127.0.0.1]',
  'jan<jan@example.com>',
  'jan,an@example.com',
  'jan;an@example.com',
  'jan\u200Bpeeters@example.com',
  'jan\u202E@example.com',
  'jan@exam\u200Cple.com',
  'jan\uD800@example.com',
  '\u3164@example.com',
  `${'a'.repeat(65)}@example.com`,
  `${'é'.repeat(33)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(61)}`,
  `a@${'ü'.repeat(60)}.example`,
])('refuses %j', (text) => {
  expect(isEmail(text)).toBe(false);
});

it('takes away what is invisible', () => {
  expect(normaliseEmail('\u202Ajan\u200B@example.com\u202C\u00A0')).toBe('jan@example.com');
  expect(normaliseEmail('\uFEFFjo\u0308rg@exam\u00ADple.com\r\n')).toBe('jörg@example.com');
  expect(trimInvisible('\u2800\u200F Jan \u00A0 Peeters\u3164')).toBe('Jan \u00A0 Peeters');
  expect(trimInvisible(' \u200B\t')).toBe('');
});

it('compares letter case, composition and the spellings of a domain', () => {
  expect(sameEmail(' Jan@Example.COM', 'jan@example.com\u200B')).toBe(true);
  expect(sameEmail('info@MÜNCHEN.example', 'INFO@xn--mnchen-3ya.example')).toBe(true);
  expect(sameEmail('jo\u0308rg@example.com', 'JÖRG@example.com')).toBe(true);
  expect(sameEmail('jan@例子。example', 'jan@xn--fsqu00a.example')).toBe(true);
  expect(sameEmail('jan@example.com', 'jan@example.org')).toBe(false);
  expect(sameEmail('jan@example.com', 'jan.peeters@example.com')).toBe(false);
  expect(emailKey('not an address')).toBe('not an address');
});

it('refuses nothing of the HTML standard’s but what is too long', () => {
  const standard = fc.tuple(
    fc.stringMatching(/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/),
    fc.stringMatching(
      /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?){0,4}$/,
    ),
  );
  fc.assert(fc.property(standard, ([local, domain]) => isEmail(`${local}@${domain}`)));
});

it('takes anything, and an address is already normal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const one of [text, `${text}@example.com`, `jan@${text}`]) {
        if (isEmail(one)) expect(normaliseEmail(one)).toBe(one.normalize('NFC'));
        expect(emailKey(emailKey(one))).toBe(emailKey(one));
      }
    }),
    { numRuns: 50 },
  );
});
