import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deskKeys } from './desk-keys.ts';
import { followDesk } from './follow-desk.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('what the news is about is read again, the rest is not, and never more than once a second', async () => {
  const queries = new QueryClient();
  const reads: string[] = [];
  const keys = {
    operators: deskKeys.operators,
    groups: deskKeys.operatorGroups,
    tickets: deskKeys.ticketPage({ page: 1 }),
    tags: deskKeys.tags,
  };
  const stops = Object.entries(keys).map(([name, queryKey]) =>
    new QueryObserver(queries, { queryKey, queryFn: () => reads.push(name) }).subscribe(() => undefined),
  );
  await vi.advanceTimersByTimeAsync(10);
  reads.length = 0;
  const follow = followDesk(queries);
  follow.renew('ticket');
  await vi.advanceTimersByTimeAsync(10);
  expect(reads).toEqual(['tickets']);
  for (let news = 0; news < 20; news += 1) follow.renew('operator');
  await vi.advanceTimersByTimeAsync(900);
  expect(reads).toEqual(['tickets']);
  await vi.advanceTimersByTimeAsync(200);
  expect(reads).toEqual(['tickets', 'operators', 'groups']);
  await vi.advanceTimersByTimeAsync(2_000);
  follow.renew(undefined);
  await vi.advanceTimersByTimeAsync(10);
  expect(reads.slice(3).toSorted()).toEqual(['groups', 'operators', 'tags', 'tickets']);
  follow.stop();
  for (const stop of stops) stop();
});
