import { useEffect, useRef, useState } from 'react';
import type { Sending } from '#src/services/conversations/use-sending.ts';
import type { ReplyKind } from './reply-draft.ts';
import type { ReplyStore } from './reply-store.ts';

interface Next {
  readonly kind: ReplyKind;
  readonly text: string;
}

interface NextMessage {
  /** Whether something follows as soon as the last message has arrived. */
  readonly isWaiting: boolean;
  /** Sends what stands in this field as soon as the last message has arrived. */
  readonly follow: (kind: ReplyKind) => void;
}

/**
 * Someone sends while their last message is still on its way: the next one follows it, unless it was changed since, or the
 * last one did not arrive and is back in its field.
 */
export function useNextMessage(
  { busy, state, hasArrived }: Pick<Sending<unknown>, 'busy' | 'state' | 'hasArrived'>,
  draft: ReplyStore,
  submit: (kind: ReplyKind) => void,
): NextMessage {
  const [next, setNext] = useState<Next>();
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  const arrived = state.phase === 'done' || hasArrived;
  useEffect(() => {
    if (busy || !next) return;
    setNext(undefined);
    if (arrived && draft.get()[next.kind] === next.text) latest.current(next.kind);
  }, [busy, arrived, next, draft]);
  return {
    isWaiting: next !== undefined,
    follow: (kind) => setNext({ kind, text: draft.get()[kind] }),
  };
}
