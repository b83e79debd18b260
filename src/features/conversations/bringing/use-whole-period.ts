import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { type Messages, readSince } from '#src/api/chat2desk/messages.ts';
import { boundsOf, isUnread, type Period } from './brought-messages.ts';

interface Reading {
  readonly isReading: boolean;
  /** Why it stopped. */
  readonly error: unknown;
  readonly again: () => void;
}

/** Reads on from the system until everything of a period is known, as long as someone wants it. */
export function useWholePeriod(dialog: number, messages: Messages, period: Period): Reading {
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const isMissing = isUnread(messages, period);
  const since = boundsOf(period).start?.getTime();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try begins again.
  useEffect(() => {
    if (!isMissing) return;
    const reading = new AbortController();
    const { signal } = reading;
    setError(undefined);
    readSince(queryClient, {
      dialog,
      since: since === undefined ? undefined : new Date(since),
      signal,
    }).catch((failure: unknown) => {
      if (!signal.aborted) setError(failure);
    });
    return () => reading.abort();
  }, [queryClient, dialog, isMissing, since, tries]);
  const again = useCallback(() => setTries((count) => count + 1), []);
  return { isReading: isMissing && error === undefined, error, again };
}
