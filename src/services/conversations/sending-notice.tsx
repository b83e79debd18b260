import { useTranslations } from 'use-intl';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import type { Sending } from './use-sending.ts';

/** What became of the message that was sent last, unless it is in the list. */
export function SendingNotice({ sending }: { readonly sending: Sending }) {
  const t = useTranslations('conversations.sent');
  const refusalText = useRefusalText();
  if (sending.hasArrived) return null;
  return (
    <WriteNotice
      state={sending.state}
      texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
      errorText={refusalText}
      onCheck={() => sending.look()}
    />
  );
}
