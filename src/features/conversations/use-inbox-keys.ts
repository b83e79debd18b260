import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ChangeOfConversation } from '#src/api/chat2desk/dialogs.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type Inbox, isDialog } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { focusedRow, targetOf, walkingKeys } from '#src/ui/list/row-keys.ts';
import { useRowFocus } from '#src/ui/list/use-row-focus.ts';

/** In the state of the address of a conversation: the focus goes to the reply. */
export const replyState = { reply: true } as const;

/** The conversation whose row has the focus. */
function focused(inbox: Inbox | undefined) {
  const row = focusedRow();
  const link = row && targetOf(row);
  const path = link instanceof HTMLAnchorElement ? link.pathname : undefined;
  return inbox?.conversations.find(({ id }) => paths.conversation(id) === path);
}

/** The keys of the inbox: walk, open, reply, take, close. */
export function useInboxKeys(inbox: Inbox | undefined, changing: Write<ChangeOfConversation, unknown>): void {
  const t = useTranslations('conversations.keys');
  const lists = useTranslations('lists');
  const navigate = useNavigate();
  const change = (dialog: number, what: ChangeOfConversation['change']) =>
    void changing.run({ dialog, change: what, ...wishNow() });
  const reply = () => {
    const one = focused(inbox);
    if (!one) return false;
    return void navigate(paths.conversation(one.id), { state: replyState });
  };
  const close = () => {
    const one = focused(inbox);
    if (!one || !isDialog(one)) return false;
    return change(one.dialog, { open: !one.open });
  };
  const take = () => {
    const one = focused(inbox);
    if (!one || !isDialog(one) || inbox?.operator === undefined || one.operator?.id === inbox.operator)
      return false;
    return change(one.dialog, { operator: inbox.operator });
  };
  useRowFocus();
  useShortcuts(lists('title'), [
    ...walkingKeys({ next: lists('next'), previous: lists('previous') }),
    { keys: ['r'], label: t('reply'), does: 'acts', run: reply },
    { keys: ['a'], label: t('take'), does: 'acts', run: take },
    { keys: ['e'], label: t('close'), does: 'acts', run: close },
  ]);
}
