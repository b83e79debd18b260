import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followConnections } from './follow-connections.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('news is read at once, a flood every other second, including the last', () => {
  const queries = new QueryClient();
  const renewed = vi.spyOn(queries, 'invalidateQueries');
  const follow = followConnections(queries);
  follow.renew();
  expect(renewed).toHaveBeenCalledTimes(1);
  for (let count = 0; count < 50; count += 1) follow.renew();
  vi.advanceTimersByTime(1_999);
  expect(renewed).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(renewed).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(60_000);
  expect(renewed).toHaveBeenCalledTimes(2);
  follow.renew();
  follow.renew();
  follow.stop();
  vi.advanceTimersByTime(60_000);
  expect(renewed).toHaveBeenCalledTimes(3);
  expect(renewed).toHaveBeenCalledWith({ queryKey: ['connections'] });
});
