import { expect, test } from 'vitest';
import type { AskCompany } from '../conversations/company.ts';
import { People } from './people.ts';

const user = (id: string, more: object = {}) => ({
  type: 'users',
  id,
  attributes: {
    'primary-individual-id': `individual of ${id}`,
    'first-name': id,
    email: `${id}@example.test`,
    'email-verified': true,
    phone: `+3247000000${id.length}`,
    'phone-verified': true,
    ...more,
  },
});

/** The directory of a company with these users. */
function directoryOf(...users: readonly object[]) {
  const ask = (async () => ({ data: users })) as unknown as AskCompany;
  return new People(ask, () => 0).all();
}

test('an address or a number that Courier has not verified is nobody’s', async () => {
  const claimed = { 'email-verified': false, 'phone-verified': false };
  const { byEmail, byPhone, byUser } = await directoryOf(user('Ann'), user('Mallory', claimed));
  expect([...byEmail.keys()]).toEqual(['ann@example.test']);
  expect([...byPhone.keys()]).toEqual(['+32470000003']);
  expect(byUser.get('Mallory')).toEqual({
    user: 'Mallory',
    individual: 'individual of Mallory',
    name: 'Mallory',
    firstName: 'Mallory',
    isUnsubscribed: false,
    email: undefined,
    phone: undefined,
    locale: undefined,
  });
});

test('a language counts where people chose it: Courier guesses those of others', async () => {
  const chosen = { locale: 'fr_BE', 'locale-explicit': true };
  const { byUser } = await directoryOf(user('Ann', chosen), user('Bob', { locale: 'nl_BE' }));
  expect([...byUser.values()].map(({ locale }) => locale)).toEqual(['fr_BE', undefined]);
});

test('an address of several people is nobody’s; a number is everyone’s who has it', async () => {
  const shared = { email: 'Office@example.test' };
  const { byEmail, byPhone } = await directoryOf(user('Ann', shared), user('Bob', shared), user('Cleo'));
  expect([...byEmail.keys()]).toEqual(['cleo@example.test']);
  expect(byPhone.get('+32470000003')?.map(({ user: id }) => id)).toEqual(['Ann', 'Bob']);
});
