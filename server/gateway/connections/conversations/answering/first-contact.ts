import { createClient } from '#contract/chat2desk/clients.ts';
import { listChannels } from '#contract/chat2desk/company.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { refusal } from '../../../http/refusal.ts';
import { fieldAt } from '../../fields.ts';
import type { AskCompany } from '../company.ts';
import { dataOf } from '../wire.ts';

/** The only messenger whose channels say how many new clients they may have in a day. */
const limited = 'whatsapp';
/** No company has more channels. */
const mostChannels = '200';

/**
 * Checks a request for a new client, whoever makes it: a channel that writes to more people than it may in a day gets
 * blocked, and Chat2Desk itself does not refuse. @returns undefined for other requests.
 */
export function firstContactCheck(
  { name, system }: ConnectedOperation,
  ask: AskCompany,
): ((body: unknown) => Promise<void>) | undefined {
  if (system !== createClient.system || name !== createClient.name) return undefined;
  return async (body) => {
    if (fieldAt(body, 'transport') !== limited) return;
    const channels = dataOf(await ask(listChannels, { query: { limit: mostChannels } }));
    const wanted = fieldAt(body, 'channel_id');
    // Without one, Chat2Desk takes the first.
    const channel = channels.find(({ id, transports }) =>
      wanted === undefined ? transports?.includes(limited) : id === wanted,
    );
    const { limit, used } = channel?.whatsapp_daily_new_clients_limit ?? {};
    if (typeof limit === 'number' && typeof used === 'number' && used >= limit) {
      throw refusal('new-clients-limit', { channel: channel?.name ?? limited, limit: String(limit) });
    }
  };
}
