import * as v from 'valibot';
import { getUserEmail, sendUserEmail } from '#contract/courier/emails.ts';
import { courier as system } from '#contract/courier/system.ts';
import { getText, sendText } from '#contract/courier/texts.ts';
import type { SentToClientView } from '#contract/gateway/meeting-sent.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import type { Viewer } from '../conversations/sights.ts';
import { fieldAt } from '../fields.ts';
import type { Entry, Ledger } from '../ledger.ts';
import type { SharedFiles } from '../shared/shared-files.ts';
import type { Courier } from './courier.ts';
import { courierFinders, emailIn } from './find-effects.ts';
import type { Directory, Person } from './people.ts';

export interface CourierSentOptions {
  readonly ledger: Ledger;
  readonly courier: Courier;
  readonly shared: SharedFiles;
}

/** E-mails and text messages of a meeting that are listed, each. */
const mostListed = 100;
/** What was not there is looked for again after that: sooner while it may still arrive. */
const lookAgainMs = { soon: 1_000, later: 30_000 };
const arrivesWithinMs = 60_000;

const kept = v.object({
  path: v.string(),
  body: v.nullable(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()))),
});

/** What became of one, and whom it went to. */
interface Became {
  readonly person: Person | undefined;
  readonly delivery: SentToClientView['delivery'];
}

/**
 * E-mails and text messages about a meeting that someone may read, with what became of each: to those people whom they
 * may see; the newest first. @throws Refusal
 */
export async function courierSentOf(
  { ledger, courier, shared }: CourierSentOptions,
  viewer: Viewer,
  meeting: string,
): Promise<readonly SentToClientView[]> {
  const { organisation } = viewer.member;
  const ask = courier.askOf(organisation);
  const [sight, directory] = await Promise.all([
    courier.sightOf(viewer),
    courier.peopleOf(organisation).then((people) => people.all()),
  ]);
  const about = [sendUserEmail.name, sendText.name].map((operation) =>
    ledger.links.about(organisation, operation, meeting, mostListed),
  );
  const known = (await Promise.all(about)).flat().map((id) => ledger.find(organisation, id));
  const entries = (await Promise.all(known))
    .filter((one) => one !== undefined)
    .filter(({ entry }) => entry.system === system.id)
    .toSorted((one, other) => other.entry.id - one.entry.id);
  const found = await Promise.all(
    entries.map(async ({ entry, sent }): Promise<SentToClientView | undefined> => {
      const read = v.safeParse(kept, sent);
      const { path, body } = read.success ? read.output : { path: null, body: null };
      const { state, made } = await settled(ledger, ask, entry, { path, body });
      const isEmail = entry.operation === sendUserEmail.name;
      const { person, delivery } = isEmail
        ? await emailOf(ask, directory, emailIn(path))
        : await textOf(ask, directory, made, fieldAt(body, 'data.attributes.target'));
      if (!person || !sight.knows(person.individual)) return undefined;
      return {
        id: entry.id,
        key: entry.key,
        state,
        way: isEmail ? 'email' : 'text',
        person: entry.person,
        at: new Date(entry.at).toISOString(),
        client: { id: person.individual, name: person.name },
        dialog: null,
        delivery: state === 'done' ? delivery : null,
        answeredAt: null,
        todos: await ledger.links.todosAbout(entry.id, meeting),
        shared: (await shared.store.of({ organisation, person: entry.person.uuid, key: entry.key })) ?? null,
      };
    }),
  );
  return found.filter((one) => one !== undefined);
}

interface Kept {
  readonly path: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Looks for what was sent although its response was lost, and keeps what was found. */
async function settled(
  ledger: Ledger,
  ask: AskCompany,
  entry: Entry,
  { path, body }: Kept,
): Promise<{ readonly state: Entry['state']; readonly made: string | null }> {
  const { id, state, operation } = entry;
  const facts = await ledger.links.of(id);
  const pauseMs = entry.at > Date.now() - arrivesWithinMs ? lookAgainMs.soon : lookAgainMs.later;
  const isDue = facts.lookedAt === null || facts.lookedAt < Date.now() - pauseMs;
  if (state !== 'unknown' || !isDue) return { state, made: facts.made };
  const found = await courierFinders[operation]?.(ask, {
    entry,
    facts,
    path,
    body,
    isMade: async () => false,
  });
  if (found) await ledger.links.answered(id, found);
  await ledger.settle(id, found ? 'done' : undefined);
  return found ? { state: 'done', made: found.made ?? null } : { state, made: facts.made };
}

/** Courier does not say whether an e-mail was opened: it knows that it was handed over, or why not. */
async function emailOf(ask: AskCompany, directory: Directory, id: string | undefined): Promise<Became> {
  const found = id === undefined ? undefined : await orMissing(ask(getUserEmail, { params: { id } }));
  if (!found) return { person: undefined, delivery: null };
  const { status, result, 'individual-id': individual } = found.data.attributes;
  const person = directory.byIndividual.get(individual ?? '');
  if (status === 'failed') return { person, delivery: { state: 'failed', reason: result ?? null } };
  return { person, delivery: { state: status === 'sent' ? 'sent' : 'pending', reason: null } };
}

const stages: Readonly<Record<string, 'sent' | 'delivered' | 'failed'>> = {
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

async function textOf(
  ask: AskCompany,
  { byPhone }: Directory,
  id: string | null,
  target: unknown,
): Promise<Became> {
  const found = id === null ? undefined : await orMissing(ask(getText, { params: { id } }));
  const [person] = byPhone.get(String(found?.data.attributes.target ?? target)) ?? [];
  if (!found) return { person, delivery: null };
  const { status, error } = found.data.attributes;
  const state = stages[status ?? ''] ?? 'pending';
  return { person, delivery: { state, reason: state === 'failed' ? (error ?? null) : null } };
}
