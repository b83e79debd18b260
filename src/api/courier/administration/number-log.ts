import { infiniteQueryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/text-accounts.ts';
import { instant, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { itemsOf } from './items.ts';

/** An entry of the log of a number, in the words of Courier. */
export interface LogEntry {
  readonly id: string;
  readonly at: Date | undefined;
  readonly log: string;
}

const logs = 'text-number-logs';
const logPage = 100;

const readLog = async (number: string, offset: number, signal: AbortSignal | undefined) => {
  const query = { 'number-id': number, 'page[limit]': logPage, 'page[offset]': offset };
  return itemsOf(
    await call(contract.listTextNumberLogs, { query, signal }),
    ({ id, of }): LogEntry => ({ id, at: instant(of['created-at']), log: text(of.log) ?? '' }),
  );
};

/** What went through a number, a part at a time. */
export const numberLogOptions = (number: string) =>
  infiniteQueryOptions({
    queryKey: courierKeys.list(logs, number),
    queryFn: ({ signal, pageParam }) => readLog(number, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.length < logPage ? undefined : all.length * logPage),
    staleTime: 0,
  });

export interface LogRemoval extends IdempotencyKey {
  /** UUID. */
  readonly number: string;
}

/** Deletes the log of a number for good. */
export const deleteLog = changing<LogRemoval>({
  send: ({ number, ...wish }) =>
    write(contract.resetTextAccountNumberLogs, { params: { id: number }, body: {}, ...elevated(wish) }),
  async read({ number }, signal) {
    return (await readLog(number, 0, signal)).length === 0 ? number : undefined;
  },
  renews: [logs],
});
