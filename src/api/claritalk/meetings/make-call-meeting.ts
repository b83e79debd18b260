import type { QueryClient } from '@tanstack/react-query';
import { makeCallMeeting as makeRow } from '#contract/gateway/calls.ts';
import { type Certain, certain, type Find, type Watch } from '#src/api/client/certain.ts';
import { type Outcome, write } from '#src/api/client/write.ts';
import { type CallMeeting, callKeys, normaliseCallMeeting, readCall } from '#src/api/gateway/calls/calls.ts';
import { meetingKeys } from './meetings.ts';

/** A call that is to be a meeting. */
export interface CallToMake {
  readonly call: string;
  /** Of the meeting. */
  readonly name: string;
  /** Meeting type; undefined for the default one. */
  readonly type: number | undefined;
}

/**
 * Makes a meeting of a call, or continues what has stopped. The gateway makes one, however often it is asked, and
 * continues after its response: the result says how far it is.
 */
export async function makeCallMeeting(
  queryClient: QueryClient,
  { call, name, type }: CallToMake,
  watch: Watch,
): Promise<Certain<CallMeeting>> {
  const find: Find<CallMeeting> = async (signal) => {
    const { meeting } = (await readCall(call, signal)).call;
    if (!meeting) return 'absent';
    return meeting.running ? 'unseen' : { found: meeting };
  };
  const send = async (): Promise<Outcome<CallMeeting>> => {
    const params = { system: 'courier', id: call } as const;
    const body = type === undefined ? { name } : { name, type };
    const outcome = await write(makeRow, { params, body, timeoutMs: 60_000 });
    return outcome.kind === 'done' ? { ...outcome, value: normaliseCallMeeting(outcome.value) } : outcome;
  };
  const result = await certain(send, find, watch);
  await queryClient.invalidateQueries({ queryKey: callKeys.all });
  void queryClient.invalidateQueries({ queryKey: meetingKeys.all });
  return result;
}
