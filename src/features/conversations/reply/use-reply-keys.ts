import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';

/** Where the focus goes from the field: the page's keys work there, and arrows scroll. */
export const leaveReply = () => document.querySelector<HTMLElement>('[data-log]')?.focus();

/** Keys that lead to where a reply is written, and send it. */
export function useReplyKeys(field: RefObject<HTMLTextAreaElement | null>, submit: () => void): void {
  const t = useTranslations('conversations.reply');
  const send = () => document.activeElement === field.current && submit();
  useShortcuts(t('keys'), [
    { keys: ['r'], label: t('focus'), does: 'acts', run: () => field.current?.focus() },
    { keys: ['Mod+Enter'], label: t('send'), does: 'acts', run: send },
    // Not while the focus is elsewhere: the field itself does it.
    { keys: ['Escape'], label: t('leave'), does: 'acts', run: () => false },
  ]);
}
