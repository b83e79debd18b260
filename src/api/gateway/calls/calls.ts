import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type CallPeriod,
  type CallView,
  getCall,
  getCallSound,
  listCalls,
  type soundStates,
} from '#contract/gateway/calls.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';

/** How far a call is on its way to being a meeting. */
export interface CallMeeting {
  readonly state: 'begun' | 'done';
  /** The gateway works on it at this moment. */
  readonly running: boolean;
  /** UUID; undefined while there is none, or the reader may not read it. */
  readonly meeting: string | undefined;
  /** Name of the person who made it. */
  readonly by: string;
  /** The reader may continue what has stopped. */
  readonly own: boolean;
  readonly sound: (typeof soundStates)[number];
  /** Of the sound, or of the transcription; 0 of 0 until that is known. */
  readonly parts: { readonly sent: number; readonly total: number };
}

/** A recorded call. */
export interface RecordedCall {
  readonly id: string;
  readonly at: Date | undefined;
  /** The caller's number. */
  readonly phone: string | undefined;
  /** Name of the caller. */
  readonly person: string | undefined;
  /** Undefined while it continues. */
  readonly seconds: number | undefined;
  readonly running: boolean;
  /** How the transcription begins. */
  readonly snippet: string;
  readonly meeting: CallMeeting | undefined;
}

/** A part of a list of calls that someone may see. */
export interface CallsPage<T> {
  readonly rows: readonly T[];
  /** Where they begin among all. */
  readonly offset: number;
  readonly total: number;
  readonly everything: boolean;
  /** More may follow: not everything has been read. */
  readonly checking: boolean;
}

export interface OpenCall {
  readonly call: RecordedCall;
  readonly transcription: string | undefined;
  readonly email: string | undefined;
  /** The number that was called. */
  readonly line: string | undefined;
}

export interface CallsQuery {
  readonly view: CallView;
  readonly period: CallPeriod | undefined;
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

const system = 'courier';
/** While more follows. */
const whileCheckingMs = 3_000;
/** The system never reports a change. */
const usuallyMs = 30_000;
const whileRunningMs = 2_000;

export const callKeys = {
  all: ['calls'] as const,
  list: (search: unknown) => ['calls', 'list', search] as const,
  one: (id: string) => ['calls', 'one', id] as const,
  sound: (id: string) => ['calls', 'sound', id] as const,
  dialled: (page: unknown) => ['calls', 'dialled', page] as const,
  conferences: (page: unknown) => ['calls', 'conferences', page] as const,
  waiting: ['calls', 'waiting'] as const,
  videos: ['calls', 'videos'] as const,
  people: (words: string) => ['calls', 'people', words] as const,
};

export const callsOptions = ({ view, period, text: q, offset, limit }: CallsQuery) =>
  queryOptions({
    queryKey: callKeys.list({ view, period, q, offset, limit }),
    queryFn: async ({ signal }): Promise<CallsPage<RecordedCall>> => {
      const query = { view, period, q: q || undefined, offset: String(offset), limit: String(limit) };
      return normaliseCalls(await call(listCalls, { params: { system }, query, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.checking ? whileCheckingMs : usuallyMs),
  });

/** The query of the list that the overview counts. */
export const withoutMeeting = '?view=without&days=30';

/** How many calls of the last 30 days became no meeting: as many as that list has. */
export const callsWithoutMeetingOptions = () =>
  queryOptions({
    queryKey: callKeys.list('without'),
    queryFn: async ({ signal }) => {
      const query = { view: 'without', period: '30', limit: '1' } as const;
      const { total, checking } = normaliseCalls(
        await call(listCalls, { params: { system }, query, signal }),
      );
      return { count: total, checking };
    },
    refetchInterval: ({ state }) => (state.data?.checking ? whileCheckingMs : usuallyMs),
  });

export const callOptions = (id: string) =>
  queryOptions({
    queryKey: callKeys.one(id),
    queryFn: ({ signal }): Promise<OpenCall> => readCall(id, signal),
    refetchInterval: ({ state }) => (isMoving(state.data?.call) ? whileRunningMs : false),
  });

/** Where a player finds the sound of a call; null where there is none. */
export const callSoundOptions = (id: string) =>
  queryOptions({
    queryKey: callKeys.sound(id),
    queryFn: async ({ signal }): Promise<string | null> => {
      const { link } = fields(await call(getCallSound, { params: { system, id }, signal }));
      return text(link) ?? null;
    },
    retry: false,
    // The link is of an hour and a person, and a company may switch recording off.
    staleTime: 0,
    gcTime: 0,
  });

const isMoving = (one: RecordedCall | undefined) => one?.running || one?.meeting?.running;

/** A call as it is now. @throws ApiError */
export async function readCall(id: string, signal: AbortSignal | undefined): Promise<OpenCall> {
  const wire = fields(await call(getCall, { params: { system, id }, signal }));
  const one = normaliseCall(wire.call);
  if (!one) throw new TypeError('a call without an id');
  return {
    call: one,
    transcription: text(wire.transcription),
    email: text(wire.email),
    line: text(wire.line),
  };
}

const normaliseCalls = (wire: unknown) => normalisePage(wire, fields(wire).calls, normaliseCall);

/** @param rows of a list, each as `read` reads it */
export function normalisePage<T>(
  wire: unknown,
  rows: unknown,
  read: (row: unknown) => T | undefined,
): CallsPage<T> {
  const { offset, total, everything, checking } = fields(wire);
  return {
    rows: list(rows, read),
    offset: number(offset) ?? 0,
    total: number(total) ?? 0,
    everything: flag(everything) ?? false,
    checking: flag(checking) ?? false,
  };
}

export function normaliseCall(wire: unknown): RecordedCall | undefined {
  const one = fields(wire);
  const id = text(one.id);
  if (id === undefined) return undefined;
  return {
    id,
    at: instant(one.at),
    phone: text(one.phone),
    person: text(one.person),
    seconds: number(one.seconds),
    running: flag(one.running) ?? false,
    snippet: text(one.snippet) ?? '',
    meeting: one.meeting ? normaliseCallMeeting(one.meeting) : undefined,
  };
}

export function normaliseCallMeeting(wire: unknown): CallMeeting {
  const { state, running, meeting, by, own, sound, parts } = fields(wire);
  const { sent, total } = fields(parts);
  return {
    state: state === 'done' ? 'done' : 'begun',
    running: flag(running) ?? false,
    meeting: text(meeting),
    by: text(by) ?? '',
    own: flag(own) ?? false,
    sound: sound === 'sent' || sound === 'none' ? sound : 'pending',
    parts: { sent: number(sent) ?? 0, total: number(total) ?? 0 },
  };
}
