import { queryOptions } from '@tanstack/react-query';
import { listReplicators } from '#contract/courier/diagnosis.ts';
import { recalculateCommunicationSummary } from '#contract/courier/people.ts';
import { instant, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { type Item, itemsOf } from '../administration/items.ts';

/** An import of data from other services of the company. */
export interface Replicator {
  readonly id: string;
  /** Its class, in the words of Courier. */
  readonly name: string;
  /** When it ran last. */
  readonly polled: Date | undefined;
}

const resource = 'replicators';

export const replicatorsOptions = () =>
  queryOptions({
    queryKey: courierKeys.list(resource),
    queryFn: async ({ signal }) => itemsOf(await call(listReplicators, { signal }), normaliseReplicator),
  });

export const normaliseReplicator = ({ id, of }: Item): Replicator => ({
  id,
  name: text(of.classpath) ?? id,
  polled: instant(of['last-poll-time']),
});

export interface Recount extends IdempotencyKey {
  readonly individual: string;
}

/** Has Courier count again what someone has not read. Nothing that can be read shows it: only the ledger knows. */
export const recountUnread = changing<Recount>({
  send: ({ individual: id, ...wish }) =>
    write(recalculateCommunicationSummary, { params: { id }, body: {}, ...elevated(wish) }),
  renews: [],
});
