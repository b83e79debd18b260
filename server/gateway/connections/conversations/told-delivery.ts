import * as v from 'valibot';
import { deliveryStates } from '#contract/gateway/conversations.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Delivery } from './deliveries.ts';
import { idOf } from './wire.ts';

const id = v.union([v.number(), v.string()]);
/** The event `outbox_status`. */
const status = v.looseObject({
  data: v.looseObject({
    id,
    gateway_status: v.picklist(deliveryStates),
    dialog_id: id,
    error: v.optional(v.nullable(v.string())),
  }),
});
const longestReason = 300;

/** Returns what a payload says became of a message; undefined for everything else. */
export function toldDelivery(
  payload: unknown,
): { readonly dialog: number; readonly delivery: Delivery } | undefined {
  const told = v.safeParse(status, payload);
  if (!told.success) return undefined;
  const { id: messageId, dialog_id, gateway_status: state, error } = told.output.data;
  const [message, dialog] = [idOf(messageId), idOf(dialog_id)];
  if (message === undefined || dialog === undefined) return undefined;
  const reason = state === 'failed' && error ? wholeCharacters(error, longestReason) : null;
  return { dialog, delivery: { message, state, reason } };
}
