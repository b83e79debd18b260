import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import { readAttachedFile } from '#src/api/gateway/attached-files.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';

const keyOf = (user: string, dialog: number) => `claritalk.replies.${user}.${dialog}.sent` as const;

function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? 'null');
  } catch {
    return undefined;
  }
}

/** What was sent and is not known to have arrived. */
export const sentMessage = (user: string, dialog: number): Kept<Outgoing> => ({
  read: () => readOutgoing(dialog, parsed(kept.read(keyOf(user, dialog)))),
  write: (outgoing) =>
    kept.write(keyOf(user, dialog), outgoing === undefined ? null : JSON.stringify(outgoing)),
});

function readOutgoing(dialog: number, wire: unknown): Outgoing | undefined {
  const one = fields(wire);
  const [key, client, since] = [text(one.key), number(one.client), number(one.since)];
  const [said, file] = [text(one.text), readAttachedFile(one.file)];
  if (key === undefined || client === undefined || since === undefined) return undefined;
  if (said === undefined && !file) return undefined;
  return {
    key,
    since,
    dialog,
    client,
    text: said ?? '',
    channel: number(one.channel),
    transport: text(one.transport),
    type: one.type === 'comment' ? 'comment' : 'to_client',
    operator: number(one.operator),
    file: file && { ...file, inText: fields(one.file).inText === true },
  };
}
