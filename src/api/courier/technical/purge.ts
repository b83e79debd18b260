import { queryOptions } from '@tanstack/react-query';
import { listMessagingChannels } from '#contract/courier/channels.ts';
import { purgeData } from '#contract/courier/diagnosis.ts';
import { listUserEmails } from '#contract/courier/emails.ts';
import { listUsers } from '#contract/courier/people.ts';
import { listVoiceRecordings } from '#contract/courier/telephone.ts';
import { listVideoChannels } from '#contract/courier/video.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { itemsOf } from '../administration/items.ts';
import { readOrganisations } from '../administration/organisations.ts';

/** How much there is; `more` where Courier gives no more at a time. */
export interface Amount {
  readonly count: number;
  readonly more: boolean;
}

export const amountNames = ['channels', 'emails', 'recordings', 'videos'] as const;
/** Undefined for what could not be counted. */
export type Amounts = Readonly<Record<(typeof amountNames)[number], Amount | undefined>>;

const countOf = (wire: unknown, limit: number): Amount => {
  const { length: count } = itemsOf(wire, ({ id }) => id);
  return { count, more: count >= limit };
};

const limit = 1_000;
const page = { 'page[limit]': limit };
const channelPage = 50;

/** What Courier stores about someone, as far as it can be counted. Read when it is asked for: it decides what is lost. */
export const amountsOptions = (individual: string) =>
  queryOptions({
    queryKey: courierKeys.one('amounts', individual),
    queryFn: ({ signal }) => readAmounts(individual, signal),
    staleTime: 0,
  });

async function readAmounts(individual: string, signal: AbortSignal): Promise<Amounts> {
  const theirs = { 'individual-id': individual };
  const first = { ...theirs, 'page[limit]': channelPage };
  const counted = [
    call(listMessagingChannels, { query: first, signal }).then((wire) => countOf(wire, channelPage)),
    call(listUserEmails, { query: { ...theirs, ...page }, signal }).then((wire) => countOf(wire, limit)),
    countRecordings(individual, signal),
    call(listVideoChannels, { query: { ...theirs, ...page }, signal }).then((wire) => countOf(wire, limit)),
  ];
  // Each alone: what cannot be counted is said to be unknown, and hides nothing else.
  const known = counted.map((amount) => amount.catch(() => undefined));
  const [channels, emails, recordings, videos] = await Promise.all(known);
  return { channels, emails, recordings, videos };
}

async function countRecordings(individual: string, signal: AbortSignal): Promise<Amount> {
  const organisations = await readOrganisations(signal);
  const amounts = await Promise.all(
    organisations.map(async ({ id }) => {
      const query = { 'organization-id': id, 'filter[individual-id]': individual, ...page };
      return countOf(await call(listVoiceRecordings, { query, signal }), limit);
    }),
  );
  return {
    count: amounts.reduce((sum, { count }) => sum + count, 0),
    more: amounts.some(({ more }) => more),
  };
}

export interface Purge extends IdempotencyKey {
  readonly individual: string;
  /** Whether Courier keeps an archive. */
  readonly archive: boolean;
}

/**
 * Deletes everything about someone. The gateway carries it out when a second admin asks for exactly the same. It was done
 * when no user has the individual.
 */
export const purge = changing<Purge>({
  send({ individual, archive, ...wish }) {
    const attributes = { 'entity-id': individual, 'entity-type': 'individual' as const, archive };
    return write(purgeData, { body: { data: { type: 'system-purges', attributes } }, ...elevated(wish) });
  },
  async read({ individual }, signal) {
    const query = { 'filter[individual-id]': individual, 'page[limit]': 1 };
    return itemsOf(await call(listUsers, { query, signal }), ({ id }) => id).length === 0 ? true : undefined;
  },
  renews: ['users', 'amounts'],
});
