import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';

/** A key that leads to where a reply is written. */
export function useReplyKey(field: RefObject<HTMLTextAreaElement | null>): void {
  const t = useTranslations('conversations.reply');
  useShortcuts(t('keys'), [
    { keys: ['r'], label: t('focus'), does: 'acts', run: () => field.current?.focus() },
  ]);
}
