import { expect, it } from 'vitest';
import { normaliseConsent } from '#src/api/courier/administration/consents.ts';
import { normaliseUser } from '#src/api/courier/administration/users.ts';
import { findConsents, kindOf, rowsOf } from './find-consents.ts';

const consent = (id: string, user: string, state: string, phone: string) =>
  normaliseConsent({ id, of: { 'user-id': user, state, 'target-id': phone } });

const rows = rowsOf(
  [
    consent('1', 'u1', 'accepted', '+32470001001'),
    consent('2', 'u2', 'accepted', '+32470001002'),
    consent('3', 'u3', 'declined', '+32470001003'),
    consent('4', 'gone', 'pending', '+32470001004'),
  ],
  [
    normaliseUser({ id: 'u1', of: { 'first-name': 'Zoë' } }),
    normaliseUser({ id: 'u2', of: { 'first-name': 'Owen', 'phone-unsubscribed': true } }),
    normaliseUser({ id: 'u3', of: { 'first-name': 'Nora' } }),
  ],
);

it('who has opted out at the provider has not agreed, whatever they said before', () => {
  expect(rows.map(kindOf)).toEqual(['accepted', 'unsubscribed', 'declined', 'pending']);
});

it('consents are found by name, number and what was said', () => {
  const found = (search: string, kind: string) => findConsents(rows, search, kind).map(({ name }) => name);
  expect(found('', '')).toEqual(['Zoë', 'Owen', 'Nora', '+32470001004']);
  expect(found('zoe', '')).toEqual(['Zoë']);
  expect(found('1003', '')).toEqual(['Nora']);
  expect(found('', 'accepted')).toEqual(['Zoë']);
  expect(found('', 'unsubscribed')).toEqual(['Owen']);
});
