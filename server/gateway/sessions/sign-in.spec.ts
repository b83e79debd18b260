import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownLimits } from '../scheduling/open-limits.ts';
import { json, tokens } from '../testing/upstream.ts';
import { sessionCookieOf, World } from '../testing/world.ts';
import { Seal } from './sealed.ts';
import { SignInGuard } from './sign-in-guard.ts';

/** Someone without an account tries to use up the allowance that everyone shares at Claritalk's token endpoint. */
describe('invented codes', () => {
  let world: World;
  let cookie: string;
  let browser: string;
  let leaving: AbortController;
  const asked = () => world.upstream.received.filter(({ url }) => url === '/oauth/token').length;
  const invented = (number: number, headers: Record<string, string> = {}) =>
    world.token({ ...world.codeForm, code: `invented-${number}` }, headers, leaving.signal);

  beforeEach(async () => {
    leaving = new AbortController();
    world = await World.start({ tokenRequestsPerMinute: 60 });
    const good = tokens({ expiresIn: 30 });
    world.upstream.answer = (request, response) =>
      request.body.includes('invented')
        ? json(response, 400, { error: 'invalid_grant', error_description: 'The code is unknown.' })
        : good(request, response);
    const signedIn = await world.redeem();
    cookie = sessionCookieOf(signedIn) ?? '';
    browser =
      signedIn.headers
        .getSetCookie()
        .find((text) => text.startsWith('browser='))
        ?.split(';')[0] ?? '';
    expect(asked()).toBe(1);
  });
  afterEach(async () => {
    leaving.abort();
    await world.stop();
  });

  /** What must keep working whatever anyone sends: renewing, and signing in where someone has signed in before. */
  const expectUnharmed = async () => {
    const before = asked();
    expect((await world.renew(cookie)).status).toBe(200);
    expect((await world.redeem(browser)).status).toBe(200);
    expect(asked()).toBe(before + 2);
  };

  test('from browsers that never started signing in are refused here', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, (_, number) => invented(number)));
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
    }
    expect(asked()).toBe(1);
    await expectUnharmed();
    // Nor is anything in the way of someone new.
    expect((await world.redeem()).status).toBe(200);
  });

  test('from one browser that did are sent to Claritalk three times', async () => {
    const headers = { cookie: await world.begin() };
    const answers = await Promise.all(Array.from({ length: 70 }, (_, number) => invented(number, headers)));
    expect(answers.map(({ status }) => status)).toEqual(new Array(70).fill(400));
    expect(asked()).toBe(1 + 3);
    await expectUnharmed();
    expect((await world.redeem()).status).toBe(200);
  });

  test('from any number of browsers that did leave two thirds of a minute to others', async () => {
    const begun = await Promise.all(Array.from({ length: 70 }, () => world.begin()));
    const codes = begun.map((beginning, number) =>
      invented(number, { cookie: beginning }).catch(() => undefined),
    );
    const answered = await Promise.race([Promise.all(codes.slice(0, 19)), Promise.any(codes.slice(19))]);
    expect(answered).toHaveLength(19);
    expect(asked()).toBe(20);
    await expectUnharmed();
  });

  test.each([
    ['of another site', { origin: 'https://evil.test' }],
    ['of a sibling', { 'sec-fetch-site': 'same-site' }],
    ['without an origin', undefined],
  ])('a sign-in cannot be started by a page %s', async (_name, headers) => {
    const response = await fetch(`${world.url}/session/sign-in`, {
      method: 'POST',
      headers: headers ? { origin: world.url, ...headers } : {},
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('a sign-in is started by POST only', async () => {
    const response = await fetch(`${world.url}/session/sign-in`, { headers: { origin: world.url } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('what a browser has to show', () => {
  let now: number;
  let guard: SignInGuard;
  const made = (secret = 'secret') =>
    new SignInGuard({
      publicUrl: 'http://localhost',
      seal: new Seal(secret, 'sign-in cookies'),
      limits: ownLimits(() => now),
      now: () => now,
      maxRemembered: 50,
    });
  const pair = (setCookie: string) => setCookie.split(';')[0] ?? '';
  const refusal = (cookies: string | undefined) =>
    guard.claim(cookies).catch((error: { code: string }) => error.code);

  beforeEach(() => {
    now = 1_000_000_000;
    guard = made();
  });

  test('a started sign-in is good for an hour, even after a restart, and for three codes', async () => {
    const beginning = pair(guard.begin());
    now += 3_599_000;
    guard = made();
    expect(await refusal(beginning)).toBe('new-browser');
    expect(await refusal(`other=1; ${beginning}`)).toBe('new-browser');
    expect(await refusal(beginning)).toBe('new-browser');
    expect(await refusal(beginning)).toBe('invalid_grant');
    const another = pair(guard.begin());
    expect(await refusal(another)).toBe('new-browser');
    now += 3_600_000;
    expect(await refusal(another)).toBe('invalid_grant');
  });

  test.each<[string, (beginning: string) => string | undefined]>([
    ['nothing', () => undefined],
    ['an empty cookie', () => 'sign-in='],
    ['another’s words', () => 'sign-in=aGVsbG8'],
    ['a changed one', (beginning) => `${beginning.slice(0, -2)}AA`],
    ['two of them', (beginning) => `${beginning}; ${beginning}`],
    ['one of another gateway', () => pair(made('other').begin())],
    [
      'the cookie of a known browser in its place',
      () => pair(guard.recognise('k')).replace('browser=', 'sign-in='),
    ],
  ])('%s is not a beginning', async (_name, cookies) => {
    expect(await refusal(cookies(pair(guard.begin())))).toBe('invalid_grant');
  });

  test('a browser in which someone signed in is recognised for half a year, six times a minute', async () => {
    const browser = pair(guard.recognise('person'));
    const claims: string[] = [];
    for (let turn = 0; turn < 8; turn += 1) claims.push(await refusal(`${pair(guard.begin())}; ${browser}`));
    expect(claims).toEqual([...new Array(6).fill('known-browser'), 'new-browser', 'new-browser']);
    // Whatever one person sends, it does not use up another's minute.
    expect(await refusal(`${pair(guard.begin())}; ${pair(guard.recognise('other'))}`)).toBe('known-browser');
    now += 60_000;
    expect(await refusal(`${pair(guard.begin())}; ${browser}`)).toBe('known-browser');
    now += 180 * 24 * 60 * 60 * 1000;
    expect(await refusal(`${pair(guard.begin())}; ${browser}`)).toBe('new-browser');
    // On its own it opens nothing.
    expect(await refusal(browser)).toBe('invalid_grant');
  });

  test('any number of started sign-ins takes bounded memory, and the newest count', async () => {
    const first = pair(guard.begin());
    for (let count = 0; count < 3; count += 1) await refusal(first);
    for (let count = 0; count < 50; count += 1) await refusal(pair(guard.begin()));
    const last = pair(guard.begin());
    for (let count = 0; count < 3; count += 1) expect(await refusal(last)).toBe('new-browser');
    expect(await refusal(last)).toBe('invalid_grant');
  });
});
