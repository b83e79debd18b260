import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCurrentUser, listUsers } from '#contract/claritalk/users.ts';
import { dashboardClient } from '../credentials.ts';
import {
  authorizePath,
  Browser,
  locationOf,
  redeem,
  redirectUri,
  refresh,
  tokensOf,
  verifier,
} from './browser.ts';
import { World } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.destroy());

const codeOf = (callback: URL) => callback.searchParams.get('code') ?? '';

describe('authorization', () => {
  test('login, consent, code and tokens', async () => {
    const browser = new Browser(world);
    const login = await browser.authorize();
    expect(login.html).toContain('local sandbox');
    expect(login.html).toContain('nora@sandbox.test');
    expect(login.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    // Its own icon is allowed: otherwise browsers request another and complain.
    expect(login.response.headers.get('content-security-policy')).toContain('img-src data:');
    expect(login.html).toMatch(/<link rel="icon" href="data:/);
    const signedIn = await browser.signIn(login.html, 'Owen@sandbox.test');
    expect(signedIn.response.status).toBe(303);
    const consent = await browser.open(locationOf(signedIn.response));
    expect(consent.html).toContain('Claritalk dashboard asks for access');
    const { response } = await browser.decide(consent.html, 'authorize');
    const callback = new URL(locationOf(response));
    expect(callback.origin + callback.pathname).toBe(redirectUri);
    expect(callback.searchParams.get('state')).toBe('the-state');
    const tokens = await redeem(world, codeOf(callback));
    expect(tokens.body).toEqual({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    const me = await world.call(getCurrentUser, { token: tokens.body.access_token });
    expect(me.body.user.email).toBe('owen@sandbox.test');
    expect(decodeJwt(tokens.body.access_token)).toMatchObject({
      aud: dashboardClient.clientId,
      sub: String(me.body.user.id),
      scopes: ['api.connect', 'offline_access'],
      jti: expect.any(String),
    });
  });

  test('consent is skipped while a live token has the scopes; prompt=login asks for the password again', async () => {
    const browser = new Browser(world);
    await redeem(world, codeOf(await browser.grant('ada@sandbox.test')));
    const again = await browser.authorize();
    expect(again.response.status).toBe(302);
    const forced = await browser.authorize({ prompt: 'login' });
    expect(forced.html).toContain('Password');
    const asked = await browser.authorize({ prompt: 'consent' });
    expect(asked.html).toContain('Authorize');
    const silent = await new Browser(world).authorize({ prompt: 'none' });
    expect(new URL(locationOf(silent.response)).searchParams.get('error')).toBe('login_required');
  });

  test('a refusal is returned as access_denied with the state', async () => {
    const browser = new Browser(world);
    const login = await browser.authorize();
    const signedIn = await browser.signIn(login.html, 'nora@sandbox.test');
    const consent = await browser.open(locationOf(signedIn.response));
    const { response } = await browser.decide(consent.html, 'cancel');
    const { searchParams } = new URL(locationOf(response));
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.get('state')).toBe('the-state');
  });

  test('a wrong password shows the form again, and entered text is escaped', async () => {
    const browser = new Browser(world);
    const login = await browser.authorize();
    const wrong = await browser.signIn(login.html, '"><script>alert(1)</script>', 'no');
    expect(wrong.response.status).toBe(422);
    expect(wrong.html).toContain('do not match');
    expect(wrong.html).not.toContain('<script>');
  });

  test('a form without the page’s token is refused', async () => {
    const browser = new Browser(world);
    await browser.authorize();
    const forged = await browser.open('/login', {
      _token: 'x',
      email: 'ada@sandbox.test',
      password: 'sandbox',
    });
    expect(forged.response.status).toBe(419);
    const decision = await browser.open('/oauth/authorize', {
      _token: 'x',
      query: '',
      decision: 'authorize',
    });
    expect(decision.response.status).toBe(419);
  });

  test('signing in never leads to another site', async () => {
    const browser = new Browser(world);
    const login = await browser.authorize();
    const token = /name="_token" value="([^"]*)"/.exec(login.html)?.[1] ?? '';
    const form = {
      _token: token,
      next: 'https://evil.example/',
      email: 'ada@sandbox.test',
      password: 'sandbox',
    };
    expect(locationOf((await browser.open('/login', form)).response)).toBe('/');
  });

  test.each([{ client_id: 'unknown' }, { redirect_uri: 'https://evil.example/auth/callback' }])(
    'an unknown client or redirect URI is 401 without a redirect: %o',
    async (query) => {
      const json = await fetch(world.url + authorizePath(query), { redirect: 'manual' });
      expect(json.status).toBe(401);
      expect(await json.json()).toMatchObject({ error: 'invalid_client' });
      const page = await new Browser(world).authorize(query);
      expect(page.response.status).toBe(401);
      expect(page.response.headers.get('content-type')).toContain('text/html');
    },
  );

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'everything' }, 'invalid_scope'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ code_challenge_method: 'S512' }, 'invalid_request'],
  ])('other mistakes are returned by redirect: %o', async (query, error) => {
    const { response } = await new Browser(world).authorize(query);
    const { searchParams } = new URL(locationOf(response));
    expect(searchParams.get('error')).toBe(error);
    expect(searchParams.get('state')).toBe('the-state');
  });
});

describe('codes', () => {
  test('a code works once', async () => {
    const code = codeOf(await new Browser(world).grant('owen@sandbox.test'));
    expect((await redeem(world, code)).status).toBe(200);
    expect(await redeem(world, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('a code ends after ten minutes', async () => {
    const code = codeOf(await new Browser(world).grant('owen@sandbox.test'));
    world.sql('UPDATE authorization_codes SET expires_at = expires_at - 600001');
    expect(await redeem(world, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test.each([
    [{ code_verifier: '' }, 'invalid_request'],
    [{ code_verifier: verifier.replace('a', 'b') }, 'invalid_grant'],
    [{ code_verifier: 'short' }, 'invalid_request'],
    [{ redirect_uri: 'http://localhost:4180/' }, 'invalid_request'],
    [{ code: 'nonsense' }, 'invalid_request'],
  ])('a code is bound to its request: %o', async (fields, error) => {
    const code = codeOf(await new Browser(world).grant('owen@sandbox.test'));
    expect(await redeem(world, code, fields)).toMatchObject({ status: 400, body: { error } });
  });

  test('plain challenges are checked too', async () => {
    const query = { code_challenge: verifier, code_challenge_method: 'plain' };
    const code = codeOf(await new Browser(world).grant('owen@sandbox.test', query));
    expect((await redeem(world, code)).status).toBe(200);
  });

  test('without offline_access there is no refresh token', async () => {
    const code = codeOf(await new Browser(world).grant('owen@sandbox.test', { scope: 'api.connect' }));
    expect((await redeem(world, code)).body).not.toHaveProperty('refresh_token');
  });
});

describe('refreshing', () => {
  test('rotates: the old tokens end at once', async () => {
    const first = await tokensOf(world, 'owen@sandbox.test');
    const second = await refresh(world, first.refresh_token);
    expect(second.status).toBe(200);
    expect((await world.call(getCurrentUser, { token: first.access_token })).status).toBe(401);
    expect((await world.call(getCurrentUser, { token: second.body.access_token })).status).toBe(200);
    const reused = await refresh(world, first.refresh_token);
    expect(reused).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', hint: 'Token has been revoked' },
    });
  });

  test('four at once: one succeeds', async () => {
    const { refresh_token } = await tokensOf(world, 'owen@sandbox.test');
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(world, refresh_token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('tokens can be expired', async () => {
    const tokens = await tokensOf(world, 'owen@sandbox.test');
    expect((await world.post('/sandbox/expire-tokens')).status).toBe(200);
    expect((await world.call(getCurrentUser, { token: tokens.access_token })).status).toBe(401);
    const second = await refresh(world, tokens.refresh_token);
    expect(second.status).toBe(200);
    await world.post('/sandbox/expire-tokens', { refresh: true });
    expect((await refresh(world, second.body.refresh_token)).body.error).toBe('invalid_grant');
  });

  test('league 8 words the error its own way', async () => {
    const old = new World({ oauthErrors: 8 });
    try {
      await old.start();
      const { refresh_token } = await tokensOf(old, 'owen@sandbox.test');
      await refresh(old, refresh_token);
      const reused = await refresh(old, refresh_token);
      expect(reused).toMatchObject({
        status: 401,
        body: { error: 'invalid_request', hint: 'Token has been revoked' },
      });
    } finally {
      await old.destroy();
    }
  });
});

describe('clients', () => {
  test('authenticate with HTTP Basic, too', async () => {
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${dashboardClient.clientId}:${secret}`).toString('base64')}`,
    });
    const fields = { grant_type: 'client_credentials' };
    expect((await world.token(fields, basic(dashboardClient.clientSecret))).status).toBe(200);
    const wrong = await world.token(fields, basic('no'));
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toContain('Basic');
  });

  test('a token of a client without a tenant reaches no organisation', async () => {
    const token = await world.homelessToken();
    expect((await world.call(listUsers, { token })).status).toBe(404);
  });

  test('a tampered token is refused', async () => {
    const token = await world.serviceToken();
    const [head, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: '1' })).toString('base64url');
    expect((await world.call(listUsers, { token: `${head}.${forged}.${signature}` })).status).toBe(401);
  });
});
