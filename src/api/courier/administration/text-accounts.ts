import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/text-accounts.ts';
import { flag, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing, isSo } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';

/** Who sends text messages, and pays for them. */
export interface TextAccount extends AccountFields {
  readonly id: string;
}

export interface AccountFields {
  /** What its messages come from; empty where it has no number yet. */
  readonly phone: string;
  /** Whether messages may come from another number than that. */
  readonly customNumber: boolean;
}

const resource = 'text-accounts';

export const textAccountsOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readAccounts(organisation, signal),
  });

const readAccounts = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(contract.listTextAccounts, { query: { 'organization-id': organisation, ...page }, signal }),
    normaliseAccount,
  );

export const normaliseAccount = ({ id, of }: Item): TextAccount => ({
  id,
  phone: text(of['phone-number']) ?? '',
  customNumber: flag(of['allow-custom-number']) ?? false,
});

export interface NewAccount extends IdempotencyKey {
  readonly organisation: string;
  readonly customNumber: boolean;
  /** Ids of those that were there before it was asked for. */
  readonly known: readonly string[];
}

/** Creates an account, which may cost something. */
export const createAccount = changing<NewAccount>({
  send({ organisation, customNumber, known: _known, ...wish }) {
    const attributes = { 'organization-id': organisation, 'allow-custom-number': customNumber };
    const body = { data: { type: 'text-accounts' as const, attributes } };
    return write(contract.createTextAccount, { body, ...elevated(wish) });
  },
  async read({ organisation, known }, signal) {
    return (await readAccounts(organisation, signal)).find(({ id }) => !known.includes(id));
  },
  renews: [resource],
});

export interface AccountChange extends IdempotencyKey {
  readonly id: string;
  readonly changes: Partial<AccountFields>;
}

export const changeAccount = changing<AccountChange>({
  send({ id, changes: { phone, customNumber }, ...wish }) {
    const attributes = {
      ...(phone === undefined ? {} : { 'phone-number': phone }),
      ...(customNumber === undefined ? {} : { 'allow-custom-number': customNumber }),
    };
    const body = { data: { id, type: 'text-accounts' as const, attributes } };
    return write(contract.updateTextAccount, { params: { id }, body, ...elevated(wish) });
  },
  async read({ id, changes }, signal) {
    const item = itemOf(await call(contract.getTextAccount, { params: { id }, signal }));
    const now = item && normaliseAccount(item);
    return now && isSo<AccountFields>(now, changes) ? now : undefined;
  },
  renews: [resource],
});
