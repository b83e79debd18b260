import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answeringOptions, leaveConversation, ownPage } from '#src/api/gateway/answering.ts';
import type { Other } from '#src/api/gateway/follow-conversations.ts';

/** Someone who stops for longer has a draft, and is not writing. */
const stopsAfterMs = 5_000;

const noOne: readonly Other[] = [];

/**
 * Tells other pages before a conversation that someone answers here, and returns who answers there.
 * @param text of the answer; nothing of it is told
 */
export function useAnswering(dialog: number, text: string): readonly Other[] {
  const [seen, setSeen] = useState(text);
  const [isWriting, setWriting] = useState(false);
  if (seen !== text) {
    setSeen(text);
    setWriting(text !== '');
  }
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setWriting(false), stopsAfterMs);
    return () => clearTimeout(timer);
  }, [text]);
  const state = text === '' ? 'reading' : isWriting ? 'writing' : 'draft';
  const told = useRef<string>(undefined);
  const { data = noOne, refetch } = useQuery(answeringOptions(dialog, state));
  useEffect(() => {
    // The first time it is told anyway.
    if (told.current !== undefined && told.current !== state) void refetch();
    told.current = state;
  }, [state, refetch]);
  useEffect(() => {
    const leave = () => leaveConversation(dialog);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [dialog]);
  return data.filter(({ page }) => page !== ownPage);
}
