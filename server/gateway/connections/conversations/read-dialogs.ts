import type * as v from 'valibot';
import type * as shape from '#contract/chat2desk/shapes.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { idOf, timeOf } from './wire.ts';

export interface LastMessage {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  /** In ms since the epoch. */
  readonly at: number | undefined;
}

/** A conversation: what a client and the company write to each other on one channel. */
export interface Dialog {
  readonly id: number;
  /** Undefined where nothing has been written yet. */
  readonly client: number | undefined;
  readonly operator: number | undefined;
  readonly isOpen: boolean;
  readonly channel: number | undefined;
  readonly transport: string | undefined;
  /** Whether nobody has read what the client wrote last. Nothing else makes a conversation unread. */
  readonly isUnread: boolean;
  readonly last: LastMessage | undefined;
}

type WireDialog = v.InferOutput<typeof shape.dialog>;

/** Lines of text in a list are cut here. */
const longestText = 200;

export function dialogOf(wire: WireDialog): Dialog | undefined {
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const { last_message: message } = wire;
  const messageId = idOf(message?.id);
  const type = message?.type ?? '';
  return {
    id,
    client: idOf(message?.client_id),
    operator: idOf(wire.operator_id),
    isOpen: wire.state === 'open',
    channel: idOf(message?.channel_id),
    transport: message?.transport ?? undefined,
    isUnread: type === 'from_client' && Number(message?.read) === 0,
    last:
      messageId === undefined
        ? undefined
        : {
            id: messageId,
            type,
            text: wholeCharacters((message?.text ?? '').trim(), longestText),
            at: timeOf(message?.created),
          },
  };
}
