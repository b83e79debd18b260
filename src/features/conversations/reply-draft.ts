import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** To the client, or for colleagues alone. They are two drafts: what was meant for one never reaches the other. */
export type ReplyKind = 'to_client' | 'comment';

export type ReplyTexts = Readonly<Record<ReplyKind, string>>;

const keyOf = (user: string, dialog: number, what: string) =>
  `claritalk.replies.${user}.${dialog}.${what}` as const;

function read(user: string, dialog: number, what: string): unknown {
  try {
    return JSON.parse(kept.read(keyOf(user, dialog, what)) ?? 'null');
  } catch {
    return undefined;
  }
}

/** What a person has begun to write in a conversation, on this device. */
export function readReply(user: string, dialog: number): ReplyTexts {
  const stored = fields(read(user, dialog, 'texts'));
  return { to_client: text(stored.to_client) ?? '', comment: text(stored.comment) ?? '' };
}

export function keepReply(user: string, dialog: number, texts: ReplyTexts): void {
  const isEmpty = texts.to_client === '' && texts.comment === '';
  kept.write(keyOf(user, dialog, 'texts'), isEmpty ? null : JSON.stringify(texts));
}

type Said = Pick<Outgoing, 'type' | 'text'>;

/** Returns the texts with one back in its field that is not known to have arrived, before what was typed since. */
export function putBack(texts: ReplyTexts, { type, text: said }: Said): ReplyTexts {
  const typed = texts[type];
  if (isFirst(said, typed)) return texts;
  return { ...texts, [type]: typed === '' ? said : `${said}\n${typed}` };
}

/** Returns the texts without one that has arrived; what was typed after it stays. */
export function withoutSent(texts: ReplyTexts, { type, text: said }: Said): ReplyTexts {
  const typed = texts[type];
  return isFirst(said, typed) ? { ...texts, [type]: typed.slice(said.length).trimStart() } : texts;
}

const isFirst = (said: string, typed: string) => typed === said || typed.startsWith(`${said}\n`);

/** What was sent and is not known to have arrived. */
export const sentReply = (user: string, dialog: number): Kept<Outgoing> => ({
  read: () => readOutgoing(dialog, read(user, dialog, 'sent')),
  write: (outgoing) =>
    kept.write(keyOf(user, dialog, 'sent'), outgoing === undefined ? null : JSON.stringify(outgoing)),
});

function readOutgoing(dialog: number, wire: unknown): Outgoing | undefined {
  const one = fields(wire);
  const [key, client, said, since] = [text(one.key), number(one.client), text(one.text), number(one.since)];
  if (key === undefined || client === undefined || said === undefined || since === undefined)
    return undefined;
  return {
    key,
    since,
    dialog,
    client,
    text: said,
    channel: number(one.channel),
    transport: text(one.transport),
    type: one.type === 'comment' ? 'comment' : 'to_client',
    operator: number(one.operator),
  };
}
