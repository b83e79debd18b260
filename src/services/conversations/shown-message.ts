import type { Attachment, MessageType } from '#src/api/chat2desk/messages.ts';

/** A message as conversations of every system show it. */
export interface ShownMessage {
  readonly id: number | string;
  readonly type: MessageType;
  readonly text: string;
  readonly at: Date | undefined;
  readonly attachments: readonly Attachment[];
}
