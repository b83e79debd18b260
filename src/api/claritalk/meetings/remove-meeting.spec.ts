import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import { removeMeeting } from './save-meeting.ts';

let meetings: Set<string>;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  meetings = new Set(['a', 'b']);
  server = new LossyServer((method, path) => {
    const id = path.replace('/api/meetings/', '');
    if (!meetings.has(id)) return Response.json({ message: 'Not found.' }, { status: 404 });
    if (method === 'DELETE') meetings.delete(id);
    return { id };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const remove = (id: string, again = false) =>
  passTime(removeMeeting(new QueryClient(), id, { hasty: true, again }));

it('sees that a meeting is gone although the response was lost, and deletes once', async () => {
  server.losses = ['after'];
  expect(await remove('a')).toEqual({ kind: 'done', value: undefined, found: true });
  expect(server.sent).toEqual(['DELETE /api/meetings/a']);
  expect([...meetings]).toEqual(['b']);
});

it('says that one is still there if the request was lost', async () => {
  server.losses = ['before'];
  expect(await remove('a')).toMatchObject({ kind: 'refused', looked: true });
  expect(meetings.size).toBe(2);
});

it('checks before it deletes again, and sends nothing when the meeting is gone', async () => {
  meetings.delete('a');
  expect(await remove('a', true)).toEqual({ kind: 'done', value: undefined, found: true });
  expect(server.sent).toEqual([]);
  expect(await remove('b', true)).toEqual({ kind: 'done', value: undefined, found: false });
  expect(await remove('b')).toEqual({ kind: 'done', value: undefined, found: false });
  server.reachable = false;
  expect(await remove('b', true)).toMatchObject({ kind: 'unknown', sent: false });
});
