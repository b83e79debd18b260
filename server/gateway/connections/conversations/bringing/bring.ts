import type * as v from 'valibot';
import { listMessages } from '#contract/chat2desk/messages.ts';
import type { message as messageShape } from '#contract/chat2desk/shapes.ts';
import type { bringMessages } from '#contract/gateway/brought-messages.ts';
import type { BodyOf, ResponseOf } from '#contract/operation.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { ClaritalkCall } from '../../../elevation/claritalk-calls.ts';
import { refusal } from '../../../http/refusal.ts';
import { appendLine, type ChatLine, readChat } from '../../chat-lines.ts';
import type { AskCompany } from '../company.ts';
import { dataOf, idOf, timeOf } from '../wire.ts';
import type { BroughtStore, Place } from './brought-store.ts';

type Message = v.InferOutput<typeof messageShape>;

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
const pageSize = 200;
/** What clients do not see is no part of what was said to them. */
const saidTypes: readonly string[] = ['from_client', 'to_client', 'autoreply'];

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
  const place = { call, token, meeting, number };
  const has = await readChat(place);
  const lines = await linesOf(options, messages);
  const result = { brought: [] as number[], already: [] as number[], unknown: [] as number[] };
  for (const [message, line] of lines) {
    const noted: Place = { organisation, meeting: meeting.toLowerCase(), dialog, message };
    const isOurs = await store.begin(noted);
    if (has(line)) {
      await store.end(noted);
      result.already.push(message);
      continue;
    }
    if (!isOurs) {
      const known = (await store.of(noted)).find((one) => one.message === message);
      // Someone may have taken the line out of the chat since: it was there.
      if (known?.state === 'done') {
        result.already.push(message);
        continue;
      }
      if (!(await store.resume(noted, abandonedMs))) {
        result.unknown.push(message);
        continue;
      }
    }
    const outcome = await appendLine(place, line).catch(async (error) => {
      await store.undo(noted);
      throw error;
    });
    if (outcome === 'refused') {
      await store.undo(noted);
      throw refusal('meeting-missing', {});
    }
    const isThere = outcome === 'added' || (await readChat(place))(line);
    if (isThere) await store.end(noted);
    result[isThere ? 'brought' : 'unknown'].push(message);
    if (!isThere) break;
  }
  return result;
}

/** What becomes of messages of the conversation, in their order; ids of others are left out. @throws Refusal */
async function linesOf(
  { ask, dialog, nameOf }: BringOptions,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ChatLine>> {
  const wanted = new Set(ids);
  const inOrder = ids.toSorted((one, other) => one - other);
  const lines = new Map<number, ChatLine>();
  // Each page begins with one of them, however far apart they are.
  for (let from = inOrder[0]; from !== undefined; ) {
    const query = { dialog_id: dialog, start_id: from, order: 'asc', limit: pageSize } as const;
    const found: readonly Message[] = dataOf(await ask(listMessages, { query }));
    for (const message of found) {
      const id = idOf(message.id);
      if (id === undefined || !wanted.has(id) || Number(message.dialog_id) !== dialog) continue;
      const line = lineOf(message, nameOf);
      if (line) lines.set(id, line);
    }
    // A page that a system begins elsewhere does not lead back.
    const end = Math.max(idOf(found.at(-1)?.id) ?? Number.POSITIVE_INFINITY, from);
    from = inOrder.find((id) => id > end);
  }
  return lines;
}

function lineOf(message: Message, nameOf: BringOptions['nameOf']): ChatLine | undefined {
  const { type, text, created, operator_id: operator, attachments } = message;
  const at = timeOf(created);
  if (at === undefined || !saidTypes.includes(type ?? '')) return undefined;
  const files = (attachments ?? []).flatMap(({ name }) => (name ? [`[${name}]`] : []));
  const said = [text?.trim(), ...files].filter(Boolean).join(' ');
  const sentence = `${nameOf(type ?? '', idOf(operator))}: ${said || '…'}`;
  return { sentence: wholeCharacters(sentence, longestSentence), time: Math.floor(at / 1000) };
}
