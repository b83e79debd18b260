import type { Messages } from '#src/api/chat2desk/messages.ts';
import { type Outgoing, send } from '#src/api/chat2desk/send-message.ts';
import { useWrite, type Write } from '#src/services/problems/use-write.ts';
import { sentMessage } from './sent-message.ts';

export interface Sending<V = Outgoing> extends Write<V, unknown> {
  /** What was sent last is in the list, whatever became of its response. */
  readonly hasArrived: boolean;
}

/** Sends messages in a conversation, each once; what is not known to have arrived is known over a reload too. */
export function useSending(user: string, dialog: number, messages: Messages | undefined): Sending {
  const sending = useWrite<Outgoing, unknown>(send, undefined, sentMessage(user, dialog));
  const { state } = sending;
  const key = state.phase === 'idle' ? undefined : state.of.key;
  const hasArrived = key !== undefined && (messages?.messages.some((one) => one.key === key) ?? false);
  return { ...sending, hasArrived };
}
