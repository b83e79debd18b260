import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '#src/api/errors.ts';
import { meetingKeys } from '#src/api/meetings.ts';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { shareRates } from '#src/api/shared-rates.ts';
import { session } from '#src/auth/session.ts';
import { type IndexClient, type IndexClientOptions, openIndex } from './index-client.ts';

interface ConnectOptions extends Omit<IndexClientOptions, 'turn' | 'start'> {
  readonly queries: QueryClient;
}

/** The person's requests must have been done for this long before the index sends one. */
const quietMs = 300;
const lookEveryMs = 150;

/** Opens the index and joins it to the page: it waits for the page's requests, and learns from them. */
export function connectIndex({ queries, ...options }: ConnectOptions): IndexClient {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let busyAt = Number.NEGATIVE_INFINITY;
  const traffic = shareRates();

  const client = openIndex({
    ...options,
    async turn(refused) {
      for (;;) {
        if (session.getSnapshot() !== 'signed-in') await signedIn();
        if (traffic.busy) busyAt = performance.now();
        else if (performance.now() - busyAt >= quietMs) break;
        await pause(lookEveryMs);
      }
      return session.accessToken(refused);
    },
  });

  const unsubscribe = queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const [room, kind, id] = event.query.queryKey;
    const [ownRoom, ownKind] = meetingKeys.detail('');
    if (room !== ownRoom || kind !== ownKind || typeof id !== 'string') return;
    if (event.action.type === 'success') {
      void client.learn(event.query.state.data as Meeting).catch(() => undefined);
    } else if (event.action.type === 'error') {
      const { error } = event.action;
      if (error instanceof ApiError && error.kind === 'not-found')
        void client.forget(id).catch(() => undefined);
    }
  });
  return {
    ...client,
    close() {
      unsubscribe();
      client.close();
    },
  };
}

function signedIn(): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = session.subscribe(() => {
      if (session.getSnapshot() !== 'signed-in') return;
      unsubscribe();
      resolve();
    });
  });
}
