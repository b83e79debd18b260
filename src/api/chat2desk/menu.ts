import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listClientQuestions } from '#contract/chat2desk/clients.ts';
import { listMenuItems, sendMenuItem } from '#contract/chat2desk/self-service.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change } from './change.ts';
import { dataOf, instantOf } from './wire.ts';

/** An item of the menu from which clients choose themselves. */
export interface MenuItem {
  readonly id: number;
  /** The item that it is a choice of. */
  readonly parent: number | undefined;
  readonly channel: number | undefined;
  readonly position: number;
  /** What a client types to choose it. */
  readonly command: string;
  readonly name: string;
  /** What a client gets who chooses it. */
  readonly text: string;
  readonly url: string | undefined;
}

/** An item that was sent to a client. */
export interface Question {
  readonly item: number;
  readonly text: string;
  readonly at: Date | undefined;
}

export const menuKeys = {
  all: ['chat2desk', 'menu'] as const,
  offers: (client: number) => ['chat2desk', 'offers', client] as const,
  last: (client: number) => ['chat2desk', 'offers', client, 'last'] as const,
};

const heldMs = 10 * 60_000;

/** The menus of all channels. */
export const menuOptions = () =>
  queryOptions({
    queryKey: menuKeys.all,
    queryFn: async ({ signal }) =>
      list(dataOf(await call(listMenuItems, { query: {}, signal })), normaliseItem),
    staleTime: heldMs,
  });

/** Items that were sent to a client. @throws ApiError */
export const readQuestions = async (client: number, signal?: AbortSignal): Promise<readonly Question[]> =>
  list(
    dataOf(await call(listClientQuestions, { params: { id: String(client) }, query: {}, signal })),
    normaliseQuestion,
  );

export function normaliseItem(wire: unknown): MenuItem | undefined {
  const { id, parentID, channelID, position, command, name, text: said, url, url_enabled } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  return {
    id: known,
    parent: number(parentID),
    channel: number(channelID),
    position: number(position) ?? 0,
    command: text(command) ?? '',
    name: text(name) ?? text(command) ?? String(known),
    text: text(said) ?? '',
    url: number(url_enabled) === 0 ? undefined : text(url),
  };
}

function normaliseQuestion(wire: unknown): Question | undefined {
  const { id, text: said, created } = fields(wire);
  const item = number(id);
  return item === undefined ? undefined : { item, text: text(said) ?? '', at: instantOf(created) };
}

/** Items in the order in which they are read: each with its choices below it. `depth` from 0. */
export function inMenuOrder(
  items: readonly MenuItem[],
): readonly { readonly item: MenuItem; readonly depth: number }[] {
  const ids = new Set(items.map(({ id }) => id));
  const below = Map.groupBy(items, ({ id, parent }) =>
    parent !== undefined && parent !== id && ids.has(parent) ? parent : undefined,
  );
  const seen = new Set<number>();
  const walk = (parent: number | undefined, depth: number): { item: MenuItem; depth: number }[] =>
    (below.get(parent) ?? [])
      .toSorted((one, other) => one.position - other.position)
      .flatMap((item) => {
        if (seen.has(item.id)) return [];
        seen.add(item.id);
        return [{ item, depth }, ...walk(item.id, depth + 1)];
      });
  return walk(undefined, 0);
}

export interface NewOffer extends IdempotencyKey {
  readonly client: number;
  readonly item: number;
}

/** Chat2Desk's clock, and ours, may differ by this much. */
const clockMs = 5_000;

/** Sends a client an item of the menu, once. */
export const offerItem = (
  queryClient: QueryClient,
  given: NewOffer,
  watch: PageWatch<NewOffer>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ client, item, ...wish }) =>
      write(sendMenuItem, { body: { client_id: client, menu_item_id: item }, ...elevated(wish) }),
    async read({ client, item, since }, signal) {
      const isIt = (one: Question) => one.item === item && (one.at?.getTime() ?? 0) >= since - clockMs;
      return (await readQuestions(client, signal)).find(isIt);
    },
    renews: [menuKeys.offers(given.client), conversationKeys.all],
  });
