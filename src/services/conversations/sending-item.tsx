import { useFormatter, useTranslations } from 'use-intl';
import type { WriteState } from '#src/services/problems/use-write.ts';
import { MessageItem } from './message-item.tsx';

/** What someone sends. */
interface Spoken {
  readonly type: 'to_client' | 'comment';
  readonly text: string;
  readonly since: number;
  readonly file?: { readonly name: string } | undefined;
}

/** What is shown of a message before the system has it: from the moment in which it is sent. */
export function SendingItem({ state }: { readonly state: WriteState<Spoken, unknown> }) {
  const t = useTranslations('conversations');
  const format = useFormatter();
  if (state.phase === 'idle' || state.phase === 'refused') return null;
  const { type, since, file } = state.of;
  const text = [state.of.text, file?.name ?? ''].filter((line) => line !== '').join('\n');
  const isKnown = state.phase === 'writing' || state.phase === 'done';
  return (
    <MessageItem
      message={{ type, text, at: new Date(since), attachments: [] }}
      sender={t('sender.you')}
      delivery={isKnown ? { state: 'pending', reason: undefined } : undefined}
      format={format}
    />
  );
}
