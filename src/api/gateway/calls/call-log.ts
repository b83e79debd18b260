import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { listConferences, listDialledCalls, listWaitingCallers } from '#contract/gateway/call-log.ts';
import { serverNow } from '#src/lib/clock.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { type CallsPage, callKeys, normalisePage } from './calls.ts';

/** Someone who was called for a conference. */
export interface DialledCall {
  readonly id: string;
  readonly at: Date | undefined;
  /** Name of the person called. */
  readonly person: string | undefined;
  readonly seconds: number | undefined;
  /** In the words of the system. */
  readonly status: string | undefined;
}

export interface Conference {
  readonly id: string;
  readonly at: Date | undefined;
  /** Name of the person who began it. */
  readonly by: string | undefined;
  /** In the words of the system. */
  readonly state: string | undefined;
}

/** Someone who waits for an answer. */
export interface WaitingCaller {
  readonly id: string;
  readonly phone: string | undefined;
  readonly person: string | undefined;
  /** Since when. */
  readonly since: Date | undefined;
  /** The number that was called. */
  readonly line: string | undefined;
}

export interface Conferences extends CallsPage<Conference> {
  /** Who the reader is at the system. */
  readonly individual: string | undefined;
}

interface PageOfLog {
  readonly offset: number;
  readonly limit: number;
}

const params = { system: 'courier' } as const;
const usuallyMs = 30_000;
/** What goes from one state to the next, and who waits. */
const movingMs = 3_000;

const queryOf = ({ offset, limit }: PageOfLog) => ({ offset: String(offset), limit: String(limit) });

const isMoving = ({ state }: Conference) => state === 'created' || state === 'running';

export const dialledCallsOptions = (page: PageOfLog) =>
  queryOptions({
    queryKey: callKeys.dialled(page),
    queryFn: async ({ signal }): Promise<CallsPage<DialledCall>> => {
      const wire = fields(await call(listDialledCalls, { params, query: queryOf(page), signal }));
      return normalisePage(wire, wire.dialled, normaliseDialled);
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.checking ? movingMs : usuallyMs),
  });

export const conferencesOptions = (page: PageOfLog) =>
  queryOptions({
    queryKey: callKeys.conferences(page),
    queryFn: async ({ signal }): Promise<Conferences> => {
      const wire = fields(await call(listConferences, { params, query: queryOf(page), signal }));
      return {
        ...normalisePage(wire, wire.conferences, normaliseConference),
        individual: text(wire.individual),
      };
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.checking || data?.rows.some(isMoving) ? movingMs : usuallyMs,
  });

export const waitingCallersOptions = () =>
  queryOptions({
    queryKey: callKeys.waiting,
    queryFn: async ({ signal }): Promise<readonly WaitingCaller[]> => {
      const wire = fields(await call(listWaitingCallers, { params, signal }));
      return list(wire.callers, (one) => normaliseWaiting(one, serverNow()));
    },
    refetchInterval: movingMs,
  });

function normaliseDialled(wire: unknown): DialledCall | undefined {
  const one = fields(wire);
  const id = text(one.id);
  if (id === undefined) return undefined;
  return {
    id,
    at: instant(one.at),
    person: text(one.person),
    seconds: number(one.seconds),
    status: text(one.status),
  };
}

function normaliseConference(wire: unknown): Conference | undefined {
  const { id: given, at, by, state } = fields(wire);
  const id = text(given);
  return id === undefined ? undefined : { id, at: instant(at), by: text(by), state: text(state) };
}

function normaliseWaiting(wire: unknown, now: number): WaitingCaller | undefined {
  const one = fields(wire);
  const id = text(one.id);
  if (id === undefined) return undefined;
  const waited = number(one.waited);
  return {
    id,
    phone: text(one.phone),
    person: text(one.person),
    since: waited === undefined ? undefined : new Date(now - waited * 1000),
    line: text(one.line),
  };
}
