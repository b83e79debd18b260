import type { QueryClient } from '@tanstack/react-query';
import { updateClient } from '#contract/chat2desk/clients.ts';
import { text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change } from './change.ts';
import { readClient } from './clients.ts';

/** What can be changed about a client; empty deletes. */
export interface ClientFields {
  readonly name: string;
  readonly phone: string;
  /** Their id in the CRM. Only admins change it: it decides whose meetings the client belongs to. */
  readonly relation: string;
  /** Values of the company's own fields, by their ids. */
  readonly own: Readonly<Record<string, string>>;
}

export interface ClientChange extends IdempotencyKey {
  readonly client: number;
  readonly changes: Partial<ClientFields>;
}

export interface ClientBlock extends IdempotencyKey {
  readonly client: number;
  readonly blocked: boolean;
}

const renews = [conversationKeys.all];

/** Changes a client's card, once. */
export const changeClient = (
  queryClient: QueryClient,
  given: ClientChange,
  watch: PageWatch<ClientChange>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ client, changes: { name, phone, relation, own }, ...wish }) => {
      const body = {
        // Chat2Desk deletes a name that is null.
        ...(name === undefined ? {} : { nickname: name || null }),
        ...(phone === undefined ? {} : { assigned_phone: phone }),
        ...(relation === undefined ? {} : { external_id: relation }),
        ...(own === undefined ? {} : { custom_fields: own }),
      };
      return write(updateClient, { params: { id: String(client) }, body, ...elevated(wish) });
    },
    async read({ client, changes }, signal) {
      const { assignedName, phone, relation, own } = await readClient(client, signal);
      const isSo = (wanted: string | undefined, now: unknown) =>
        wanted === undefined || wanted === (text(now) ?? '');
      const areSo = Object.entries(changes.own ?? {}).every(([id, wanted]) => isSo(wanted, own[id]));
      return isSo(changes.name, assignedName) &&
        isSo(changes.phone, phone) &&
        isSo(changes.relation, relation) &&
        areSo
        ? client
        : undefined;
    },
    renews,
  });

/**
 * Blocks a client, or ends that, once. Chat2Desk does not say whether a client is blocked: where the gateway's ledger
 * does not know what became of the request, nobody does.
 */
export const blockClient = (
  queryClient: QueryClient,
  given: ClientBlock,
  watch: PageWatch<ClientBlock>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ client, blocked, ...wish }) =>
      write(updateClient, {
        params: { id: String(client) },
        body: { ban_status: blocked ? 1 : 0 },
        ...elevated(wish),
      }),
    renews,
  });
