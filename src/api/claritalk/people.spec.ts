import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { changeOwnProfile, changeUser, removeUser } from './people.ts';

const idempotencyKey = { key: 'k', since: Date.parse('2026-03-01T10:00:00Z') };

let users: { uuid: string; name: string; email: string }[];
let outcome: string;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  outcome = 'done';
  users = [{ uuid: 'nora', name: 'Nora', email: 'nora@a.test' }];
  server = new LossyServer((method, path, body) => {
    if (path.startsWith('/admin/audit')) {
      const entry = {
        id: 1,
        at: '2026-03-01T10:00:01Z',
        target: 'nora',
        change: { role: 'manager' },
        outcome,
      };
      return { entries: [entry], more: false };
    }
    if (path === '/api/user/me') return { user: users[0] };
    if (method === 'GET') return users;
    if (users.length === 0) return Response.json({ message: 'There is no such user.' }, { status: 404 });
    if (method === 'DELETE') users = [];
    else users = users.map((user) => ({ ...user, ...(body as object) }));
    return new Response(null, { status: 204 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const queries = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const change = (what: { name?: string; email?: string; role?: string }) =>
  passTime(changeUser(queries(), { uuid: 'nora', by: 'ada' }, what, idempotencyKey, {}));
const own = (name: string) => passTime(changeOwnProfile(queries(), 'nora', { name }, {}));
const remove = (earlier?: string) => passTime(removeUser(queries(), 'nora', idempotencyKey, { earlier }));

it('reads back whether a name or an address was saved', async () => {
  server.losses = ['after', 'before', 'after', 'before'];
  expect(await change({ name: 'Nora J.', email: 'N@a.test' })).toMatchObject({ kind: 'done', found: true });
  expect(await change({ name: 'Else' })).toMatchObject({ kind: 'refused', looked: true });
  expect(await own('Nora S.')).toMatchObject({ kind: 'done', found: true });
  expect(await own('Else')).toMatchObject({ kind: 'refused', looked: true });
  expect(users[0]?.name).toBe('Nora S.');
});

it.each([
  ['done', { kind: 'done', found: true }],
  ['refused', { kind: 'refused', looked: true }],
  ['unknown', { kind: 'unknown', sent: true }],
])('asks the gateway’s log about a role, which says %s', async (noted, result) => {
  outcome = noted;
  server.losses = ['after'];
  expect(await change({ role: 'manager' })).toMatchObject(result);
  server.losses = ['after'];
  // It has noted another role.
  expect(await change({ role: 'admin' })).toMatchObject({ kind: 'refused', looked: true });
});

it('sees that someone is gone, and does not say that nobody was deleted when tried again', async () => {
  server.losses = ['after'];
  expect(await remove()).toMatchObject({ kind: 'done', found: true });
  expect(await remove('nora')).toMatchObject({ kind: 'done', found: true });
  expect(server.sent).toEqual(['DELETE /admin/users/nora']);
});
