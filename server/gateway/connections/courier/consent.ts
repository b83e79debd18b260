import type * as v from 'valibot';
import { getUser } from '#contract/courier/people.ts';
import { createUserConsent, listUserConsents, sendText } from '#contract/courier/texts.ts';
import type { ConsentState } from '#contract/gateway/meeting-people.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { timeOf } from '../conversations/wire.ts';
import { fieldAt } from '../fields.ts';
import type { People, Person } from './people.ts';

export interface ConsentOptions {
  readonly ask: AskCompany;
  readonly people: Pick<People, 'all'>;
}

/** States of Courier that are not in its document count as a no. */
const known = new Map<string, ConsentState>([
  ['accepted', 'accepted'],
  ['pending', 'pending'],
]);

/** Whether someone agreed to text messages, as Courier has it now: their last answer counts. @throws Refusal */
export async function consentOf(ask: AskCompany, user: string): Promise<ConsentState> {
  const [found, consents] = await Promise.all([
    orMissing(ask(getUser, { params: { id: user } })),
    ask(listUserConsents, { query: { 'filter[user-id]': user, 'page[limit]': '1000' } }),
  ]);
  // Whoever answered STOP to any message wants no other.
  if (found?.data.attributes['phone-unsubscribed'] === true) return 'declined';
  return lastConsent(consents.data);
}

type Consent = v.InferOutput<typeof listUserConsents.response>['data'][number];

/** The last answer of all that someone has given. */
export function lastConsent(consents: readonly Consent[]): ConsentState {
  const own = consents.filter(({ attributes: { type } }) => type === 'sms');
  const [last] = own.toSorted((one, other) => madeAt(other) - madeAt(one));
  return last ? (known.get(last.attributes.state ?? '') ?? 'declined') : 'none';
}

const madeAt = ({ attributes }: Consent) => timeOf(attributes['created-at']) ?? 0;

/**
 * Checks a request that reaches a telephone, whoever makes it: nobody gets a text message who has not agreed, and nobody
 * is asked who has said no, or has not answered yet. @returns undefined for other requests.
 */
export function consentCheck(
  { name, system }: ConnectedOperation,
  options: ConsentOptions,
): ((body: unknown) => Promise<void>) | undefined {
  if (system !== sendText.system) return undefined;
  if (name === sendText.name) return (body) => checkText(options, fieldAt(body, 'data.attributes.target'));
  if (name === createUserConsent.name) {
    return (body) => checkAsking(options, fieldAt(body, 'data.attributes.user-id'));
  }
  return undefined;
}

/** @throws Refusal where nobody with a number has agreed, or someone has declined. */
export async function checkText({ ask, people }: ConsentOptions, target: unknown): Promise<void> {
  const { byPhone } = await people.all();
  const owners: readonly Person[] = typeof target === 'string' ? (byPhone.get(target) ?? []) : [];
  const states = await Promise.all(owners.map(({ user }) => consentOf(ask, user)));
  if (states.includes('declined')) throw refusal('consent-declined', {});
  if (!states.includes('accepted')) throw refusal('consent-missing', {});
}

async function checkAsking({ ask }: ConsentOptions, user: unknown): Promise<void> {
  if (typeof user !== 'string') return;
  const state = await consentOf(ask, user);
  if (state === 'declined') throw refusal('consent-declined', {});
  if (state === 'pending') throw refusal('consent-asked', {});
}
