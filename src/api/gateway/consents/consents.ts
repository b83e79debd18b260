import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import {
  askConsent,
  type ConsentRound,
  consentRound,
  getConsent,
  listWithdrawals,
  noteConsentMeeting,
} from '#contract/gateway/consents/consents.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey, wishNow } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { refetchInTurn } from '../refetch-in-turn.ts';

/** Without the stream of events, answers are asked for this often. */
const everyMs = 5_000;

export const consentKeys = {
  all: ['consents'],
  of: (recording: string) => ['consents', recording],
  withdrawals: ['consents', 'withdrawals'],
} as const;

/** What was asked and answered for a recording; null where nobody was asked. */
export async function readConsent(recording: string, signal?: AbortSignal): Promise<ConsentRound | null> {
  const { round } = fields(await call(getConsent, { params: { recording }, signal }));
  return normalise(round);
}

function normalise(wire: unknown): ConsentRound | null {
  const read = v.safeParse(consentRound, wire);
  return read.success ? read.output : null;
}

/** `live`: it is being looked at while people answer. */
export const consentOptions = (recording: string, live = false) =>
  queryOptions({
    queryKey: consentKeys.of(recording),
    queryFn: ({ signal }) => readConsent(recording, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (live && state.data ? everyMs : false),
  });

/** What is said on the page, for one recording. */
export interface Asking extends IdempotencyKey {
  readonly recording: string;
  readonly body: BodyOf<typeof askConsent>;
}

/** Makes the address of a recording. Repeating that gives the same one, so a lost response is asked for again. */
export async function askForConsent(
  queryClient: QueryClient,
  asking: Asking,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { recording, body } = asking;
  const send = () => write(askConsent, { params: { recording }, body, ...elevated(asking) });
  const find: Find<unknown> = async () => {
    const round = await readConsent(recording, asking.signal);
    return round ? { found: round } : 'absent';
  };
  const result = await certain<unknown>(send, find, watch);
  await queryClient.invalidateQueries({ queryKey: consentKeys.of(recording) });
  return result;
}

/** Between two readings of what many answer at once. */
const pauseMs = 200;

/** Reads again what is shown of answers, when someone has answered. */
export const followConsents = (queryClient: QueryClient) =>
  refetchInTurn(() => void queryClient.invalidateQueries({ queryKey: consentKeys.all }), pauseMs);

/** What someone withdrew after the recording had become a meeting, as long as its owner has not seen it there. */
export const withdrawalsOptions = () =>
  queryOptions({
    queryKey: consentKeys.withdrawals,
    queryFn: async ({ signal }) =>
      list(fields(await call(listWithdrawals, { signal })).withdrawals, (wire) => {
        const { meeting, count, at } = fields(wire);
        const id = text(meeting);
        return id === undefined ? undefined : { meeting: id, count: number(count) ?? 0, at: instant(at) };
      }),
    staleTime: 0,
  });

/** How many answers of a recording were withdrawn. */
export const withdrawnIn = ({ answers }: Pick<ConsentRound, 'answers'>): number =>
  answers.filter(({ withdrawnAt }) => withdrawnAt !== null).length;

/**
 * Says at the gateway which meeting a recording became and that its withdrawals were shown there. It stands again with the
 * next visit, so nobody has to hear of it where it does not arrive.
 */
export async function noteMeeting(recording: string, meeting: string, round: ConsentRound): Promise<void> {
  const seen = withdrawnIn(round);
  if (round.meeting === meeting && round.seen >= seen) return;
  await write(noteConsentMeeting, {
    params: { recording },
    body: { meeting, seen },
    ...elevated(wishNow()),
  });
}
