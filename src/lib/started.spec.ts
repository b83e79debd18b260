import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetStarted, type Started, takeStarted } from './started.ts';

const request = (sentAt: number): Started => ({ response: Promise.resolve(new Response()), sentAt });
let started: Map<string, Started>;

beforeEach(() => {
  vi.useFakeTimers();
  started = new Map();
  vi.stubGlobal('window', { claritalkStarted: started });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a request in progress is taken once, by its own address', () => {
  const mine = request(Date.now());
  started.set('/api/user/me', mine);
  expect(takeStarted('/api/users/list')).toBeUndefined();
  expect(takeStarted('/api/user/me')).toBe(mine);
  expect(takeStarted('/api/user/me')).toBeUndefined();
});

test('a response of ten seconds ago is outdated', () => {
  started.set('/api/user/me', request(Date.now()));
  started.set('/api/types/list', request(Date.now()));
  vi.advanceTimersByTime(9_999);
  expect(takeStarted('/api/user/me')).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(takeStarted('/api/types/list')).toBeUndefined();
});

test('after a change nothing from before is taken', () => {
  started.set('/api/user/me', request(Date.now()));
  forgetStarted();
  expect(takeStarted('/api/user/me')).toBeUndefined();
});

test('where the document has sent nothing, nothing is taken', () => {
  vi.stubGlobal('window', {});
  expect(takeStarted('/api/user/me')).toBeUndefined();
});
