import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import type { Session } from './session.ts';
import { given, SessionGateway, state, token } from './testing/session-gateway.ts';

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

describe('a page acts for one person', () => {
  const nora = token('noras', 3600, 'nora');
  let heard: string[];

  beforeEach(async () => {
    gateway.replies = [token('owens')];
    await session.renew();
    heard = [];
    session.subscribe(() => heard.push(session.getSnapshot()));
  });

  const expectGone = async () => {
    expect(session.getSnapshot()).toBe('replaced');
    const before = gateway.requests.length;
    expect(await session.accessToken()).toBeUndefined();
    expect(await session.accessToken('owens')).toBeUndefined();
    expect(await session.renew()).toBeUndefined();
    await session.ensure(1e9);
    await session.check();
    session.ended();
    // The session is the other person's: this page must not end it.
    session.signOut();
    await session.signOutEverywhere();
    expect(await session.finishSignOut()).toBe(true);
    expect(gateway.requests).toHaveLength(before);
    expect(heard).toEqual(['replaced']);
  };

  it('takes no token of another at a renewal', async () => {
    gateway.replies = [nora];
    expect(await session.accessToken('owens')).toBeUndefined();
    expect(localStorage.getItem('claritalk.session')).toBe('1 owen');
    await expectGone();
  });

  it('stops when another tab signs in someone else, and hears nothing after that', async () => {
    const other = gateway.page();
    other.adopt(given('noras', 'nora'));
    await expect.poll(() => heard).toEqual(['replaced']);
    await expectGone();
    other.signOut();
    other.adopt(given('owens2'));
    await expect.poll(() => heard).toHaveLength(3);
    expect([...new Set(heard)]).toEqual(['replaced']);
    expect(await session.accessToken()).toBeUndefined();
    other.close();
  });

  it('stops when it looks and the session is another’s, also after its own ran out', async () => {
    gateway.replies = [{ status: 400 }, state(true, 'nora')];
    await session.accessToken('owens');
    expect(heard.splice(0)).toEqual(['expired']);
    await session.check();
    await expectGone();
  });

  it('ends no session that another tab has silently begun for someone else', async () => {
    localStorage.setItem('claritalk.session', '1 nora');
    session.signOut();
    await expectGone();
    expect({ ...localStorage }).toEqual({ 'claritalk.session': '1 nora' });
  });

  it('continues with the same person’s new session, with a new token', async () => {
    const other = gateway.page();
    const { generation } = session;
    other.adopt(given('owens2'));
    await expect.poll(() => session.generation).toBe(generation + 1);
    gateway.replies = [token('owens2')];
    expect(await session.accessToken()).toBe('owens2');
    expect(session.getSnapshot()).toBe('signed-in');
    expect(session.generation).toBe(generation + 1);
    other.close();
  });

  it('comes back when the same person signed in again, in a browser without channels too', async () => {
    gateway.replies = [{ status: 400 }, state(true), token('owens2')];
    await session.accessToken('owens');
    const { generation } = session;
    await session.check();
    expect(heard).toEqual(['expired', 'signed-in']);
    expect(session.generation).toBe(generation + 1);
  });

  it('asks who it is when a tab with an older version does not say', async () => {
    const old = new BroadcastChannel(gateway.channel);
    gateway.replies = [state(true, 'nora')];
    old.postMessage('signed-in');
    await expect.poll(() => session.getSnapshot()).toBe('replaced');
    old.close();
  });

  it('a gateway that no longer says whose a token is gives this page none', async () => {
    gateway.replies = [{ status: 200, body: { access_token: 'whose', expires_in: 60 } }];
    expect(await session.accessToken('owens')).toBeUndefined();
    expect(session.getSnapshot()).toBe('replaced');
  });
});
