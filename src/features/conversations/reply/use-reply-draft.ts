import { useEffect, useRef, useState } from 'react';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import type { WriteState } from '#src/services/problems/use-write.ts';
import { putBack, type Said, withoutSent } from './reply-draft.ts';
import { openReply, type ReplyStore } from './reply-store.ts';

/**
 * What is written in a conversation, kept on this device. The field is emptied as soon as something is sent; what is not
 * known to have arrived is put back once, after a reload too, and taken out again when it turns out that it did.
 *
 * @param hasArrived whether what was sent last is in the list, whatever became of its response
 */
export function useReplyDraft(
  user: string,
  id: ConversationId,
  state: WriteState<Said & Pick<Outgoing, 'key'>, unknown>,
  hasArrived: boolean,
): ReplyStore {
  const [draft] = useState(() => openReply(user, id));
  const back = useRef<string>(undefined);
  useEffect(() => {
    const { flush } = draft;
    const leave = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', leave);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', leave);
      flush();
    };
  }, [draft]);
  useEffect(() => {
    if (state.phase === 'idle') return;
    const { of: sent } = state;
    const isBack = back.current === sent.key;
    if (state.phase === 'done' || hasArrived) {
      if (isBack) draft.change((now) => withoutSent(now, sent));
      back.current = undefined;
    } else if ((state.phase === 'refused' || state.phase === 'unknown') && !isBack) {
      back.current = sent.key;
      draft.change((now) => putBack(now, sent));
    }
  }, [state, hasArrived, draft]);
  return draft;
}
