import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#src/api/errors.ts';
import { Session } from './session.ts';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

const token = (value: string, expires_in = 3600): Reply => ({
  status: 200,
  body: { access_token: value, expires_in, token_type: 'Bearer' },
});

let server: Server;
let replies: Reply[];
let requests: string[];
let session: Session;
let send: typeof fetch;
let channels = 0;

beforeEach(async () => {
  replies = [];
  requests = [];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => {
      const reply = replies.shift() ?? { status: 500 };
      response.writeHead(reply.status, { 'Content-Type': 'application/json' });
      response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  send = (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
  channels += 1;
  session = new Session(send, `session-${channels}`);
});

afterEach(() => {
  session.close();
  server.close();
  vi.useRealTimers();
});

describe('Session', () => {
  it('asks once however many need the token, and keeps it', async () => {
    replies = [token('one')];
    const tokens = await Promise.all([session.renew(), session.accessToken(), session.accessToken()]);
    expect(tokens).toEqual(['one', 'one', 'one']);
    expect(await session.accessToken()).toBe('one');
    expect(requests).toEqual(['POST /oauth/token']);
    expect(session.getSnapshot()).toBe('signed-in');
  });

  it('renews a token that was refused or is about to expire', async () => {
    replies = [token('one', 30), token('two'), token('three')];
    expect(await session.renew()).toBe('one');
    expect(await session.accessToken()).toBe('two');
    expect(await session.accessToken('two')).toBe('three');
    expect(await session.accessToken('two')).toBe('three');
    expect(requests).toHaveLength(3);
  });

  it('renews ahead when something takes longer than the token lasts, but not all the time', async () => {
    replies = [token('one', 300), token('two', 300), token('three', 300)];
    await session.ensure(60_000);
    expect(requests).toHaveLength(0);
    await session.renew();
    await session.ensure(60_000);
    await session.ensure(600_000);
    expect(requests).toHaveLength(1);
    vi.useFakeTimers({ now: Date.now() + 151_000, toFake: ['Date'] });
    await session.ensure(100_000);
    expect(requests).toHaveLength(1);
    await session.ensure(600_000);
    vi.useRealTimers();
    expect(await session.accessToken()).toBe('two');
    expect(requests).toHaveLength(2);
  });

  it.each([400, 401])('%i at the start means that nobody is signed in', async (status) => {
    replies = [{ status, body: { error: 'invalid_grant' } }];
    expect(await session.renew()).toBeUndefined();
    expect(session.getSnapshot()).toBe('signed-out');
    expect(await session.accessToken()).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it('a refusal later on is an expired session, which can be taken up again', async () => {
    replies = [token('one'), { status: 400 }];
    await session.renew();
    expect(await session.accessToken('one')).toBeUndefined();
    expect(session.getSnapshot()).toBe('expired');
    session.adopt('two', 3600);
    expect(session.getSnapshot()).toBe('signed-in');
    expect(await session.accessToken()).toBe('two');
  });

  it('a failing gateway ends nothing', async () => {
    replies = [token('one', 10), { status: 503 }, { status: 200, body: {} }, token('two')];
    await session.renew();
    const failure: unknown = await session.accessToken().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ kind: 'server', status: 503, operation: 'issueToken' });
    await expect(session.accessToken()).rejects.toMatchObject({ kind: 'server' });
    expect(session.getSnapshot()).toBe('signed-in');
    expect(await session.accessToken()).toBe('two');
    server.close();
    server.closeAllConnections();
    await expect(session.accessToken('two')).rejects.toMatchObject({ kind: 'network' });
  });

  it('signs out here, at the gateway and in the other tabs, and signs in there again too', async () => {
    const other = new Session(send, `session-${channels}`);
    const heard: string[] = [];
    other.subscribe(() => heard.push(other.getSnapshot()));
    replies = [token('one'), token('one'), { status: 204 }, token('two')];
    await session.renew();
    await other.renew();
    await session.signOut();
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'));
    expect(await session.accessToken()).toBeUndefined();
    expect(requests.at(-1)).toBe('DELETE /session');
    session.adopt('two', 3600);
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-in'));
    expect(heard).toEqual(['signed-in', 'signed-out', 'signed-in']);
    other.close();
  });

  it('signs out even when the gateway is away', async () => {
    replies = [token('one')];
    await session.renew();
    server.close();
    server.closeAllConnections();
    await session.signOut();
    expect(session.getSnapshot()).toBe('signed-out');
  });

  it('signs out everywhere, or says that it did not', async () => {
    const other = new Session(send, `session-${channels}`);
    replies = [
      token('one'),
      token('one'),
      { status: 503 },
      { status: 200, body: { ended: 3, complete: true } },
    ];
    await session.renew();
    await other.renew();
    let seen = '';
    const before = vi.fn(async () => {
      seen = session.getSnapshot();
    });
    await expect(session.signOutEverywhere(before)).rejects.toMatchObject({ kind: 'server' });
    expect(session.getSnapshot()).toBe('signed-in');
    expect(before).not.toHaveBeenCalled();
    await session.signOutEverywhere(before);
    expect(seen).toBe('signed-in');
    expect(requests.at(-1)).toBe('DELETE /session/all');
    expect(session.getSnapshot()).toBe('signed-out');
    await vi.waitFor(() => expect(other.getSnapshot()).toBe('signed-out'));
    other.close();
  });

  it('leaves when the person signed out in another browser, and finds that out when it looks', async () => {
    replies = [
      token('one'),
      { status: 200, body: { signedIn: true } },
      { status: 200, body: { signedIn: false } },
      { status: 400, body: { error: 'access_denied' } },
    ];
    await session.renew();
    await session.check();
    expect(session.getSnapshot()).toBe('signed-in');
    await session.check();
    expect(session.getSnapshot()).toBe('signed-out');
    await session.check();
    expect(requests.filter((request) => request === 'GET /session')).toHaveLength(2);
  });

  it('stays as it is when looking fails', async () => {
    replies = [token('one'), { status: 503 }];
    await session.renew();
    await session.check();
    expect(session.getSnapshot()).toBe('signed-in');
  });
});
