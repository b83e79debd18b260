import * as v from 'valibot';
import { listMessages } from '#contract/chat2desk/messages.ts';
import type { message as messageShape } from '#contract/chat2desk/shapes.ts';
import { appendChatMessage, getMeeting } from '#contract/claritalk/meetings.ts';
import type { bringMessages } from '#contract/gateway/brought-messages.ts';
import type { BodyOf, ResponseOf } from '#contract/operation.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { type ClaritalkCall, NoAnswer } from '../../../elevation/claritalk-calls.ts';
import { refusal } from '../../../http/refusal.ts';
import type { AskCompany } from '../company.ts';
import { dataOf, idOf, timeOf } from '../wire.ts';
import type { BroughtStore, Place } from './brought-store.ts';

type Message = v.InferOutput<typeof messageShape>;

/** A line of a chat: text and second together identify it. */
interface Line {
  readonly sentence: string;
  /** Unix time in seconds. */
  readonly time: number;
}

export interface BringOptions {
  readonly call: ClaritalkCall;
  readonly ask: AskCompany;
  readonly store: BroughtStore;
  /** The caller's token at Claritalk. */
  readonly token: string;
  readonly organisation: string;
  readonly dialog: number;
  /** Who wrote a message. */
  readonly nameOf: (type: string, operator: number | undefined) => string;
}

type Brought = ResponseOf<typeof bringMessages>;

/** Longer than a request to Claritalk may take. */
const abandonedMs = 120_000;
const longestSentence = 10_000;
const mostPages = 10;
const pageSize = 200;
/** What clients do not see is no part of what was said to them. */
const saidTypes: readonly string[] = ['from_client', 'to_client', 'autoreply'];

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

/**
 * Adds messages to a meeting's chat. The intent is stored before each of them, so that a second page, a second person or a
 * second try finds it; what has no known end is looked for in the chat, which identifies a line by its text and second.
 *
 * @throws Refusal where nothing was added, and for what stopped it after something was.
 */
export async function bring(
  options: BringOptions,
  { meeting, number, messages }: BodyOf<typeof bringMessages>,
): Promise<Brought> {
  const { call, store, token, organisation, dialog } = options;
  const has = await chatOf(options, meeting, number);
  const lines = await linesOf(options, messages);
  const result = { brought: [] as number[], already: [] as number[], unknown: [] as number[] };
  for (const [message, line] of lines) {
    const place: Place = { organisation, meeting: meeting.toLowerCase(), dialog, message };
    const isOurs = store.begin(place);
    if (has(line)) {
      store.end(place);
      result.already.push(message);
      continue;
    }
    if (!isOurs) {
      const known = store.of(place).find((one) => one.message === message);
      // Someone may have taken the line out of the chat since: it was there.
      if (known?.state === 'done') {
        result.already.push(message);
        continue;
      }
      if (!store.resume(place, abandonedMs)) {
        result.unknown.push(message);
        continue;
      }
    }
    const outcome = await append(call, token, number, line).catch((error) => {
      store.undo(place);
      throw error;
    });
    if (outcome === 'refused') {
      store.undo(place);
      throw refusal('meeting-missing', {});
    }
    const isThere = outcome === 'added' || (await chatOf(options, meeting, number))(line);
    if (isThere) store.end(place);
    result[isThere ? 'brought' : 'unknown'].push(message);
    if (!isThere) break;
  }
  return result;
}

/** @returns `lost` where nobody knows. @throws Refusal where it was not sent. */
async function append(
  call: ClaritalkCall,
  token: string,
  number: number,
  body: Line,
): Promise<'added' | 'refused' | 'lost'> {
  try {
    const { status } = await call(appendChatMessage, token, { params: { id: String(number) }, body });
    return status < 300 ? 'added' : status < 500 ? 'refused' : 'lost';
  } catch (error) {
    if (error instanceof NoAnswer) return 'lost';
    throw error;
  }
}

/** Tells which lines are in a meeting's chat now. @throws Refusal, NoAnswer */
async function chatOf(
  { call, token }: BringOptions,
  meeting: string,
  number: number,
): Promise<(line: Line) => boolean> {
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

/** What becomes of messages of the conversation, in their order; ids of others are left out. @throws Refusal */
async function linesOf(
  { ask, dialog, nameOf }: BringOptions,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Line>> {
  const wanted = new Set(ids);
  const last = Math.max(...ids);
  const lines = new Map<number, Line>();
  for (let page = 0, from = Math.min(...ids); page < mostPages && from <= last; page += 1) {
    const query = { dialog_id: dialog, start_id: from, order: 'asc', limit: pageSize } as const;
    const found: readonly Message[] = dataOf(await ask(listMessages, { query }));
    for (const message of found) {
      const id = idOf(message.id);
      if (id === undefined || !wanted.has(id) || Number(message.dialog_id) !== dialog) continue;
      const line = lineOf(message, nameOf);
      if (line) lines.set(id, line);
    }
    const end = idOf(found.at(-1)?.id);
    if (end === undefined || found.length < pageSize) break;
    from = end + 1;
  }
  return lines;
}

function lineOf(message: Message, nameOf: BringOptions['nameOf']): Line | undefined {
  const { type, text, created, operator_id: operator, attachments } = message;
  const at = timeOf(created);
  if (at === undefined || !saidTypes.includes(type ?? '')) return undefined;
  const files = (attachments ?? []).flatMap(({ name }) => (name ? [`[${name}]`] : []));
  const said = [text?.trim(), ...files].filter(Boolean).join(' ');
  const sentence = `${nameOf(type ?? '', idOf(operator))}: ${said || '…'}`;
  return { sentence: wholeCharacters(sentence, longestSentence), time: Math.floor(at / 1000) };
}
