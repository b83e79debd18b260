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

type Sent<V extends Spoken> = Exclude<WriteState<V, unknown>, { readonly phase: 'idle' | 'refused' }>;

/** There is a message that the system may have, or will. */
export const isSent = <V extends Spoken>(state: WriteState<V, unknown>): state is Sent<V> =>
  state.phase !== 'idle' && state.phase !== 'refused';

/** What is shown of a message before the system has it: from the moment in which it is sent. */
export function SendingItem({ state }: { readonly state: Sent<Spoken> }) {
  const t = useTranslations('conversations');
  const format = useFormatter();
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
