import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { type Messages, markRead, markUnread, type Unreading } from '#src/api/chat2desk/messages.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { paths } from '#src/paths.ts';
import { useWrite, type Write } from '#src/services/problems/use-write.ts';

interface ReadState {
  readonly unreading: Write<Unreading, unknown>;
  /** Leaves the conversation unread, for the inbox; undefined where the client has written nothing. */
  readonly leaveUnread: (() => void) | undefined;
}

/** Whoever has a conversation before them has read what the client wrote last, unless they leave it unread. */
export function useReadState(dialog: number, { messages }: Messages): ReadState {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const unreading = useWrite(markUnread);
  /** The message that is to stay unread, although it is on the screen. */
  const kept = useRef<number>(undefined);
  const last = messages.findLast(({ type }) => type === 'from_client');
  const unread = last?.unread ? last.id : undefined;
  useEffect(() => {
    if (unread === undefined || unread === kept.current || document.visibilityState !== 'visible') return;
    void markRead(queryClient, dialog, unread);
  }, [queryClient, dialog, unread]);
  const leave = async (message: number) => {
    kept.current = message;
    if (await unreading.run({ dialog, message, ...wishNow() })) await navigate(paths.conversations());
  };
  return { unreading, leaveUnread: last && (() => void leave(last.id)) };
}
