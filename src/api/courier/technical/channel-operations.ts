import { queryOptions } from '@tanstack/react-query';
import {
  createMessagingOperation,
  getMessagingOperation,
  listMessagingOperations,
} from '#contract/courier/automation.ts';
import { sameJson } from '#src/lib/json-text.ts';
import { fields, instant, text, type Wire } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item, itemOf } from '../administration/items.ts';
import { madeSince } from './made-since.ts';

/** Work on many channels at once. */
export interface ChannelOperation {
  readonly id: string;
  /** In the words of Courier: `move-group`. */
  readonly type: string;
  /** In the words of Courier: `completed`. */
  readonly status: string | undefined;
  readonly created: Date | undefined;
  /** Courier documents no names. */
  readonly args: Wire;
  readonly logs: Wire;
}

const resource = 'messaging-operations';
const withArgs = { 'include-args': 'true' } as const;

/** How often Courier is asked while one is not finished. */
const againMs = 3_000;

export const isOver = ({ status }: ChannelOperation): boolean =>
  /^(completed|failed|cancell?ed)$/.test(status ?? '');

/** @param organisation its id at Courier */
export const operationsOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readOperations(organisation, signal),
    refetchInterval: ({ state: { data } }) => (data && !data.every(isOver) ? againMs : false),
  });

const readOperations = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(listMessagingOperations, {
        query: { ...page, ...withArgs, 'organization-id': organisation },
        signal,
      }),
    normaliseOperation,
  );

/** One of them, with what it was asked and what it reported. */
export const operationOptions = (id: string) =>
  queryOptions({
    queryKey: courierKeys.one(resource, id),
    queryFn: async ({ signal }) => {
      const item = itemOf(await call(getMessagingOperation, { params: { id }, query: withArgs, signal }));
      if (!item) throw new TypeError('an operation without an id');
      return normaliseOperation(item);
    },
  });

export function normaliseOperation({ id, of }: Item): ChannelOperation {
  return {
    id,
    type: text(of.type) ?? '',
    status: text(of.status),
    created: instant(of['created-at']),
    args: fields(of.args),
    logs: fields(of.logs),
  };
}

export interface NewOperation extends IdempotencyKey {
  readonly organisation: string;
  readonly args: Wire;
}

/** Has Courier move the channels of a group. */
export const moveChannels = changing<NewOperation>({
  send({ organisation, args, ...wish }) {
    const attributes = { type: 'move-group' as const, args, 'organization-id': organisation };
    const body = { data: { type: 'messaging-operations' as const, attributes } };
    return write(createMessagingOperation, { body, ...elevated(wish) });
  },
  async read({ organisation, args, since }, signal) {
    const isIt = (one: ChannelOperation) => one.type === 'move-group' && sameJson(one.args, args);
    return madeSince(await readOperations(organisation, signal), since, isIt);
  },
  renews: [resource],
});
