import { queryOptions } from '@tanstack/react-query';
import { findCallPeople, listVideoCalls } from '#contract/gateway/video-calls.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { callKeys } from './calls.ts';

/** Someone who takes part in a video call. */
export interface Participant {
  readonly id: string;
  readonly individual: string | undefined;
  readonly name: string | undefined;
  readonly muted: boolean;
  readonly disconnected: boolean;
}

/** What is kept of a video call. */
export interface VideoRecording {
  readonly id: string;
  readonly seconds: number | undefined;
  readonly bytes: number | undefined;
  /** In the words of the system. */
  readonly status: string | undefined;
  readonly percent: number | undefined;
}

export interface VideoCall {
  readonly id: string;
  /** `scheduled`, `open`, `terminated`, or another word of the system. */
  readonly state: string;
  readonly at: Date | undefined;
  readonly seconds: number | undefined;
  readonly recorded: boolean;
  readonly participants: readonly Participant[];
  readonly recordings: readonly VideoRecording[];
}

export interface VideoCalls {
  readonly videos: readonly VideoCall[];
  /** Who the reader is at the system. */
  readonly individual: string | undefined;
}

/** Someone who may be invited. */
export interface CallPerson {
  readonly individual: string;
  readonly name: string;
  /** An address or a number, which tells people of one name apart. */
  readonly detail: string | undefined;
}

const params = { system: 'courier' } as const;
const usuallyMs = 10_000;

export const videoCallsOptions = () =>
  queryOptions({
    queryKey: callKeys.videos,
    queryFn: ({ signal }): Promise<VideoCalls> => readVideoCalls(signal),
    refetchInterval: usuallyMs,
  });

/** Video calls as they are now. @throws ApiError */
export async function readVideoCalls(signal: AbortSignal | undefined): Promise<VideoCalls> {
  const { videos, individual } = fields(await call(listVideoCalls, { params, signal }));
  return { videos: list(videos, normaliseVideoCall), individual: text(individual) };
}

export const callPeopleOptions = (words: string) =>
  queryOptions({
    queryKey: callKeys.people(words),
    queryFn: async ({ signal }): Promise<readonly CallPerson[]> => {
      const { people } = fields(await call(findCallPeople, { params, query: { q: words }, signal }));
      return list(people, (one): CallPerson | undefined => {
        const { individual, name, detail } = fields(one);
        const id = text(individual);
        return id === undefined
          ? undefined
          : { individual: id, name: text(name) ?? text(detail) ?? id, detail: text(detail) };
      });
    },
    enabled: words !== '',
  });

export function normaliseVideoCall(wire: unknown): VideoCall | undefined {
  const one = fields(wire);
  const id = text(one.id);
  if (id === undefined) return undefined;
  return {
    id,
    state: text(one.state) ?? '',
    at: instant(one.at),
    seconds: number(one.seconds),
    recorded: flag(one.recorded) ?? false,
    participants: list(one.participants, (given): Participant | undefined => {
      const participant = fields(given);
      const own = text(participant.id);
      if (own === undefined) return undefined;
      return {
        id: own,
        individual: text(participant.individual),
        name: text(participant.name),
        muted: flag(participant.muted) ?? false,
        disconnected: flag(participant.disconnected) ?? false,
      };
    }),
    recordings: list(one.recordings, (given): VideoRecording | undefined => {
      const recording = fields(given);
      const own = text(recording.id);
      if (own === undefined) return undefined;
      return {
        id: own,
        seconds: number(recording.seconds),
        bytes: number(recording.bytes),
        status: text(recording.status),
        percent: number(recording.percent),
      };
    }),
  };
}
