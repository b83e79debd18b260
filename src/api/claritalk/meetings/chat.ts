import type { QueryClient } from '@tanstack/react-query';
import { appendChatMessage, getMeeting } from '#contract/claritalk/meetings.ts';
import { type Certain, certain, type Find, type PageWatch } from '#src/api/client/certain.ts';
import { call } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { orThrow, write } from '#src/api/client/write.ts';
import { serverNow } from '#src/lib/clock.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { refreshMeeting } from './meeting-cache.ts';
import { numericIdOf, updateMeeting } from './save-meeting.ts';

/** A line of a chat. Text and second together identify it: the API has no ids for lines. */
export interface ChatLine {
  readonly sentence: string;
  /** Unix time in seconds. */
  readonly time: number;
}

/** A line that is said now. */
export const newChatLine = (sentence: string): ChatLine => ({
  sentence,
  time: Math.floor(serverNow() / 1000),
});

/** How often a meeting's chat has a line. @throws ApiError */
export async function countChatLines(
  meetingId: string,
  { sentence, time }: ChatLine,
  signal: AbortSignal | undefined,
): Promise<number> {
  const options = { params: { id: meetingId }, query: { detail: 'true' }, signal } as const;
  const meeting = fields(await call(getMeeting, options));
  const lines = list(fields(meeting.metadata).chat, fields);
  return lines.filter((line) => text(line.sentence)?.trim() === sentence.trim() && number(line.time) === time)
    .length;
}

/**
 * Adds a line to a meeting's chat, once. The result is the line that is there: an earlier one, if that turns out to
 * have arrived.
 */
export async function sendChatLine(
  queryClient: QueryClient,
  meetingId: string,
  line: ChatLine,
  { earlier, ...watch }: PageWatch<ChatLine>,
): Promise<Certain<ChatLine>> {
  const finderOf =
    (wanted: ChatLine): Find<ChatLine> =>
    async (signal) =>
      (await countChatLines(meetingId, wanted, signal)) > 0 ? { found: wanted } : 'absent';
  const send = async () => {
    const outcome = await append(await chatNumberOf(meetingId), line);
    return outcome.kind === 'done' ? { ...outcome, value: line } : outcome;
  };
  const result = await certain(send, finderOf(line), watch, earlier && finderOf(earlier));
  if (result.kind === 'done') void refreshMeeting(queryClient, meetingId);
  return result;
}

/** Adds a line to the chat that a meeting's number names, again if it is there already. @throws ApiError */
export const appendChatLine = async (numericId: number, line: ChatLine, signal: AbortSignal): Promise<void> =>
  void orThrow(await append(numericId, line, signal));

const append = (numericId: number, { sentence, time }: ChatLine, signal?: AbortSignal) =>
  write(appendChatMessage, { params: { id: String(numericId) }, body: { sentence, time }, signal });

/** The server did not send the meeting's number, the only identifier of its chat. */
export class UnknownNumber extends Error {}

/** The number of a meeting's chat. Only saving returns it, so the meeting is saved unchanged. @throws UnknownNumber, ApiError */
export async function chatNumberOf(meetingId: string): Promise<number> {
  let numericId = numericIdOf(meetingId);
  if (numericId !== undefined) return numericId;
  await updateMeeting(meetingId, () => ({})).catch((error) => {
    // Whatever became of that, no line was sent.
    throw error instanceof ApiError ? error.withOutcome(false) : error;
  });
  numericId = numericIdOf(meetingId);
  if (numericId === undefined) throw new UnknownNumber();
  return numericId;
}
