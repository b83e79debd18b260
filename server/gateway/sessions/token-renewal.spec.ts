import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { impatient, json, tokens } from '../testing/upstream.ts';
import { clientId, clientSecret, World } from '../testing/world.ts';

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

const signOut = (cookie: string) =>
  fetch(`${world.url}/session`, { method: 'DELETE', headers: { origin: world.url, cookie } });

describe('renewing', () => {
  test('gives out the current token while it is valid', async () => {
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

  test('twenty tabs cause one refresh when the token expires', async () => {
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
    ['429', 429, '1', 429, '1'],
    ['500', 500, '7', 503, '7'],
    ['503', 503, '7', 503, '7'],
    ['a redirect', 302, '7', 502, '5'],
    ['success without a token', 200, '7', 502, '5'],
  ])('%s keeps the session', async (_name, theirs, theirRetryAfter, ours, retryAfter) => {
    world.upstream.answer = tokens({ expiresIn: 30 });
    const cookie = await world.signIn();
    world.upstream.answer = (_request, response) =>
      json(response, theirs, {}, { 'retry-after': theirRetryAfter, location: 'https://evil.test' });
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
    await world.run({ timeouts: impatient });
    world.upstream.answer = () => {};
    expect((await world.renew(cookie)).status).toBe(502);
    await world.run();
    world.upstream.answer = (_request, response) => void response.destroy();
    expect((await world.renew(cookie)).status).toBe(502);
    world.upstream.answer = tokens();
    expect((await world.renew(cookie)).status).toBe(200);
  });

  test('a session that is signed out in the meantime does not come back', async () => {
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
