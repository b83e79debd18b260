import * as v from 'valibot';
import { appendChatMessage, getMeeting } from '#contract/claritalk/meetings.ts';
import { type ClaritalkCall, NoAnswer } from '../elevation/claritalk-calls.ts';
import { refusal } from '../http/refusal.ts';

/** A line of a meeting's chat: text and second together identify it. */
export interface ChatLine {
  readonly sentence: string;
  /** Unix time in seconds. */
  readonly time: number;
}

/** A meeting whose chat is meant, and whose token asks. */
export interface ChatPlace {
  readonly call: ClaritalkCall;
  readonly token: string;
  /** UUID. */
  readonly meeting: string;
  /** The number by which its chat is known. */
  readonly number: number;
}

const meetingShape = v.looseObject({
  id: v.string(),
  metadata: v.optional(
    v.nullable(
      v.looseObject({
        chat: v.optional(v.array(v.looseObject({ sentence: v.string(), time: v.number() }))),
      }),
    ),
  ),
});

/** Tells which lines are in a meeting's chat now. @throws Refusal, NoAnswer */
export async function readChat({
  call,
  token,
  meeting,
  number,
}: ChatPlace): Promise<(line: ChatLine) => boolean> {
  const input = { params: { id: String(number) }, query: { detail: 'true' } } as const;
  const { status, body } = await call(getMeeting, token, input);
  const read = v.safeParse(meetingShape, body);
  const isIt = read.success && read.output.id.toLowerCase() === meeting.toLowerCase();
  if (status === 403 || status === 404 || (status === 200 && !isIt)) throw refusal('meeting-missing', {});
  if (status !== 200 || !read.success) throw new NoAnswer(new Error(`status ${status}`));
  const chat = read.output.metadata?.chat ?? [];
  return ({ sentence, time }) =>
    chat.some((line) => line.time === time && line.sentence.trim() === sentence.trim());
}

/** @returns `lost` where nobody knows. @throws Refusal where it was not sent. */
export async function appendLine(
  { call, token, number }: Omit<ChatPlace, 'meeting'>,
  body: ChatLine,
): Promise<'added' | 'refused' | 'lost'> {
  try {
    const { status } = await call(appendChatMessage, token, { params: { id: String(number) }, body });
    return status < 300 ? 'added' : status < 500 ? 'refused' : 'lost';
  } catch (error) {
    if (error instanceof NoAnswer) return 'lost';
    throw error;
  }
}
