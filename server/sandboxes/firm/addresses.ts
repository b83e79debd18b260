/** Under what the people of the made-up firm and its clients are known: the same in all sandboxes. */
import { normalForm } from '#contract/normal-form.ts';
import { clients } from './clients.ts';
import { organisations, type SeedUser } from './people.ts';

const lettersOf = (name: string, kept: RegExp) => normalForm(name, 'NFD').replace(kept, '').toLowerCase();

/** E-mail address of one of the firm's own people. */
export function addressOf(user: SeedUser): string {
  if (user.email) return user.email;
  const plain = lettersOf(user.name, /[^A-Za-z ]/g).trim();
  return `${plain.replace(/ +/g, '.')}@${organisations[user.organisation ?? 0].domain}`;
}

/** E-mail address of someone at a client. */
export const guestAddressOf = (name: string): string => `${lettersOf(name, /[^A-Za-z]/g)}@example.test`;

/** Id of a client in the CRM. */
export const relationId = (clientIndex: number): string => `rel-${String(clientIndex + 1001)}`;

/** Where someone at a client can be called, with the country code, in digits. British numbers are Ofcom's for fiction. */
export function telephoneOf(clientIndex: number, contactIndex: number): string {
  const last = String(clientIndex * 2 + contactIndex + 1).padStart(3, '0');
  if (isBritish(clientIndex)) return `447700900${last}`;
  return clients[clientIndex]?.vat.startsWith('NL') ? `31600000${last}` : `32470000${last}`;
}

/** Clients whose people are in London: their day begins an hour later. */
export const isBritish = (clientIndex: number): boolean =>
  /\b(Ltd|Europe|Consulting|Travel)\b/.test(clients[clientIndex]?.name ?? '');

const walloon = ['Namur', 'Wavre', 'Liège', 'Dinant', 'Bruxelles', 'Spa', 'Mons'];
const eastern = ['Eupen', 'Sankt Vith', 'Bütgenbach', 'Kelmis', 'Raeren'];

/** What people at a client speak, by where it is. */
export function languageOf(clientIndex: number): 'en' | 'nl' | 'fr' | 'de' {
  const city = clients[clientIndex]?.city ?? '';
  if (isBritish(clientIndex)) return 'en';
  if (walloon.includes(city)) return 'fr';
  return eastern.includes(city) ? 'de' : 'nl';
}
