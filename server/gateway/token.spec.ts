import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, tokens } from './testing/upstream.ts';
import { clientId, clientSecret, verifier, World } from './testing/world.ts';

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
    const response = await world.token(world.codeForm);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.json();
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      access_token: 'access-secret-1',
      refresh_token: 'server-held',
    });
    expect(body.expires_in).toBeGreaterThan(3590);
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

  test('gives a cookie that scripts and other sites cannot use', async () => {
    const cookie = (await world.token(world.codeForm)).headers.get('set-cookie');
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
  });

  test('under https the cookie is bound to the host, and HSTS is sent', async () => {
    const { port } = world;
    const publicUrl = 'https://dash.example.test';
    await world.run({ publicUrl, port });
    const form = new URLSearchParams({ ...world.codeForm }).toString();
    const answer = await world.raw(
      [
        'POST /oauth/token HTTP/1.1',
        'Host: dash.example.test',
        `Origin: ${publicUrl}`,
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${form.length}`,
        'Connection: close',
        '',
        form,
      ].join('\r\n'),
      port,
    );
    expect(answer).toMatch(/set-cookie: __Host-session=[\w-]{43}; Path=\/; .*; Secure\r\n/i);
    expect(answer).toMatch(/strict-transport-security: max-age=31536000/i);
  });

  test('a new sign-in ends the session that the browser had', async () => {
    const first = await world.signIn();
    const response = await world.token(world.codeForm, { cookie: first });
    expect(response.status).toBe(200);
    expect((await world.renew(first)).status).toBe(400);
  });

  test('a refused code gives the error without its hint, and no session', async () => {
    world.upstream.answer = (_request, response) =>
      json(response, 400, {
        error: 'invalid_grant',
        error_description: 'Expired.',
        hint: 'inner',
        message: 'x',
      });
    const response = await world.token(world.codeForm);
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

describe('renewing', () => {
  test('hands out the current token while it is good', async () => {
    const cookie = await world.signIn();
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.renew(cookie)));
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({
        access_token: 'access-secret-1',
        refresh_token: 'server-held',
      });
    }
    expect(world.upstream.received).toHaveLength(1);
  });

  test('twenty tabs cause one refresh when the token runs out', async () => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    const next = tokens();
    world.upstream.answer = (request, response) => setTimeout(() => next(request, response), 50);
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.renew(cookie)));
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map((body) => body.access_token))).toEqual(new Set(['access-secret-1']));
    expect(world.upstream.received).toHaveLength(2);
    expect(sentForms()[1]).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-secret-1',
      client_id: clientId,
      client_secret: clientSecret,
    });
  });

  test('really renews once Claritalk has refused the token, and uses the rotated refresh token next', async () => {
    const cookie = await world.signIn();
    const issue = world.upstream.answer;
    const refuse = () => {
      world.upstream.answer = (_request, response) => json(response, 401, { message: 'Unauthenticated.' });
    };
    for (const round of [1, 2]) {
      refuse();
      const headers = { authorization: `Bearer access-secret-${round}` };
      expect((await world.api('/user/me', cookie, { headers })).status).toBe(401);
      world.upstream.answer = issue;
      expect((await (await world.renew(cookie)).json()).access_token).toBe(`access-secret-${round + 1}`);
      expect(sentForms().at(-1)?.refresh_token).toBe(`refresh-secret-${round}`);
    }
  });

  test('a refusal of some other token changes nothing', async () => {
    const cookie = await world.signIn();
    const issue = world.upstream.answer;
    world.upstream.answer = (_request, response) => json(response, 401, {});
    await world.api('/user/me', cookie, { headers: { authorization: 'Bearer old' } });
    world.upstream.answer = issue;
    expect((await (await world.renew(cookie)).json()).access_token).toBe('access-secret-1');
  });

  test.each([
    ['league 9', 400, { error: 'invalid_grant', error_description: 'Revoked.' }],
    [
      'league 8',
      401,
      { error: 'invalid_request', error_description: 'Invalid.', hint: 'Token has been revoked' },
    ],
  ])('a dead refresh token (%s) ends the session', async (_name, status, body) => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    world.upstream.answer = (_request, response) => json(response, status, body);
    const response = await world.renew(cookie);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toBe('invalid_grant');
    expect(response.headers.get('set-cookie')).toMatch(/^session=; .*Max-Age=0/);
    world.upstream.answer = tokens();
    expect((await world.renew(cookie)).status).toBe(400);
    expect(world.upstream.received).toHaveLength(2);
  });

  test.each([
    ['429', 429, 429, '7'],
    ['500', 500, 503, '7'],
    ['503', 503, 503, '7'],
    ['a redirect', 302, 502, '5'],
    ['success without a token', 200, 502, '5'],
  ])('%s keeps the session', async (_name, theirs, ours, retryAfter) => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    world.upstream.answer = (_request, response) =>
      json(response, theirs, {}, { 'retry-after': '7', location: 'https://evil.test' });
    const response = await world.renew(cookie);
    expect(response.status).toBe(ours);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(response.headers.get('set-cookie')).toBeNull();
    world.upstream.answer = tokens();
    expect((await world.renew(cookie)).status).toBe(200);
  });

  test('a refused client is the gateway’s own problem', async () => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    world.upstream.answer = (_request, response) =>
      json(response, 401, { error: 'invalid_client', error_description: 'No.' });
    expect((await world.renew(cookie)).status).toBe(502);
    expect(world.lines.some((line) => line.includes('"error"') && line.includes('invalid_client'))).toBe(
      true,
    );
    world.upstream.answer = tokens();
    expect((await world.renew(cookie)).status).toBe(200);
  });

  test('an unreachable or stalled Claritalk keeps the session', async () => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    world.upstream.answer = () => {};
    expect((await world.renew(cookie)).status).toBe(502);
    world.upstream.answer = (_request, response) => void response.destroy();
    expect((await world.renew(cookie)).status).toBe(502);
    world.upstream.answer = tokens();
    expect((await world.renew(cookie)).status).toBe(200);
  });

  test('a session that is signed out meanwhile does not come back', async () => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    const next = tokens();
    world.upstream.answer = (request, response) => setTimeout(() => next(request, response), 200);
    const renewing = world.renew(cookie);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await signOut(cookie)).status).toBe(204);
    expect((await renewing).status).toBe(400);
    expect((await world.renew(cookie)).status).toBe(400);
  });
});

const signOut = (cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${world.url}/session`, { method: 'DELETE', headers: { origin: world.url, cookie, ...headers } });

describe('the session', () => {
  test('tells whether somebody is signed in, since when and until when', async () => {
    const ask = async (cookie: string) =>
      (await fetch(`${world.url}/session`, { headers: { cookie } })).json();
    expect(await ask('')).toEqual({ signedIn: false, since: null, until: null, sessions: 0 });
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

  test('takes no cookie of another shape', async () => {
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

  test('survives a restart, and a changed secret ends it', async () => {
    const cookie = await world.signIn();
    await world.run();
    expect((await (await world.renew(cookie)).json()).access_token).toBe('access-secret-1');
    await world.run({ sessionSecret: 'another secret that is long enough 123' });
    expect((await world.renew(cookie)).status).toBe(400);
  });

  test('leaves nothing usable on the disk', async () => {
    const cookie = await world.signIn();
    for (const name of readdirSync(world.dataDir)) {
      const content = readFileSync(join(world.dataDir, name), 'latin1');
      expect(content.includes('secret-1'), name).toBe(false);
      expect(content.includes(cookie.slice('session='.length)), name).toBe(false);
    }
  });
});
