import { getUserEmail } from '#contract/courier/emails.ts';
import { getText } from '#contract/courier/texts.ts';
import { orMissing } from '../conversations/inbox.ts';
import { lookForEffect } from '../sent/look-for-effect.ts';
import type { Broadcast, Recipient } from './broadcast-store.ts';
import type { RecipientState } from './broadcast-tables.ts';
import { askInTurn, type Broadcasting } from './broadcasting.ts';

/** How an entry of the ledger shows at its recipient. One that is under way was left by a gateway that no longer sends. */
export const stateOfEntry = {
  'under-way': 'unknown',
  done: 'accepted',
  refused: 'refused',
  unknown: 'unknown',
  'not-sent': 'not-sent',
} as const satisfies Record<string, RecipientState>;

/** The ledger's entry of a recipient's message; where someone has sent it again from there, that one. */
export async function entryOf(
  { ledger }: Broadcasting,
  { organisation, person }: Broadcast,
  { key }: Recipient,
) {
  const entry = await ledger.byKey({ organisation, person, key });
  if (!entry) return undefined;
  const { made, retriedBy } = await ledger.links.of(entry.id);
  const again = retriedBy === null ? undefined : (await ledger.find(organisation, retriedBy))?.entry;
  return again ? { entry: again, made: (await ledger.links.of(again.id)).made ?? made } : { entry, made };
}

const stages: Readonly<Record<string, Readonly<Record<string, 'delivered' | 'failed'>>>> = {
  email: { sent: 'delivered', failed: 'failed' },
  text: { delivered: 'delivered', undelivered: 'failed', failed: 'failed' },
};

/** States of which something may still be found out. */
export const openStates: readonly RecipientState[] = ['unknown', 'accepted'];

/** Looks at the system what became of those of whom that is not known yet. Only reads. @throws Refusal */
export async function findOutcomes(
  options: Broadcasting,
  broadcast: Broadcast,
  signal: AbortSignal,
): Promise<void> {
  const { broadcasts, ledger, pace } = options;
  const { id, organisation, content } = broadcast;
  const ask = askInTurn(options, organisation, signal);
  for (const recipient of await broadcasts.recipients(id)) {
    let now = recipient;
    if (now.state === 'unknown' || now.state === 'not-sent') {
      const known = await entryOf(options, broadcast, now);
      const found = known && (await ledger.find(organisation, known.entry.id));
      if (found?.entry.state === 'unknown') await lookForEffect(ledger, ask, found, pace.arrivesMs);
      const after = await entryOf(options, broadcast, now);
      if (after) {
        const state = stateOfEntry[after.entry.state];
        const made = after.made ?? now.made;
        // Someone may have had it sent again since.
        if (state !== now.state) now = (await broadcasts.changeRecipient(id, now, { state, made })) ?? now;
      }
    }
    if (now.state !== 'accepted' || now.made === null || !content) continue;
    const isEmail = content.way === 'email';
    const params = { id: now.made };
    const found = await orMissing<{ readonly status: unknown; readonly said: unknown }>(
      isEmail
        ? ask(getUserEmail, { params }).then(({ data: { attributes: of } }) => ({
            status: of.status,
            said: of.result,
          }))
        : ask(getText, { params }).then(({ data: { attributes: of } }) => ({
            status: of.status,
            said: of.error,
          })),
    );
    const state = stages[content.way]?.[String(found?.status)];
    if (!state) continue;
    const said = state === 'failed' && typeof found?.said === 'string' ? found.said : undefined;
    await broadcasts.changeRecipient(id, now, { state, ...(said === undefined ? {} : { said }) });
  }
}
