import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listMenuItems, sendMenuItem } from '#contract/chat2desk/self-service.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change } from './change.ts';
import { dataOf } from './wire.ts';

/** An item of the self-service menu, with the choices that a client gets with it. */
export interface Choice {
  readonly id: number;
  readonly name: string;
  /** What the client reads. */
  readonly text: string;
  /** What they choose from; none where it is only told. */
  readonly options: readonly string[];
}

const heldMs = 10 * 60_000;

/** What can be offered on a channel. */
export const choicesOptions = (channel: number) =>
  queryOptions({
    queryKey: conversationKeys.menu(channel),
    queryFn: async ({ signal }) => {
      const wire = await call(listMenuItems, { query: { channel_id: channel }, signal });
      return choicesOf(list(dataOf(wire), fields));
    },
    staleTime: heldMs,
  });

/** Items with what is below each of them, in their order. */
export function choicesOf(wire: readonly Readonly<Record<string, unknown>>[]): readonly Choice[] {
  const nameOf = (one: Readonly<Record<string, unknown>>) => text(one.name) ?? text(one.command) ?? '';
  const sorted = wire.toSorted((one, other) => (number(one.position) ?? 0) - (number(other.position) ?? 0));
  return sorted.flatMap((one) => {
    const id = number(one.id);
    if (id === undefined) return [];
    const options = sorted.filter((other) => number(other.parentID) === id).map(nameOf);
    return [{ id, name: nameOf(one), text: text(one.text) ?? '', options }];
  });
}

export interface OfferedChoice extends IdempotencyKey {
  readonly dialog: number;
  readonly client: number;
  readonly item: number;
}

/** Sends a client a choice, once. */
export const offerChoice = (
  queryClient: QueryClient,
  given: OfferedChoice,
  watch: PageWatch<OfferedChoice>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ client, item, ...wish }) =>
      write(sendMenuItem, { body: { client_id: client, menu_item_id: item }, ...elevated(wish) }),
    renews: [conversationKeys.one(given.dialog), ['conversations', 'inbox']],
  });
