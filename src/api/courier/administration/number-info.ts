import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/text-accounts.ts';
import { instant, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';

/** What carriers say of a number. */
export interface NumberInfo {
  readonly id: string;
  readonly isPending: boolean;
  /** In the words of Courier: `mobile`. */
  readonly kind: string | undefined;
  readonly carrier: string | undefined;
  readonly error: string | undefined;
  readonly at: Date | undefined;
}

const resource = 'text-number-info';

/** What was found out about a number before; asking for that costs nothing. */
export const knownOfNumberOptions = (number: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, number),
    queryFn: ({ signal }) => readKnown(number, signal),
  });

const readKnown = (number: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(contract.listTextNumberInfo, { query: { number, ...page }, signal }),
    normaliseInfo,
  );

export const normaliseInfo = ({ id, of }: Item): NumberInfo => ({
  id,
  isPending: of.status === 'pending',
  kind: text(of.type),
  carrier: text(of['carrier-name']),
  error: text(of.error),
  at: instant(of['created-at']),
});

const whilePendingMs = 1_000;

/** One lookup, until it has ended. */
export const lookupOptions = (id: string) =>
  queryOptions({
    queryKey: courierKeys.one(resource, id),
    queryFn: async ({ signal }): Promise<NumberInfo | null> => {
      const item = itemOf(await call(contract.getTextNumberInfo, { params: { id }, signal }));
      return item ? normaliseInfo(item) : null;
    },
    refetchInterval: ({ state }) => (state.data?.isPending ? whilePendingMs : false),
  });

export interface NumberLookup extends IdempotencyKey {
  /** Of the United States, in international form. */
  readonly number: string;
  /** Ids of earlier lookups of it. */
  readonly known: readonly string[];
}

/** Asks the carriers about a number, which costs something. */
export const lookNumberUp = changing<NumberLookup>({
  send({ number, known, ...wish }) {
    const attributes = { number, reresolve: known.length > 0 };
    const body = { data: { type: 'text-number-info' as const, attributes } };
    return write(contract.createTextNumberInfo, { body, ...elevated(wish) });
  },
  async read({ number, known }, signal) {
    return (await readKnown(number, signal)).find(({ id }) => !known.includes(id));
  },
  renews: [resource],
});
