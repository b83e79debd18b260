import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import { fields, text } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** To the client, or for colleagues alone. They are two drafts: what was meant for one never reaches the other. */
export type ReplyKind = 'to_client' | 'comment';

export type ReplyTexts = Readonly<Record<ReplyKind, string>>;

const keyOf = (user: string, dialog: number) => `claritalk.replies.${user}.${dialog}.texts` as const;

function read(user: string, dialog: number): unknown {
  try {
    return JSON.parse(kept.read(keyOf(user, dialog)) ?? 'null');
  } catch {
    return undefined;
  }
}

/** What a person has begun to write in a conversation, on this device. */
export function readReply(user: string, dialog: number): ReplyTexts {
  const stored = fields(read(user, dialog));
  return { to_client: text(stored.to_client) ?? '', comment: text(stored.comment) ?? '' };
}

export function keepReply(user: string, dialog: number, texts: ReplyTexts): void {
  const isEmpty = texts.to_client === '' && texts.comment === '';
  kept.write(keyOf(user, dialog), isEmpty ? null : JSON.stringify(texts));
}

const begunKey = (user: string, dialog: number) => `claritalk.replies.${user}.${dialog}.begun` as const;

/** Id of the last message of a conversation when a person began to answer. */
export function readBegun(user: string, dialog: number): number | undefined {
  const id = Number(kept.read(begunKey(user, dialog)) ?? Number.NaN);
  return Number.isSafeInteger(id) ? id : undefined;
}

export function keepBegun(user: string, dialog: number, id: number | undefined): void {
  kept.write(begunKey(user, dialog), id === undefined ? null : String(id));
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
