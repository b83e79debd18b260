import { useCallback, useEffect, useRef, useState } from 'react';
import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import type { WriteState } from '#src/services/problems/use-write.ts';
import {
  keepReply,
  putBack,
  type ReplyKind,
  type ReplyTexts,
  readReply,
  withoutSent,
} from './reply-draft.ts';

/**
 * What is written in a conversation, kept on this device. The field is emptied as soon as something is sent; what is not
 * known to have arrived is put back once, after a reload too, and taken out again when it turns out that it did.
 *
 * @param hasArrived whether what was sent last is in the list, whatever became of its response
 */
export function useReplyTexts(
  user: string,
  dialog: number,
  state: WriteState<Outgoing, unknown>,
  hasArrived: boolean,
) {
  const [texts, setTexts] = useState(() => readReply(user, dialog));
  const back = useRef<string>(undefined);
  const change = useCallback(
    (to: (now: ReplyTexts) => ReplyTexts) =>
      setTexts((now) => {
        const changed = to(now);
        keepReply(user, dialog, changed);
        return changed;
      }),
    [user, dialog],
  );
  useEffect(() => {
    if (state.phase === 'idle') return;
    const { of: sent } = state;
    const isBack = back.current === sent.key;
    if (state.phase === 'done' || hasArrived) {
      if (isBack) change((now) => withoutSent(now, sent));
      back.current = undefined;
    } else if ((state.phase === 'refused' || state.phase === 'unknown') && !isBack) {
      back.current = sent.key;
      change((now) => putBack(now, sent));
    }
  }, [state, hasArrived, change]);
  const write = (kind: ReplyKind, text: string) => change((now) => ({ ...now, [kind]: text }));
  return { texts, write };
}
