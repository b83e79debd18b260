import type { QueryClient } from '@tanstack/react-query';
import { updateDialog } from '#contract/chat2desk/dialogs.ts';
import { transferMessageToGroup } from '#contract/chat2desk/messages.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { type Group, type OpenConversation, readConversation } from '../gateway/conversations.ts';
import { renewConversation } from '../gateway/follow-conversations.ts';

/** What someone changes about a conversation. */
export interface ChangeOfConversation extends IdempotencyKey {
  readonly dialog: number;
  readonly change:
    | { readonly operator: number }
    /** One of the group gets it. Groups are given messages: the last one of the conversation. */
    | { readonly group: Group; readonly message: number }
    | { readonly open: boolean };
}

/** Assigns, closes or reopens a conversation. */
export async function changeConversation(
  queryClient: QueryClient,
  given: ChangeOfConversation,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { dialog, change } = given;
  const isSo = ({ conversation: { open, operator } }: OpenConversation) => {
    if ('open' in change) return open === change.open;
    if ('operator' in change) return operator?.id === change.operator;
    return operator !== undefined && change.group.operators.includes(operator.id);
  };
  const find: Find<unknown> = async (signal) => {
    const now = await readConversation(dialogId(dialog), signal);
    return isSo(now) ? { found: now } : 'absent';
  };
  const work = async (): Promise<Outcome<unknown>> => {
    if ('group' in change) {
      const params = { id: String(change.message) };
      const query = { group_id: String(change.group.id) };
      return write(transferMessageToGroup, { params, query, ...elevated(given) });
    }
    const body =
      'operator' in change
        ? { operator_id: change.operator }
        : { state: change.open ? ('open' as const) : ('closed' as const) };
    return write(updateDialog, { params: { id: String(dialog) }, body, ...elevated(given) });
  };
  const result = await certain<unknown>(work, find, watch);
  await renewConversation(queryClient, dialogId(dialog));
  return result;
}
