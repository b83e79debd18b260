import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import type * as Unfinished from './unfinished.ts';

let unfinished: typeof Unfinished;

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('localStorage', fakeStorage());
  unfinished = await import('./unfinished.ts');
});
afterEach(() => vi.unstubAllGlobals());

test.each([
  ['a reply', 'claritalk.replies.ada.17.texts', 1],
  ['what is to be sent out of a meeting', 'claritalk.replies.ada.meeting.m.draft', 1],
  ['what was sent', 'claritalk.replies.ada.17.sent', 0],
  ['what someone else has begun', 'claritalk.replies.adam.17.texts', 0],
])('before signing out: %s', (_what, key, count) => {
  localStorage.setItem(key, '{}');
  expect(unfinished.unsentMessages('ada')).toBe(count);
  expect(unfinished.leavesSomething('ada')).toBe(count > 0);
});
