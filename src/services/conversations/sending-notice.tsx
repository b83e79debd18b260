import { useTranslations } from 'use-intl';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import type { Sending } from './use-sending.ts';

/** What became of the message that was sent last, unless it is in the list. */
export function SendingNotice<V>({ sending }: { readonly sending: Sending<V> }) {
  const t = useTranslations('conversations.sent');
  if (sending.hasArrived) return null;
  return (
    <WriteResult of={sending} texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }} />
  );
}
