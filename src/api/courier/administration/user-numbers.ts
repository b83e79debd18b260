import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/text-accounts.ts';
import { text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems } from './items.ts';

/** Someone whose messages come from a certain number. */
export interface UserNumber {
  readonly id: string;
  readonly user: string | undefined;
  readonly number: string | undefined;
}

const maps = 'text-user-number-maps';

export const userNumbersOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(maps, organisation),
    queryFn: ({ signal }) => readUserNumbers(organisation, signal),
  });

const readUserNumbers = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(contract.listTextUserNumberMaps, {
        query: { 'filter[organization-id]': organisation, ...page },
        signal,
      }),
    ({ id, of }): UserNumber => ({ id, user: text(of['user-id']), number: text(of['number-id']) }),
  );

export interface NewUserNumber extends IdempotencyKey {
  readonly organisation: string;
  readonly user: string;
  /** UUID. */
  readonly number: string;
}

/** Says which number someone's messages come from. */
export const setUserNumber = changing<NewUserNumber>({
  send({ organisation, user, number, ...wish }) {
    const attributes = { 'organization-id': organisation, 'user-id': user, 'number-id': number };
    const body = { data: { type: 'text-user-number-maps' as const, attributes } };
    return write(contract.createTextUserNumberMap, { body, ...elevated(wish) });
  },
  async read({ organisation, user, number }, signal) {
    const now = await readUserNumbers(organisation, signal);
    return now.find((one) => one.user === user && one.number === number);
  },
  renews: [maps],
});
