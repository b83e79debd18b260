import type { QueryClient } from '@tanstack/react-query';
import { meetingKeys, meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { sleep, until } from '#src/lib/sleep.ts';
import { session } from '#src/services/auth/session.ts';
import { sharedQuota } from '#src/services/quota/shared-quota.ts';
import { type IndexClient, type IndexClientOptions, openIndex } from './index-client.ts';

interface ConnectOptions extends Omit<IndexClientOptions, 'turn' | 'start' | 'life'> {
  readonly queries: QueryClient;
}

/** The index sends a request only when the person's requests have been finished for this long. */
const quietMs = 300;
const lookEveryMs = 150;

/** Opens the index and connects it to the page: it waits for the page's requests, and learns from them. */
export function connectIndex({ queries, ...options }: ConnectOptions): IndexClient {
  let busyAt = Number.NEGATIVE_INFINITY;
  const traffic = sharedQuota();

  const client = openIndex({
    ...options,
    async turn(refused) {
      for (;;) {
        await until(() => session.getSnapshot() === 'signed-in', session.subscribe);
        if (traffic.busy) busyAt = performance.now();
        else if (performance.now() - busyAt >= quietMs) break;
        await sleep(lookEveryMs);
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
      const meeting = queries.getQueryData(meetingOptions(id).queryKey);
      if (meeting) void client.learn(meeting).catch(() => undefined);
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
