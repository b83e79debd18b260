import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type BroadcastContent,
  type BroadcastTemplate,
  broadcastStates,
  broadcastWays,
  cancelBroadcast,
  checkBroadcast,
  continueBroadcast,
  exclusions,
  findBroadcastPeople,
  getBroadcast,
  listBroadcasts,
  lookForBroadcast,
  recipientStates,
  startBroadcast,
  testBroadcast,
} from '#contract/gateway/broadcasts.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type PageWatch, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { ApiError } from '../../client/errors.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { readRefusal } from '../../client/refusal.ts';
import { type Outcome, write } from '../../client/write.ts';
import { findSentThere } from '../find-sent.ts';
import { sentKeys } from '../sent.ts';

export type BroadcastWay = BroadcastTemplate['way'];
export type RecipientState = (typeof recipientStates)[number];
export type Exclusion = (typeof exclusions)[number];

/** One text for many people, and how far it is. */
export interface Broadcast {
  readonly id: string;
  readonly state: (typeof broadcastStates)[number];
  readonly way: BroadcastWay;
  readonly by: string;
  readonly at: Date | undefined;
  /** Until then nothing leaves. */
  readonly sendAt: Date | undefined;
  readonly subject: string | undefined;
  readonly text: string;
  readonly counts: Readonly<Partial<Record<RecipientState, number>>>;
  readonly looking: boolean;
  readonly problem: RefusalReason | undefined;
}

export interface BroadcastRecipient {
  readonly individual: string;
  readonly name: string;
  readonly address: string;
  readonly state: RecipientState;
  readonly exclusion: Exclusion | undefined;
  readonly problem: RefusalReason | undefined;
  /** What Courier says of a delivery that failed. */
  readonly said: string | undefined;
  readonly at: Date | undefined;
}

export interface BroadcastDetail extends Broadcast {
  readonly recipients: readonly BroadcastRecipient[];
}

export interface BroadcastPerson {
  readonly individual: string;
  readonly name: string;
  readonly address: string;
}

/** Who would get it, and what. */
export interface BroadcastCheck {
  readonly count: number;
  readonly excluded: readonly {
    readonly individual: string;
    readonly name: string;
    readonly exclusion: Exclusion;
  }[];
  readonly samples: readonly {
    readonly name: string;
    readonly address: string;
    readonly subject: string | undefined;
    readonly text: string;
  }[];
}

const movingMs = 1_000;
const openMs = 10_000;

export const broadcastKeys = {
  all: ['broadcasts'] as const,
  list: ['broadcasts', 'list'] as const,
  one: (id: string) => ['broadcasts', 'one', id] as const,
  people: (way: BroadcastWay, words: string) => ['broadcasts', 'people', way, words] as const,
  attention: ['broadcasts', 'attention'] as const,
};

/** How soon broadcasts are to be read again, in ms; false where nothing changes any longer. */
const againMs = (broadcasts: readonly Broadcast[] = []): number | false => {
  const moves = ({ state, looking }: Broadcast) => state === 'waiting' || state === 'sending' || looking;
  if (broadcasts.some(moves)) return movingMs;
  return broadcasts.some(({ counts }) => counts.unknown || counts.accepted) ? openMs : false;
};

/** All of the organisation, the newest first, page after page. */
export const broadcastsOptions = () =>
  infiniteQueryOptions({
    queryKey: broadcastKeys.list,
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { before: pageParam } : {};
      const wire = fields(await call(listBroadcasts, { query, signal }));
      return { broadcasts: list(wire.broadcasts, normaliseBroadcast), more: wire.more === true };
    },
    initialPageParam: '',
    getNextPageParam: ({ broadcasts, more }) => (more ? broadcasts.at(-1)?.at?.toISOString() : undefined),
    staleTime: 0,
    refetchInterval: ({ state }) => againMs(state.data?.pages.flatMap(({ broadcasts }) => broadcasts)),
  });

export const broadcastOptions = (id: string) =>
  queryOptions({
    queryKey: broadcastKeys.one(id),
    queryFn: ({ signal }) => readBroadcast(id, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => againMs(state.data ? [state.data] : []),
  });

/** How many broadcasts a person has to look at. */
export const attentionOptions = () =>
  queryOptions({
    queryKey: broadcastKeys.attention,
    queryFn: async ({ signal }) =>
      number(fields(await call(listBroadcasts, { query: { limit: '1' }, signal })).attention) ?? 0,
  });

/** People whom a broadcast can reach in a way, by words of a name or an address. */
export const broadcastPeopleOptions = (way: BroadcastWay, words: string) =>
  queryOptions({
    queryKey: broadcastKeys.people(way, words),
    queryFn: async ({ signal }) => {
      const query = { way, ...(words === '' ? {} : { q: words }) };
      const wire = fields(await call(findBroadcastPeople, { query, signal }));
      const people = list(wire.people, normalisePerson);
      return { people, total: number(wire.total) ?? people.length, own: text(wire.own) };
    },
    placeholderData: (before) => before,
  });

async function readBroadcast(id: string, signal?: AbortSignal): Promise<BroadcastDetail> {
  return detailOf(await call(getBroadcast, { params: { id }, signal }));
}

/** Checks a broadcast; nothing is sent, so a lost response costs nothing. */
export async function checkIt(
  _: QueryClient,
  content: BroadcastContent,
  watch: Watch,
): Promise<Certain<BroadcastCheck>> {
  const send = async (): Promise<Outcome<BroadcastCheck>> => {
    const outcome = await write(checkBroadcast, { body: content, signal: watch.signal, timeoutMs: 60_000 });
    return outcome.kind === 'done' ? { kind: 'done', value: normaliseCheck(outcome.value) } : outcome;
  };
  return certain(send, async () => 'absent', { ...watch, onlyLook: false });
}

export interface BroadcastTest extends IdempotencyKey {
  readonly template: BroadcastTemplate;
}

/** Sends it to oneself, once. When the response is lost, the gateway looks for the message. */
export async function testIt(
  queryClient: QueryClient,
  { template, ...wish }: BroadcastTest,
  { earlier, ...watch }: PageWatch<BroadcastTest>,
): Promise<Certain<unknown>> {
  const send = () => write(testBroadcast, { body: template, ...elevated(wish) });
  const before = earlier && findSentThere('courier', earlier.key);
  const result = await certain<unknown>(send, findSentThere('courier', wish.key), watch, before);
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  return result;
}

export interface BroadcastToStart extends IdempotencyKey {
  readonly content: BroadcastContent;
  /** How many get it, as the person typed it. */
  readonly count: number;
}

const begun =
  (id: string): Find<BroadcastDetail> =>
  async (signal) => {
    try {
      return { found: await readBroadcast(id, signal) };
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'not-found') return 'absent';
      throw error;
    }
  };

/** Begins a broadcast, once: its key is its id, and one that may have begun is looked for before another one does. */
export async function startIt(
  queryClient: QueryClient,
  { content, count, ...wish }: BroadcastToStart,
  { earlier, ...watch }: PageWatch<BroadcastToStart>,
): Promise<Certain<BroadcastDetail>> {
  const send = async () =>
    detailIn(
      await write(startBroadcast, {
        params: { id: wish.key },
        body: { ...content, count },
        ...elevated(wish),
      }),
    );
  const before = earlier && begun(earlier.key);
  return renewed(queryClient, await certain(send, begun(wish.key), watch, before));
}

/** What a person does about a broadcast. */
export interface BroadcastAction {
  readonly id: string;
}

const wish = () => elevated({ key: crypto.randomUUID() });

/** Ends it: whatever has not left does not leave. */
export async function cancelIt(
  queryClient: QueryClient,
  { id }: BroadcastAction,
  watch: Watch,
): Promise<Certain<BroadcastDetail>> {
  const find: Find<BroadcastDetail> = async (signal) => {
    const found = await readBroadcast(id, signal);
    return found.state === 'cancelled' ? { found } : 'absent';
  };
  const send = async () => detailIn(await write(cancelBroadcast, { params: { id }, ...wish() }));
  return renewed(queryClient, await certain(send, find, watch));
}

/** Continues one that stopped, with those who are known not to have got it. */
export async function continueIt(
  queryClient: QueryClient,
  { id }: BroadcastAction,
  watch: Watch,
): Promise<Certain<BroadcastDetail>> {
  const find: Find<BroadcastDetail> = async (signal) => {
    const found = await readBroadcast(id, signal);
    const isLeft = found.counts.waiting || found.counts['not-sent'];
    return found.state === 'stopped' || (found.state === 'done' && isLeft) ? 'absent' : { found };
  };
  const send = async () => detailIn(await write(continueBroadcast, { params: { id }, body: {}, ...wish() }));
  return renewed(queryClient, await certain(send, find, watch));
}

/** Has the gateway look what became of it. Only reads there, so it may be repeated. */
export async function lookIt(
  queryClient: QueryClient,
  { id }: BroadcastAction,
  watch: Watch,
): Promise<Certain<BroadcastDetail>> {
  const find: Find<BroadcastDetail> = async (signal) => ({ found: await readBroadcast(id, signal) });
  const send = async () => detailIn(await write(lookForBroadcast, { params: { id }, body: {}, ...wish() }));
  return renewed(queryClient, await certain(send, find, watch));
}

/** Everything that shows broadcasts is read again, whatever became of it. */
async function renewed(queryClient: QueryClient, result: Certain<BroadcastDetail>) {
  if (result.kind === 'done') queryClient.setQueryData(broadcastKeys.one(result.value.id), result.value);
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  await queryClient.invalidateQueries({ queryKey: broadcastKeys.all });
  return result;
}

function detailIn(outcome: Outcome<unknown>): Outcome<BroadcastDetail> {
  return outcome.kind === 'done' ? { kind: 'done', value: detailOf(outcome.value) } : outcome;
}

function detailOf(wire: unknown): BroadcastDetail {
  const { broadcast, recipients } = fields(wire);
  const one = normaliseBroadcast(broadcast);
  if (!one) throw new TypeError('a broadcast without an id');
  return { ...one, recipients: list(recipients, normaliseRecipient) };
}

/** Undefined without an id or in a state that this version does not know. */
export function normaliseBroadcast(wire: unknown): Broadcast | undefined {
  const one = fields(wire);
  const id = text(one.id);
  const state = broadcastStates.find((known) => known === one.state);
  const way = broadcastWays.find((known) => known === one.way);
  if (id === undefined || state === undefined || way === undefined) return undefined;
  const counts = fields(one.counts);
  return {
    id,
    state,
    way,
    by: text(fields(one.person).name) ?? '',
    at: instant(one.at),
    sendAt: instant(one.sendAt),
    subject: text(one.subject),
    text: text(one.text) ?? '',
    counts: Object.fromEntries(
      recipientStates.flatMap((known) => {
        const count = number(counts[known]);
        return count === undefined ? [] : [[known, count]];
      }),
    ),
    looking: one.looking === true,
    problem: readRefusal(one.problem),
  };
}

function normaliseRecipient(wire: unknown): BroadcastRecipient | undefined {
  const one = fields(wire);
  const individual = text(one.individual);
  if (individual === undefined) return undefined;
  return {
    individual,
    name: text(one.name) ?? individual,
    address: text(one.address) ?? '',
    // What is odd is not known.
    state: recipientStates.find((known) => known === one.state) ?? 'unknown',
    exclusion: exclusions.find((known) => known === one.exclusion),
    problem: readRefusal(one.problem),
    said: text(one.said),
    at: instant(one.at),
  };
}

function normalisePerson(wire: unknown): BroadcastPerson | undefined {
  const one = fields(wire);
  const [individual, address] = [text(one.individual), text(one.address)];
  if (individual === undefined || address === undefined) return undefined;
  return { individual, name: text(one.name) ?? address, address };
}

function normaliseCheck(wire: unknown): BroadcastCheck {
  const { count, excluded, samples } = fields(wire);
  return {
    count: number(count) ?? 0,
    excluded: list(excluded, (one) => {
      const of = fields(one);
      const individual = text(of.individual) ?? '';
      const exclusion = exclusions.find((known) => known === of.exclusion) ?? 'unknown-person';
      return { individual, name: text(of.name) ?? individual, exclusion };
    }),
    samples: list(samples, (one) => {
      const of = fields(one);
      return {
        name: text(of.name) ?? '',
        address: text(of.address) ?? '',
        subject: text(of.subject),
        text: text(of.text) ?? '',
      };
    }),
  };
}
