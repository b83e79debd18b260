import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/text-accounts.ts';
import { flag, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing, isSo } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';

/** A number that text messages come from and go to. */
export interface TextNumber extends NumberFields {
  readonly id: string;
  readonly phone: string;
  readonly can: readonly Capability[];
  readonly region: string | undefined;
}

export const capabilities = ['sms', 'mms', 'voice'] as const;
export type Capability = (typeof capabilities)[number];

export interface NumberFields {
  readonly notes: string;
  /** Where calls to it are put through; empty where they are not. */
  readonly forward: string;
  /** Whether what it sends and receives is written down. */
  readonly logged: boolean;
  /** Whether Courier raises the alarm about it. */
  readonly alert: boolean;
}

const numbers = 'text-account-numbers';
const accounts = 'text-accounts';

export const textNumbersOptions = (account: string) =>
  queryOptions({
    queryKey: courierKeys.list(numbers, account),
    queryFn: ({ signal }) => readNumbers(account, signal),
  });

const readNumbers = (account: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(contract.listTextAccountNumbers, { query: { 'account-id': account, ...page }, signal }),
    normaliseNumber,
  );

export const normaliseNumber = ({ id, of }: Item): TextNumber => ({
  id,
  phone: text(of['phone-number']) ?? '',
  can: capabilities.filter((one) => flag(of[`capability-${one}`])),
  region: [text(of['rate-center']), text(of.region)].filter(Boolean).join(', ') || undefined,
  notes: text(of.notes) ?? '',
  forward: text(of['forward-to']) ?? '',
  logged: flag(of.logging) ?? false,
  alert: flag(of.alert) ?? false,
});

export interface NewNumber extends IdempotencyKey {
  readonly account: string;
  readonly notes: string;
  /** Where it is wanted: three digits; empty for anywhere. Undefined to take one that is free. */
  readonly area: string | undefined;
  /** Ids of those that were there before it was asked for. */
  readonly known: readonly string[];
}

/** Rents a number, or takes one that is free. Either costs something. */
export const addNumber = changing<NewNumber>({
  send({ account, notes, area, known: _known, ...wish }) {
    if (area === undefined) {
      return write(contract.claimTextNumber, { params: { id: account }, body: { notes }, ...elevated(wish) });
    }
    const attributes = { 'account-id': account, notes, ...(area === '' ? {} : { 'area-code': area }) };
    const body = { data: { type: 'text-account-numbers' as const, attributes } };
    return write(contract.createTextAccountNumber, { body, ...elevated(wish) });
  },
  async read({ account, notes, known }, signal) {
    const now = await readNumbers(account, signal);
    return now.find((one) => !known.includes(one.id) && one.notes === notes);
  },
  // The first one becomes the account's own.
  renews: [numbers, accounts],
});

export interface NumberChange extends IdempotencyKey {
  readonly id: string;
  readonly changes: Partial<NumberFields>;
}

export const changeNumber = changing<NumberChange>({
  send({ id, changes: { notes, forward, logged, alert }, ...wish }) {
    const attributes = {
      ...(notes === undefined ? {} : { notes }),
      ...(forward === undefined ? {} : { 'forward-to': forward }),
      ...(logged === undefined ? {} : { logging: logged }),
      ...(alert === undefined ? {} : { alert }),
    };
    const body = { data: { id, type: 'text-account-numbers' as const, attributes } };
    return write(contract.updateTextAccountNumber, { params: { id }, body, ...elevated(wish) });
  },
  async read({ id, changes }, signal) {
    const item = itemOf(await call(contract.getTextAccountNumber, { params: { id }, signal }));
    const now = item && normaliseNumber(item);
    return now && isSo<NumberFields>(now, changes) ? now : undefined;
  },
  renews: [numbers],
});
