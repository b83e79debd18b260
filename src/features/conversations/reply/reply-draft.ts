import { type ConversationId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import { type PreparedFile, readPreparedFile } from '#src/api/courier/channel-files.ts';
import { type AttachedFile, readAttachedFile } from '#src/api/gateway/attached-files.ts';
import { fields, text } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** To the client, or for colleagues alone. They are two drafts: what was meant for one never reaches the other. */
export type ReplyKind = 'to_client' | 'comment';

/** What a person has begun to write in a conversation. */
export interface ReplyDraft extends Readonly<Record<ReplyKind, string>> {
  /** What the message to the client is sent with. */
  readonly file: AttachedFile | PreparedFile | undefined;
  /** Name of a file that is on its way to the gateway. Left behind by a page, it did not arrive. */
  readonly attaching: string | undefined;
}

const keyOf = (user: string, id: ConversationId) => `claritalk.replies.${user}.${ownIdOf(id)}.texts` as const;

function read(user: string, id: ConversationId): unknown {
  try {
    return JSON.parse(kept.read(keyOf(user, id)) ?? 'null');
  } catch {
    return undefined;
  }
}

/** What a person has begun to write in a conversation, on this device. */
export function readReply(user: string, id: ConversationId): ReplyDraft {
  const stored = fields(read(user, id));
  return {
    to_client: text(stored.to_client) ?? '',
    comment: text(stored.comment) ?? '',
    file: readAttachedFile(stored.file) ?? readPreparedFile(stored.file),
    attaching: text(stored.attaching),
  };
}

export function keepReply(user: string, id: ConversationId, draft: ReplyDraft): void {
  const isEmpty = Object.values(draft).every((value) => value === '' || value === undefined);
  kept.write(keyOf(user, id), isEmpty ? null : JSON.stringify(draft));
}

const begunKey = (user: string, id: ConversationId) =>
  `claritalk.replies.${user}.${ownIdOf(id)}.begun` as const;

/** Id of the last message of a conversation when a person began to answer. */
export function readBegun(user: string, id: ConversationId): number | undefined {
  const last = Number(kept.read(begunKey(user, id)) ?? Number.NaN);
  return Number.isSafeInteger(last) ? last : undefined;
}

export function keepBegun(user: string, id: ConversationId, last: number | undefined): void {
  kept.write(begunKey(user, id), last === undefined ? null : String(last));
}

/** What someone has sent. */
export type Said = Pick<Outgoing, 'type' | 'text'> & Partial<Pick<ReplyDraft, 'file'>>;

/** A file at the gateway, of a message of Chat2Desk. */
export const linkedIn = ({ file }: Pick<ReplyDraft, 'file'>): AttachedFile | undefined =>
  file && 'link' in file ? file : undefined;

/** A file in a draft at Courier. */
export const preparedIn = ({ file }: Pick<ReplyDraft, 'file'>): PreparedFile | undefined =>
  file && 'message' in file ? file : undefined;

/**
 * Returns the draft with what is not known to have arrived back in its field, before what was typed since. No file can
 * be chosen until that is known, so none is in the way.
 */
export function putBack(draft: ReplyDraft, { type, text: said, file }: Said): ReplyDraft {
  const typed = draft[type];
  const isThere = said === '' || isFirst(said, typed);
  const back = isThere ? typed : typed === '' ? said : `${said}\n${typed}`;
  return { ...draft, [type]: back, file: draft.file ?? file };
}

/** Returns the draft without what has arrived; what was typed after it stays. */
export function withoutSent(draft: ReplyDraft, { type, text: said, file }: Said): ReplyDraft {
  const typed = draft[type];
  const rest = said !== '' && isFirst(said, typed) ? typed.slice(said.length).trimStart() : typed;
  return { ...draft, [type]: rest, file: draft.file?.id === file?.id ? undefined : draft.file };
}

const isFirst = (said: string, typed: string) => typed === said || typed.startsWith(`${said}\n`);
