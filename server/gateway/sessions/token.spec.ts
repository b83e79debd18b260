import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json } from '../testing/upstream.ts';
import { clientId, clientSecret, sessionCookieOf, verifier, World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  for (const line of world.lines) expect(line).not.toMatch(/secret|the-code|vvvvv/);
  await world.stop();
});

const sentForms = () =>
  world.upstream.received.map((request) => Object.fromEntries(new URLSearchParams(request.body.toString())));

describe('signing in', () => {
  test('rebuilds the request with the secret and keeps the refresh token', async () => {
    const response = await world.redeem();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.json();
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      access_token: 'access-secret-1',
      refresh_token: 'server-held',
      subjectKey: expect.stringMatching(/^[\w-]{43}$/),
    });
    // Requested again up to ten minutes before the token expires.
    expect(body.expires_in).toBeGreaterThan(2990);
    expect(body.expires_in).toBeLessThanOrEqual(3600);
    expect(sentForms()).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: `${world.url}/auth/callback`,
        code: 'the-code',
        code_verifier: verifier,
      },
    ]);
  });

  test('sets cookies that scripts and other sites cannot use', async () => {
    const [session, browser, ...more] = (await world.redeem()).headers.getSetCookie();
    expect(session).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
    expect(browser).toMatch(/^browser=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=15552000$/);
    expect(more).toEqual([]);
  });

  test('under https the cookie is bound to the host, and HSTS is sent', async () => {
    const { port } = world;
    const publicUrl = 'https://dash.example.test';
    await world.run({ publicUrl, port });
    const form = new URLSearchParams({ ...world.codeForm }).toString();
    const post = (path: string, body: string, ...headers: string[]) =>
      world.raw(
        [
          `POST ${path} HTTP/1.1`,
          'Host: dash.example.test',
          `Origin: ${publicUrl}`,
          'Content-Type: application/x-www-form-urlencoded',
          `Content-Length: ${body.length}`,
          'Connection: close',
          ...headers,
          '',
          body,
        ].join('\r\n'),
        port,
      );
    const begun = await post('/session/sign-in', '');
    const [, cookie] =
      /set-cookie: (__Host-sign-in=[\w-]+); Path=\/; .*; Max-Age=3600; Secure\r\n/i.exec(begun) ?? [];
    const answer = await post('/oauth/token', form, `Cookie: ${cookie}`);
    expect(answer).toMatch(/set-cookie: __Host-browser=[\w-]+; Path=\/; .*; Secure\r\n/i);
    expect(answer).toMatch(/set-cookie: __Host-session=[\w-]{43}; Path=\/; .*; Secure\r\n/i);
    expect(answer).toMatch(/strict-transport-security: max-age=31536000; includeSubDomains\r\n/i);
  });

  test('a new sign-in ends the session that the browser had', async () => {
    const first = await world.signIn();
    const response = await world.redeem(first);
    expect(response.status).toBe(200);
    expect((await world.renew(first)).status).toBe(400);
  });

  test('a refused code returns the error without its hint, and no session', async () => {
    world.upstream.answer = (_request, response) =>
      json(response, 400, {
        error: 'invalid_grant',
        error_description: 'Expired.',
        hint: 'inner',
        message: 'x',
      });
    const response = await world.redeem();
    expect(response.status).toBe(400);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.json()).toEqual({ error: 'invalid_grant', error_description: 'Expired.' });
  });
});

describe('what the token endpoint refuses, and never forwards', () => {
  const refused = async (response: Promise<Response>, status: number, error?: string) => {
    const answer = await response;
    expect(answer.status).toBe(status);
    if (error) expect((await answer.json()).error).toBe(error);
    expect(world.upstream.received).toEqual([]);
  };

  test.each([
    ['client_credentials', { grant_type: 'client_credentials', client_id: clientId }],
    ['password', { grant_type: 'password', client_id: clientId, username: 'a', password: 'b' }],
    ['no grant', { client_id: clientId }],
  ])('the grant %s', async (_name, form) => {
    await refused(world.token(form), 400, 'unsupported_grant_type');
  });

  test.each([
    ['unknown parameters', { client_secret: 'x' }],
    ['a scope with a code', { scope: '*' }],
    ['another redirect address', { redirect_uri: 'https://evil.test/auth/callback' }],
    ['a missing code', { code: '' }],
    ['a missing verifier', { code_verifier: '' }],
    ['a method override', { _method: 'DELETE' }],
  ])('%s', async (_name, more) => {
    await refused(world.token({ ...world.codeForm, ...more }), 400, 'invalid_request');
  });

  test('another client', async () => {
    await refused(world.token({ ...world.codeForm, client_id: 'other' }), 400, 'invalid_client');
    const { client_id: _, ...anonymous } = world.codeForm;
    await refused(world.token(anonymous), 400, 'invalid_client');
  });

  test('repeated parameters, however they are spelled', async () => {
    const form = new URLSearchParams(world.codeForm).toString();
    await refused(world.token(`${form}&grant_type=refresh_token`), 400, 'invalid_request');
    await refused(world.token(`${form}&grant%5Ftype=client_credentials`), 400, 'invalid_request');
    await refused(world.token(`${form}&grant_type[]=client_credentials`), 400, 'invalid_request');
  });

  test('more parameters than any grant has, before any is read', async () => {
    const response = await world.token(`${new URLSearchParams(world.codeForm)}${'&a'.repeat(20)}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'There are too many parameters.' },
    ]);
  });

  test('a refresh token or scope of the browser’s own', async () => {
    const form = { grant_type: 'refresh_token', client_id: clientId };
    await refused(world.token({ ...form, refresh_token: 'stolen' }), 400, 'invalid_request');
    await refused(world.token({ ...form, refresh_token: 'server-held', scope: '*' }), 400, 'invalid_scope');
  });

  test('query parameters', async () => {
    const response = fetch(`${world.url}/oauth/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(world.codeForm).toString(),
    });
    await refused(response, 400, 'invalid_request');
  });

  test.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling on the same site', { 'sec-fetch-site': 'same-site' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ])('requests of %s', async (_name, headers) => {
    await refused(world.token(world.codeForm, headers), 403, 'access_denied');
  });

  test('requests without an origin', async () => {
    expect(await world.rawStatus('POST', '/oauth/token', ['Content-Length: 0'])).toBe(403);
  });

  test('other media types', async () => {
    await refused(world.token(world.codeForm, { 'content-type': 'text/plain' }), 400, 'invalid_request');
    await refused(
      world.token(world.codeForm, { 'content-type': 'application/json' }),
      400,
      'invalid_request',
    );
  });

  test('forms of more than 16 KiB, declared or not', async () => {
    const form = { ...world.codeForm, code: 'x'.repeat(17_000) };
    await refused(world.token(form), 413);
    const chunked = fetch(`${world.url}/oauth/token`, {
      method: 'POST',
      headers: { origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new Blob([new URLSearchParams(form).toString()]).stream(),
      duplex: 'half',
    } as RequestInit);
    await refused(chunked, 413);
  });

  test('other methods', async () => {
    const response = await fetch(`${world.url}/oauth/token`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

const signOut = (cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${world.url}/session`, { method: 'DELETE', headers: { origin: world.url, cookie, ...headers } });

describe('whose a session is', () => {
  const jwtOf = (sub: string, serial: number) =>
    `e30.${Buffer.from(JSON.stringify({ sub, serial })).toString('base64url')}.signature`;
  let serial = 0;
  /** Claritalk issues this person's tokens, valid for this many seconds. */
  const givesTokensOf = (sub: string, expiresIn = 3600) => {
    world.upstream.answer = (_request, response) => {
      serial += 1;
      json(response, 200, {
        token_type: 'Bearer',
        expires_in: expiresIn,
        access_token: jwtOf(sub, serial),
        refresh_token: `refresh-secret-${serial}`,
      });
    };
  };
  const subjectKeyOf = async (answer: Response) => (await answer.json()).subjectKey as string;
  const stateOf = async (cookie: string) =>
    (await fetch(`${world.url}/session`, { headers: { cookie } })).json();

  test('is given at sign-in, at every renewal and by the session: the same for a person, whatever the session', async () => {
    givesTokensOf('2', 30);
    const first = await world.redeem();
    const cookie = sessionCookieOf(first) ?? '';
    const owen = await subjectKeyOf(first);
    expect(owen).toMatch(/^[\w-]{43}$/);
    expect(await subjectKeyOf(await world.renew(cookie))).toBe(owen);
    expect((await stateOf(cookie)).subjectKey).toBe(owen);
    expect(await subjectKeyOf(await world.redeem())).toBe(owen);
    await world.run();
    expect((await stateOf(cookie)).subjectKey).toBe(owen);
    givesTokensOf('3');
    expect(await subjectKeyOf(await world.redeem())).not.toBe(owen);
  });

  test('never changes: someone else’s tokens end the session', async () => {
    givesTokensOf('2', 30);
    const cookie = await world.signIn();
    givesTokensOf('3');
    const renewed = await world.renew(cookie);
    expect(renewed.status).toBe(400);
    expect(await renewed.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await stateOf(cookie)).signedIn).toBe(false);
  });

  test('is that of the session alone where tokens do not say', async () => {
    const [one, other] = [await world.signIn(), await world.signIn()];
    const key = (await stateOf(one)).subjectKey;
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(await subjectKeyOf(await world.renew(one))).toBe(key);
    expect((await stateOf(other)).subjectKey).not.toBe(key);
  });
});

describe('the session', () => {
  test('says whether someone is signed in, since when and until when', async () => {
    const ask = async (cookie: string) =>
      (await fetch(`${world.url}/session`, { headers: { cookie } })).json();
    const nobody = {
      signedIn: false,
      since: null,
      until: null,
      sessions: 0,
      signInBegun: false,
      subjectKey: null,
    };
    expect(await ask('')).toEqual(nobody);
    // A browser that keeps no cookies is told so before it leaves for Claritalk.
    expect(await ask(await world.begin())).toEqual({ ...nobody, signInBegun: true });
    expect(await ask('sign-in=forged')).toEqual(nobody);
    const { signedIn, since, until } = await ask(await world.signIn());
    expect(signedIn).toBe(true);
    expect(Date.parse(until) - Date.parse(since)).toBe(30 * 24 * 3600 * 1000);
  });

  test('ends with a sign-out of the dashboard’s own pages only', async () => {
    const cookie = await world.signIn();
    expect((await signOut(cookie, { origin: 'https://evil.test' })).status).toBe(403);
    expect((await world.renew(cookie)).status).toBe(200);
    const response = await signOut(cookie);
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/Max-Age=0/);
    expect((await world.renew(cookie)).status).toBe(400);
    expect((await world.api('/user/me', cookie)).status).toBe(401);
  });

  test('accepts no cookie of another form', async () => {
    const cookie = await world.signIn();
    const id = cookie.slice('session='.length);
    for (const bad of [
      `${cookie}; ${cookie}`,
      `session=x; ${cookie}`,
      `session=${id}=`,
      `session="${id}"`,
      `session=${id.slice(1)}`,
      `session=${'A'.repeat(43)}`,
      `Session=${id}`,
      `__Host-session=${id}`,
      `xsession=${id}`,
    ]) {
      expect((await world.renew(bad)).status, bad).toBe(400);
      expect((await world.api('/user/me', bad)).status, bad).toBe(401);
    }
    expect((await world.renew(`other=1; ${cookie}; more=2`)).status).toBe(200);
  });

  test('accepts no cookie but its own', async () => {
    const cookie = await world.signIn();
    const { headers } = await world.redeem();
    const browser = headers.getSetCookie().find((text) => text.startsWith('browser=')) ?? '';
    for (const other of [await world.begin(), browser.split(';')[0] ?? '']) {
      const bad = other.replace(/^[a-z-]+=/, 'session=');
      expect((await world.renew(bad)).status).toBe(400);
      expect((await world.api('/user/me', other)).status).toBe(401);
    }
    expect((await world.api('/user/me', cookie)).status).toBe(200);
  });

  test('survives a restart, and a changed secret ends it', async () => {
    const cookie = await world.signIn();
    await world.run();
    expect((await (await world.renew(cookie)).json()).access_token).toBe('access-secret-1');
    rmSync(join(world.dataDir, 'session-secret'));
    await world.run({ sessionSecret: 'another secret that is long enough 123' });
    expect((await world.renew(cookie)).status).toBe(400);
  });

  test('leaves nothing usable on disk', async () => {
    const cookie = await world.signIn();
    for (const name of readdirSync(world.dataDir)) {
      const content = readFileSync(join(world.dataDir, name), 'latin1');
      expect(content.includes('secret-1'), name).toBe(false);
      expect(content.includes(cookie.slice('session='.length)), name).toBe(false);
    }
  });
});
