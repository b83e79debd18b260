import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import { session } from './session.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

let signedIn: boolean;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  signedIn = true;
  server = new LossyServer((method) => {
    if (method === 'GET') return { signedIn };
    if (!signedIn) return Response.json({ message: 'Sign in first.' }, { status: 401 });
    signedIn = false;
    return { ended: 2, complete: true };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const signOut = () => passTime(signOutEverywhere());

it('says that nobody was signed out when the request was lost, and that it is not known when nobody can be asked', async () => {
  server.losses = ['before'];
  expect(await signOut()).toMatchObject({ kind: 'refused', looked: true });
  expect(signedIn).toBe(true);
  server.reachable = false;
  expect(await signOut()).toMatchObject({ kind: 'unknown' });
  expect(session.getSnapshot()).toBe('unknown');
});

it('says that all are signed out although the answer was lost, and leaves the page', async () => {
  server.losses = ['after'];
  expect(await signOut()).toMatchObject({ kind: 'done', found: true });
  expect(server.sent).toEqual(['DELETE /session/all']);
  expect(session.getSnapshot()).toBe('signed-out');
});

it('treats a session that is already over as ended, not as a failure', async () => {
  signedIn = false;
  expect(await signOut()).toMatchObject({ kind: 'done', found: true });
});
