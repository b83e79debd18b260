import { expect, it } from 'vitest';
import { isPhone, isPhoneOrNone, plainPhone } from './phone-text.ts';

it.each([
  ['+31 20 123 45 67', '+31201234567', true],
  ['+1 (415) 555-0123', '+14155550123', true],
  ['020 1234567', '0201234567', false],
  ['+0201234567', '+0201234567', false],
  ['+32 47', '+3247', false],
  ['', '', false],
])('%s is %s, which Courier takes: %s', (typed, plain, isTaken) => {
  expect([plainPhone(typed), isPhone(plain)]).toEqual([plain, isTaken]);
  expect(isPhoneOrNone(plain)).toBe(isTaken || plain === '');
});
