import type { QueryClient } from '@tanstack/react-query';
import { updateDialog } from '#contract/chat2desk/dialogs.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { type OpenConversation, readConversation } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';

/** What someone changes about a conversation. */
export interface ChangeOfConversation extends IdempotencyKey {
  readonly dialog: number;
  readonly change: { readonly operator: number } | { readonly open: boolean };
}

/** Assigns, closes or reopens a conversation. */
export async function changeConversation(
  queryClient: QueryClient,
  given: ChangeOfConversation,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { dialog, change } = given;
  const isAssigned = 'operator' in change;
  const body = isAssigned
    ? { operator_id: change.operator }
    : { state: change.open ? ('open' as const) : ('closed' as const) };
  const isSo = ({ conversation }: OpenConversation) =>
    isAssigned ? conversation.operator?.id === change.operator : conversation.open === change.open;
  const find: Find<unknown> = async (signal) => {
    const now = await readConversation(dialog, signal);
    return isSo(now) ? { found: now } : 'absent';
  };
  const work = () => write(updateDialog, { params: { id: String(dialog) }, body, ...elevated(given) });
  const result = await certain<unknown>(work, find, watch);
  await queryClient.invalidateQueries({
    queryKey: conversationKeys.all,
    predicate: ({ queryKey }) => queryKey[1] === 'inbox' || queryKey[1] === dialog,
  });
  return result;
}
