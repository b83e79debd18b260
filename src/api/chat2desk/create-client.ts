import type { QueryClient } from '@tanstack/react-query';
import { createClient, listClients } from '#contract/chat2desk/clients.ts';
import type { firstContactTransports } from '#contract/chat2desk/enumerations.ts';
import { fields, list, number } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { companyKeys } from './administration/company.ts';
import { change } from './change.ts';
import { clientWaysOptions } from './clients.ts';
import { dataOf } from './wire.ts';

/** Someone to write to first. */
export interface NewClient extends IdempotencyKey {
  readonly name: string;
  readonly transport: (typeof firstContactTransports)[number];
  readonly channel: number;
  /** Digits with the country’s code, or an e-mail address. */
  readonly address: string;
}

/**
 * Creates a client, once: whoever is there already, on the same channel, is that client.
 * @returns the client's id; undefined where it was created and cannot be found.
 */
export async function createClientOnce(
  queryClient: QueryClient,
  given: NewClient,
  watch: PageWatch<NewClient>,
): Promise<Certain<number | undefined>> {
  const read = async (
    { address, channel, transport }: NewClient,
    signal?: AbortSignal,
  ): Promise<number | undefined> => {
    const query = { phone: address };
    const wire = dataOf(await call(listClients, { query, signal }));
    for (const id of list(wire, (one) => number(fields(one).id))) {
      const ways = await queryClient.fetchQuery({ ...clientWaysOptions(id), staleTime: 0 });
      if (ways.some((way) => way.channel === channel && way.transport === transport)) return id;
    }
    return undefined;
  };
  const result = await change(queryClient, given, watch, {
    async send({ name, transport, channel, address, ...wish }) {
      const body = { phone: address, transport, channel_id: channel, nickname: name };
      const outcome = await write(createClient, { body, ...elevated(wish) });
      if (outcome.kind === 'done') return { kind: 'done', value: number(fields(dataOf(outcome.value)).id) };
      // Chat2Desk refuses whoever is there already.
      const isRefused = outcome.kind === 'refused' && outcome.error.status === 400;
      const known = isRefused ? await read(given) : undefined;
      return known === undefined ? outcome : { kind: 'done', value: known };
    },
    read,
    renews: [conversationKeys.all, companyKeys.channels],
  });
  if (result.kind !== 'done') return result;
  // The gateway's ledger knows that it was done, not what came of it.
  return { ...result, value: number(result.value) ?? (await read(given)) };
}
