import { deliveryStates } from '#contract/gateway/conversations.ts';
import type { Message } from '#src/api/chat2desk/messages.ts';
import type { Delivery } from '#src/api/gateway/conversations.ts';

/** What is told of a message has two sources, of which either may be behind: the one that is further counts. */
export function deliveryOf(
  { type, state }: Pick<Message, 'type' | 'state'>,
  told: Delivery | undefined,
): Delivery | undefined {
  // Nobody delivers a comment, nor what the client wrote.
  if (type !== 'to_client' && type !== 'autoreply') return undefined;
  if (state === undefined) return told;
  const own = { state, reason: undefined };
  // A message that arrived has not failed.
  if (!told || told.state === 'failed') return own;
  return deliveryStates.indexOf(told.state) >= deliveryStates.indexOf(state) ? told : own;
}
