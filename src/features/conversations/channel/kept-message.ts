import { type ConversationId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import { readPreparedFile } from '#src/api/courier/channel-files.ts';
import type { ChannelOutgoing } from '#src/api/courier/channel-writes.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** What was sent in a channel and is not known to have arrived. */
export function keptMessage(user: string, id: ConversationId): Kept<ChannelOutgoing> {
  const key = `claritalk.replies.${user}.${ownIdOf(id)}.sent` as const;
  return {
    read: () => readOutgoing(id, kept.read(key)),
    write: (outgoing) => kept.write(key, outgoing === undefined ? null : JSON.stringify(outgoing)),
  };
}

function readOutgoing(id: ConversationId, stored: string | null): ChannelOutgoing | undefined {
  try {
    const one = fields(JSON.parse(stored ?? 'null'));
    const [key, said, since] = [text(one.key), text(one.text), number(one.since)];
    if (key === undefined || said === undefined || since === undefined) return undefined;
    return { id, key, since, text: said, type: 'to_client', file: readPreparedFile(one.file) };
  } catch {
    return undefined;
  }
}
