import type { BroadcastRecipientView, BroadcastView } from '#contract/gateway/broadcasts.ts';
import type { Broadcast, Recipient } from './broadcast-store.ts';
import type { Broadcaster } from './broadcaster.ts';
import type { Broadcasting } from './broadcasting.ts';

type Viewing = Pick<Broadcasting, 'broadcasts'> & { readonly broadcaster: Pick<Broadcaster, 'isLooking'> };

const instant = (at: number) => new Date(at).toISOString();

/** A broadcast as pages see it. */
export async function broadcastView(
  { broadcasts, broadcaster }: Viewing,
  { id, state, person, at, sendAt, content, problem }: Broadcast,
): Promise<BroadcastView> {
  return {
    id,
    state,
    way: content?.way ?? 'email',
    person,
    at: instant(at),
    sendAt: instant(sendAt),
    subject: content?.subject ?? null,
    text: content?.text ?? '',
    counts: await broadcasts.counts(id),
    looking: await broadcaster.isLooking(id),
    problem: state === 'stopped' && problem ? problem : null,
  };
}

async function recipientView(
  { ledger }: Pick<Broadcasting, 'ledger'>,
  { organisation, person }: Broadcast,
  { individual, name, address, state, exclusion, problem, said, at, key }: Recipient,
): Promise<BroadcastRecipientView> {
  return {
    individual,
    name,
    address,
    state,
    exclusion: state === 'excluded' ? (exclusion ?? null) : null,
    problem: state === 'refused' ? (problem ?? null) : null,
    said: said ?? null,
    at: at === null ? null : instant(at),
    entry: at === null ? null : ((await ledger.byKey({ organisation, person, key }))?.id ?? null),
  };
}

/** A broadcast and its recipients. */
export const broadcastDetail = async (
  options: Viewing & Pick<Broadcasting, 'ledger'>,
  broadcast: Broadcast,
) => ({
  broadcast: await broadcastView(options, broadcast),
  recipients: await Promise.all(
    (await options.broadcasts.recipients(broadcast.id)).map((recipient) =>
      recipientView(options, broadcast, recipient),
    ),
  ),
});
