import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { answeringOptions, leaveConversation, ownPage } from '#src/api/gateway/answering.ts';
import type { Other } from '#src/api/gateway/follow-conversations.ts';
import type { ReplyStore } from './reply-store.ts';

/** Someone who stops for longer has a draft, and is not writing. */
const stopsAfterMs = 5_000;

const noOne: readonly Other[] = [];

/**
 * Tells other pages that show a conversation that someone is answering here, and returns who is answering there.
 * @param draft of the answer; nothing of it is told
 */
export function useAnswering(
  id: ConversationId,
  draft: Pick<ReplyStore, 'subscribe' | 'get'>,
): readonly Other[] {
  const [state, setState] = useState<'reading' | 'draft' | 'writing'>(() =>
    draft.get().to_client === '' ? 'reading' : 'draft',
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let text = draft.get().to_client;
    const end = draft.subscribe(() => {
      const typed = draft.get().to_client;
      if (typed === text) return;
      text = typed;
      clearTimeout(timer);
      setState(text === '' ? 'reading' : 'writing');
      if (text !== '') timer = setTimeout(() => setState('draft'), stopsAfterMs);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [draft]);
  const told = useRef(state);
  const { data = noOne, refetch, isFetching } = useQuery(answeringOptions(id, state));
  useEffect(() => {
    // A request that is under way tells what was so when it began: what has changed since is told after it.
    if (isFetching || told.current === state) return;
    told.current = state;
    void refetch();
  }, [state, isFetching, refetch]);
  useEffect(() => {
    const leave = () => leaveConversation(id);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [id]);
  return data.filter(({ page }) => page !== ownPage);
}
