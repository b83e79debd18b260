import * as v from 'valibot';
import type { DeliveryState } from '#contract/gateway/conversations.ts';
import { deliveryStates } from '#contract/gateway/conversations.ts';
import type { SentToClientView } from '#contract/gateway/meeting-sent.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Dialog } from '../conversations/read-dialogs.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { Entry, Ledger } from '../ledger.ts';
import type { EntryFacts } from '../sent/entry-links.ts';
import type { SharedFiles } from '../shared/shared-files.ts';
import type { ConnectionStore } from '../store.ts';
import { findByKey, type Progresses } from './progress.ts';

export interface MeetingSentOptions {
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly conversations: Conversations;
  readonly shared: SharedFiles;
  readonly progresses: Progresses;
}

/** Messages of a meeting that are listed. */
const mostListed = 100;
/** What was not there is looked for again after that: sooner while it may still arrive. */
const lookAgainMs = { soon: 1_000, later: 30_000 };
const arrivesWithinMs = 60_000;

const keptMessage = v.object({
  body: v.pipe(v.string(), v.parseJson(), v.looseObject({ type: v.optional(v.string()) })),
});

/** What a client gets: not a comment, which has the same operation. */
const reachesClient = (sent: unknown): boolean => {
  const kept = v.safeParse(keptMessage, sent);
  return !kept.success || (kept.output.body.type ?? 'to_client') === 'to_client';
};

const instant = (at: number) => new Date(at).toISOString();

/**
 * Messages to clients about a meeting that someone may read, with what became of each: of those clients whom they may
 * see. @throws Refusal
 */
export async function sentOfMeeting(
  options: MeetingSentOptions,
  viewer: Viewer,
  meeting: string,
): Promise<readonly SentToClientView[]> {
  const { ledger, conversations, shared } = options;
  const { organisation } = viewer.member;
  const inbox = await conversations.inboxOf(organisation);
  const [sight, clients] = await Promise.all([conversations.sights.of(viewer), inbox.clients()]);
  const about = await ledger.links.about(organisation, 'sendMessage', meeting, mostListed);
  const known = await Promise.all(about.map((id) => ledger.find(organisation, id)));
  const entries = known.flatMap((one) => (one && reachesClient(one.sent) ? [one.entry] : []));
  const found = await Promise.all(
    entries.map(async (entry): Promise<SentToClientView | undefined> => {
      const { state, facts } = await settled(options, organisation, entry);
      const { client } = facts;
      if (client === null) return undefined;
      const dialog = facts.dialog === null ? undefined : await inbox.dialog(facts.dialog);
      if (!sight.knows(client) && !(dialog && sight.sees(dialog))) return undefined;
      const { id, person, at, key } = entry;
      return {
        id,
        key,
        state,
        way: 'messenger',
        person,
        at: instant(at),
        client: { id: client, name: clients.get(client)?.name ?? String(client) },
        dialog: dialog?.id ?? null,
        ...(await becameOf(options, organisation, dialog, facts)),
        todos: await ledger.links.todosAbout(id, meeting),
        shared: (await shared.store.of({ organisation, person: person.uuid, key })) ?? null,
      };
    }),
  );
  return found.filter((one) => one !== undefined);
}

interface Settled {
  readonly state: Entry['state'];
  readonly facts: EntryFacts;
}

/** Looks for a message whose response was lost, and keeps what was found. */
async function settled(
  { ledger, conversations }: MeetingSentOptions,
  organisation: string,
  { id, key, state, at }: Entry,
): Promise<Settled> {
  const facts = await ledger.links.of(id);
  const isLost = (state === 'unknown' || state === 'done') && facts.made === null;
  const isNew = at > Date.now() - arrivesWithinMs;
  const pauseMs = isNew ? lookAgainMs.soon : lookAgainMs.later;
  const isDue = facts.lookedAt === null || facts.lookedAt < Date.now() - pauseMs;
  if (!isLost || !isDue || facts.client === null) return { state, facts };
  const found = await findByKey(conversations.askOf(organisation), facts.client, key);
  await ledger.settle(id, found && state === 'unknown' ? 'done' : undefined);
  if (!found) return { state, facts };
  const { message, dialog } = found;
  await ledger.links.answered(id, { client: facts.client, dialog, made: String(message) });
  return { state: 'done', facts: await ledger.links.of(id) };
}

/** What the system reported, and what the conversation says: the one that is further counts. */
async function becameOf(
  { store, conversations, progresses }: MeetingSentOptions,
  organisation: string,
  dialog: Dialog | undefined,
  { made }: EntryFacts,
): Promise<Pick<SentToClientView, 'delivery' | 'answeredAt'>> {
  const message = Number(made);
  if (!dialog || made === null || !Number.isSafeInteger(message)) return { delivery: null, answeredAt: null };
  const deliveries = await store.clients.deliveries.of(organisation, dialog.id);
  const told = deliveries.find((one) => one.message === message);
  const ask = conversations.askOf(organisation);
  const { state, answeredAt } = await progresses.of(ask, organisation, dialog, message);
  const delivery = told && { state: told.state, reason: told.reason };
  const isFurther = state !== undefined && (!told || told.state === 'failed' || isLater(state, told.state));
  return {
    delivery: isFurther ? { state, reason: null } : (delivery ?? null),
    answeredAt: answeredAt === undefined ? null : instant(answeredAt),
  };
}

const isLater = (one: DeliveryState, other: DeliveryState) =>
  deliveryStates.indexOf(one) > deliveryStates.indexOf(other);
