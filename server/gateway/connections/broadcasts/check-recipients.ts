import type * as v from 'valibot';
import { courier as system } from '#contract/courier/system.ts';
import { listTextAccounts } from '#contract/courier/text-accounts.ts';
import { listUserConsents } from '#contract/courier/texts.ts';
import {
  filledIn,
  ownPlaceholders,
  type TemplateValues,
  templateFacts,
  unfilled,
} from '#contract/gateway/broadcast-text.ts';
import { type BroadcastTemplate, broadcastLimits } from '#contract/gateway/broadcasts.ts';
import type { ConsentState } from '#contract/gateway/meeting-people.ts';
import { refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import { lastConsent } from '../courier/consent.ts';
import type { Directory, Person } from '../courier/people.ts';
import type { Exclusion } from './broadcast-store.ts';

/** Someone who was chosen, with what they would get. */
export interface Checked {
  readonly individual: string;
  readonly user: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly address: string;
  readonly values: TemplateValues;
  readonly exclusion: Exclusion | undefined;
}

/** What the text says to someone. */
export const messageTo = ({ subject, text }: BroadcastTemplate, values: TemplateValues) => ({
  subject: subject === undefined ? null : filledIn(subject, values),
  text: filledIn(text, values),
});

export const addressOf = (way: BroadcastTemplate['way'], { email, phone }: Person): string | undefined =>
  way === 'email' ? email : phone;

/** What placeholders say to someone. */
const valuesFor = ({ name, firstName }: Person, data: TemplateValues): TemplateValues => {
  const own: Readonly<Record<(typeof ownPlaceholders)[number], string>> = { name, first_name: firstName };
  return { ...data, ...own };
};

/** @throws Refusal where the text could not be filled in for anyone */
export function checkTemplate({ way, subject = '', text, data }: BroadcastTemplate): void {
  if (way === 'email' && subject.trim() === '') {
    throw refusal('field-invalid', { field: 'subject', place: 'body' });
  }
  const { placeholders, isBroken } = templateFacts(way === 'email' ? subject : '', text);
  if (isBroken) throw refusal('broadcast-broken', {});
  const common = placeholders.filter((name) => !ownPlaceholders.some((own) => own === name));
  const missing = unfilled(common, data);
  if (missing.length > 0) throw refusal('broadcast-unfilled', { names: missing.join(', ') });
}

/** The account that text messages are sent with. @throws Refusal */
export async function textAccountOf(ask: AskCompany): Promise<string> {
  const { data } = await ask(listTextAccounts, { query: { 'page[limit]': '1' } });
  const account = data[0]?.id;
  if (account === undefined) throw refusal('text-account-missing', { system: system.name });
  return account;
}

/** Whether each of those who were chosen can get a broadcast, and what they would get. @throws Refusal */
export async function checkRecipients(
  ask: AskCompany,
  directory: Directory,
  template: BroadcastTemplate,
  individuals: readonly string[],
): Promise<readonly Checked[]> {
  checkTemplate(template);
  const { way, data } = template;
  const { placeholders } = templateFacts(template.subject ?? '', template.text);
  const consents = way === 'text' ? await allConsents(ask) : new Map<string, ConsentState>();
  const addresses = new Set<string>();
  return [...new Set(individuals)].map((individual): Checked => {
    const person = directory.byIndividual.get(individual);
    if (!person) {
      return { individual, user: '', name: '', address: '', values: {}, exclusion: 'unknown-person' };
    }
    const address = addressOf(way, person) ?? '';
    const values = valuesFor(person, data);
    const exclusion = exclusionOf();
    if (exclusion === undefined) addresses.add(address.toLowerCase());
    return { individual, user: person.user, name: person.name, address, values, exclusion };

    function exclusionOf(): Exclusion | undefined {
      if (address === '') return way === 'email' ? 'no-email' : 'no-phone';
      if (way === 'text') {
        const refused = consentProblem(directory.byPhone.get(address) ?? [], consents);
        if (refused) return refused;
      }
      if (addresses.has(address.toLowerCase())) return 'same-address';
      if (unfilled(placeholders, values).length > 0) return 'no-value';
      const { text } = messageTo(template, values);
      if (way === 'text' && text.length > broadcastLimits.textLength) return 'too-long';
      return undefined;
    }
  });
}

/** The same rule as when it is sent: nobody with the number may have said no, someone has to have agreed. */
function consentProblem(
  owners: readonly Person[],
  consents: ReadonlyMap<string, ConsentState>,
): Exclusion | undefined {
  const states = owners.map(({ user, isUnsubscribed }) =>
    isUnsubscribed ? 'declined' : (consents.get(user) ?? 'none'),
  );
  if (states.includes('declined')) return 'consent-declined';
  if (states.includes('accepted')) return undefined;
  return states.includes('pending') ? 'consent-pending' : 'consent-missing';
}

const pageSize = 1_000;
/** A company with more is asked person by person when it is sent. */
const maxPages = 20;

type Consent = v.InferOutput<typeof listUserConsents.response>['data'][number];

/** What each user has answered last. @throws Refusal */
async function allConsents(ask: AskCompany): Promise<ReadonlyMap<string, ConsentState>> {
  const each = new Map<string, Consent[]>();
  for (let page = 0; page < maxPages; page += 1) {
    const query = { 'page[limit]': String(pageSize), 'page[offset]': String(page * pageSize) };
    const { data } = await ask(listUserConsents, { query });
    for (const consent of data) {
      const user = consent.attributes['user-id'] ?? '';
      each.set(user, [...(each.get(user) ?? []), consent]);
    }
    if (data.length < pageSize) break;
  }
  return new Map([...each].map(([user, consents]) => [user, lastConsent(consents)]));
}
