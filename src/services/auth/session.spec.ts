import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#src/api/client/errors.ts';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import type { Session } from './session.ts';
import { given, SessionGateway, state, token } from './testing/session-gateway.ts';

/** A busy machine takes its time. */
const patiently = { timeout: 15_000 };

let gateway: SessionGateway;
let session: Session;

beforeEach(async () => {
  vi.stubGlobal('localStorage', fakeStorage());
  gateway = await SessionGateway.start();
  session = gateway.page();
});

afterEach(() => {
  session.close();
  gateway.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('Session', () => {
  it('asks once however many need the token, and keeps it', async () => {
    gateway.replies = [token('one')];
    const tokens = await Promise.all([session.renew(), session.accessToken(), session.accessToken()]);
    expect(tokens).toEqual(['one', 'one', 'one']);
    expect(await session.accessToken()).toBe('one');
    expect(gateway.requests).toEqual(['POST /oauth/token']);
    expect(session.getSnapshot()).toBe('signed-in');
  });

  it('renews a token that was refused or is about to expire', async () => {
    gateway.replies = [token('one', 30), token('two'), token('three')];
    expect(await session.renew()).toBe('one');
    expect(await session.accessToken()).toBe('two');
    expect(await session.accessToken('two')).toBe('three');
    expect(await session.accessToken('two')).toBe('three');
    expect(gateway.requests).toHaveLength(3);
  });

  it('continues with a token that is good for a while when it cannot be renewed yet', async () => {
    gateway.replies = [token('one', 30), { status: 503 }, { status: 503 }];
    await session.renew();
    expect(await session.accessToken()).toBe('one');
    await expect(session.accessToken('one')).rejects.toMatchObject({ kind: 'server' });
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
    await expect(session.accessToken()).rejects.toMatchObject({ kind: 'server' });
  });

  it('renews ahead when something takes longer than the token lasts, but not all the time', async () => {
    gateway.replies = [token('one', 300), token('two', 300), token('three', 300)];
    await session.ensure(60_000);
    expect(gateway.requests).toHaveLength(0);
    await session.renew();
    await session.ensure(60_000);
    await session.ensure(600_000);
    expect(gateway.requests).toHaveLength(1);
    vi.useFakeTimers({ now: Date.now() + 151_000, toFake: ['Date'] });
    await session.ensure(100_000);
    expect(gateway.requests).toHaveLength(1);
    await session.ensure(600_000);
    vi.useRealTimers();
    expect(await session.accessToken()).toBe('two');
    expect(gateway.requests).toHaveLength(2);
  });

  it.each([400, 401])('%i at the start means that nobody is signed in', async (status) => {
    gateway.replies = [{ status, body: { error: 'invalid_grant' } }];
    expect(await session.renew()).toBeUndefined();
    expect(session.getSnapshot()).toBe('signed-out');
    expect(await session.accessToken()).toBeUndefined();
    expect(gateway.requests).toHaveLength(1);
  });

  it('a later refusal is an expired session, which can be resumed', async () => {
    gateway.replies = [token('one'), { status: 400 }];
    await session.renew();
    expect(await session.accessToken('one')).toBeUndefined();
    expect(session.getSnapshot()).toBe('expired');
    session.adopt(given('two'));
    expect(session.getSnapshot()).toBe('signed-in');
    expect(await session.accessToken()).toBe('two');
  });

  it('a failing gateway ends nothing', async () => {
    gateway.replies = [token('one', 0), { status: 503 }, { status: 200, body: {} }, token('two')];
    await session.renew();
    const failure: unknown = await session.accessToken().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ kind: 'server', status: 503, operation: 'issueToken' });
    await expect(session.accessToken()).rejects.toMatchObject({ kind: 'server' });
    expect(session.getSnapshot()).toBe('signed-in');
    expect(await session.accessToken()).toBe('two');
    gateway.stop();
    await expect(session.accessToken('two')).rejects.toMatchObject({ kind: 'network' });
  });

  it('signs out here and in the other tabs at once, and then at the gateway', async () => {
    const other = gateway.page();
    const heard: string[] = [];
    other.subscribe(() => heard.push(other.getSnapshot()));
    gateway.replies = [token('one'), token('one'), { status: 204 }];
    await session.renew();
    await other.renew();
    session.signOut();
    expect(session.getSnapshot()).toBe('signed-out');
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'), patiently);
    expect(await session.accessToken()).toBeUndefined();
    expect(await session.finishSignOut()).toBe(true);
    expect(gateway.requests.at(-1)).toBe('DELETE /session');
    // The other tab hears that it is done.
    await vi.waitFor(() => expect(other.ending).toBe(false), patiently);
    expect(await other.finishSignOut()).toBe(true);
    expect(gateway.requests.filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
    // Again, because it has ended.
    expect(heard).toEqual(['signed-in', 'signed-out', 'signed-out']);
    expect({ ...localStorage }).toEqual({});
    other.close();
  });

  it('a page that was left no longer takes a token, a sign-in page does', async () => {
    const left = gateway.page();
    gateway.replies = [token('one'), { status: 204 }, token('two')];
    await left.renew();
    left.signOut();
    await left.finishSignOut();
    await vi.waitFor(() => expect(session.ending).toBe(false), patiently);
    expect(await session.ready()).toBe('signed-out');
    const callback = gateway.page();
    callback.adopt(given('two'));
    await vi.waitFor(() => expect(session.getSnapshot()).toBe('signed-in'), patiently);
    expect([left.getSnapshot(), left.hasLeft()]).toEqual(['signed-out', true]);
    expect(await left.renew()).toBeUndefined();
    for (const one of [left, callback]) one.close();
  });

  it('remembers a sign-out that did not reach the gateway, and the next page finishes it first', async () => {
    gateway.replies = [token('one'), { status: 503 }];
    await session.renew();
    session.signOut();
    expect(await session.finishSignOut()).toBe(false);
    expect(session.ending).toBe(true);
    const next = gateway.page();
    expect([next.hinted, next.ending]).toEqual([false, true]);
    gateway.replies = [{ status: 504 }];
    expect(await next.ready()).toBe('signed-out');
    expect(next.ending).toBe(true);
    const later = gateway.page();
    gateway.replies = [{ status: 204 }];
    expect(await later.ready()).toBe('signed-out');
    await vi.waitFor(
      () => expect([later.ending, next.ending, session.ending]).toEqual([false, false, false]),
      patiently,
    );
    expect(gateway.requests).toEqual([
      'POST /oauth/token',
      'DELETE /session',
      'DELETE /session',
      'DELETE /session',
    ]);
    for (const one of [next, later]) one.close();
  });

  it('signs out where the gateway is away, and where the browser keeps nothing', async () => {
    vi.stubGlobal('localStorage', undefined);
    gateway.replies = [token('one')];
    expect(await session.ready()).toBe('signed-in');
    gateway.stop();
    session.signOut();
    expect(session.getSnapshot()).toBe('signed-out');
    expect(await session.finishSignOut()).toBe(false);
    expect(session.ending).toBe(true);
  });

  it('tells the other tabs that the gateway does not know yet, before they can see it in storage', async () => {
    const other = gateway.page();
    gateway.replies = [token('one'), token('one'), { status: 204 }];
    await session.renew();
    await other.renew();
    session.signOut();
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'), patiently);
    localStorage.removeItem('claritalk.signing-out');
    expect(other.ending).toBe(true);
    expect(await other.finishSignOut()).toBe(true);
    await vi.waitFor(() => expect(session.ending).toBe(false), patiently);
    other.close();
  });

  it('a new sign-in takes the place of a sign-out that was never finished', async () => {
    gateway.replies = [token('one')];
    await session.renew();
    session.signOut();
    const next = gateway.page();
    next.adopt(given('two'));
    expect([next.ending, await next.finishSignOut(), next.hinted]).toEqual([false, true, true]);
    expect(gateway.requests).toEqual(['POST /oauth/token']);
    next.close();
  });

  it('tells the other tabs whose drafts were discarded', async () => {
    const other = gateway.page();
    gateway.replies = [token('one'), token('one')];
    await session.renew();
    await other.renew();
    session.signOut('owens-uuid');
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'), patiently);
    expect([session.discardedDraftsOf, other.discardedDraftsOf]).toEqual(['owens-uuid', 'owens-uuid']);
    other.close();
  });

  it('signs out everywhere, or says that it did not', async () => {
    const other = gateway.page();
    gateway.replies = [
      token('one'),
      token('one'),
      { status: 503 },
      { status: 200, body: { ended: 3, complete: true } },
    ];
    await session.renew();
    await other.renew();
    await expect(session.signOutEverywhere()).rejects.toMatchObject({ kind: 'server' });
    expect(session.getSnapshot()).toBe('signed-in');
    await session.signOutEverywhere();
    expect(gateway.requests.at(-1)).toBe('DELETE /session/all');
    expect(session.getSnapshot()).toBe('signed-out');
    expect(session.ending).toBe(false);
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'), patiently);
    other.close();
  });

  it('leaves when the person signed out in another browser, and finds that out when it checks', async () => {
    gateway.replies = [
      token('one'),
      state(true),
      state(false),
      { status: 400, body: { error: 'access_denied' } },
    ];
    await session.renew();
    await session.check();
    expect(session.getSnapshot()).toBe('signed-in');
    await session.check();
    expect(session.getSnapshot()).toBe('signed-out');
    await session.check();
    expect(gateway.requests.filter((request) => request === 'GET /session')).toHaveLength(2);
  });

  it('stays as it is when checking fails', async () => {
    gateway.replies = [token('one'), { status: 503 }];
    await session.renew();
    await session.check();
    expect(session.getSnapshot()).toBe('signed-in');
  });

  it('remembers whose session expired, and forgets whose was ended', async () => {
    gateway.replies = [token('one'), { status: 400 }];
    await session.renew();
    expect({ ...localStorage }).toEqual({ 'claritalk.session': '1 owen' });
    await session.accessToken('one');
    expect({ ...localStorage }).toEqual({ 'claritalk.session': '0 owen' });
    const next = gateway.page();
    expect(next.hinted).toBe(false);
    session.adopt(given('two'));
    gateway.replies = [{ status: 400, body: { error: 'access_denied' } }];
    await session.accessToken('two');
    expect({ ...localStorage }).toEqual({});
    next.close();
  });
});

describe('the clock of the device', () => {
  const day = 86_400_000;

  it.each([400, -400])('may be %i days off: a token lasts as long as the server says', async (days) => {
    const real = Date.now;
    let passed = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => real() + days * day + passed);
    gateway.serverAheadMs = -days * day;
    gateway.replies = [token('one', 300), token('two', 300)];
    await session.renew();
    expect(await session.accessToken()).toBe('one');
    passed += 200_000;
    expect(await session.accessToken()).toBe('one');
    passed += 60_000;
    expect(await session.accessToken()).toBe('two');
    vi.restoreAllMocks();
  });
});
