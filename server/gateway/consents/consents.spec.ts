import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventStream } from '../testing/event-stream.ts';
import { json, tokens } from '../testing/upstream.ts';
import { clientId, World } from '../testing/world.ts';

let world: World;
let cookie: string;
beforeAll(async () => {
  world = await World.start();
  cookie = await signInAs('7');
});
afterAll(() => world.stop());

function signInAs(sub: string): Promise<string> {
  const claims = Buffer.from(JSON.stringify({ sub, aud: clientId })).toString('base64url');
  const given = tokens({ accessToken: `e30.${claims}.${Math.random()}` });
  world.upstream.answer = (request, response) => {
    if (request.url.startsWith('/oauth/')) given(request, response);
    else json(response, 200, { user: { id: 7, uuid: randomUUID(), name: 'Owen <b>Claessens' } });
  };
  return world.signIn();
}

const owner = (path: string, init: RequestInit = {}, as = cookie) =>
  fetch(`${world.url}/admin/consents/${path}`, {
    ...init,
    headers: {
      origin: world.url,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      cookie: as,
      authorization: `Bearer ${world.tokenOf(as)}`,
      'content-type': 'application/json',
    },
  });
const body = JSON.stringify({ keptDays: 90, purpose: '', onObjection: 'pause' });
async function ask(recording: string = randomUUID()) {
  const response = await owner(recording, { method: 'PUT', body });
  expect(response.status).toBe(200);
  return { recording, ...(await response.json()) };
}
const read = async (recording: string, as = cookie) => (await (await owner(recording, {}, as)).json()).round;

/** What a telephone sends when someone presses a button of the page. */
const press = (link: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: world.url,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'navigate',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  });
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

test('the address of a recording is the same whenever it is asked for, and says who, why and how long', async () => {
  const { link, recording, texts } = await ask();
  expect(link).toMatch(new RegExp(`^${world.url}/c/[\\w-]{22}$`));
  expect((await ask(recording)).link).toBe(link);
  expect(texts.en).toMatch(
    /^Owen <b>Claessens would like to record this meeting\.\nPurpose: to write the minutes/,
  );
  expect(texts.nl).toContain('90 dagen');
  for (const language of ['en', 'nl', 'fr', 'de']) {
    const page = await fetch(link, { headers: { 'accept-language': `${language}-BE,en;q=0.5` } });
    const html = await page.text();
    expect(html).toContain(`<html lang="${language}">`);
    for (const paragraph of texts[language].split('\n')) {
      expect(html).toContain(paragraph.replace('<b>', '&lt;b&gt;'));
    }
    expect(html).not.toMatch(/<script|<b>|https?:\/\/(?!localhost)/);
    expect(html).not.toContain(recording);
  }
});

test('the page runs nothing, is in no frame, cache or search engine, and its form goes nowhere else', async () => {
  const { headers } = await fetch((await ask()).link);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('referrer-policy')).toBe('same-origin');
});

test('thirty telephones answer at once, and the page of the one who records is told of each within a second', async () => {
  const { link, recording } = await ask();
  const stream = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie) });
  const started = performance.now();
  const responses = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      press(link, { decision: at === 7 ? 'objected' : 'agreed', name: at % 2 === 0 ? `Guest ${at}` : '' }),
    ),
  );
  expect(responses.map(({ status }) => status)).toEqual(Array(30).fill(303));
  const told = `{"type":"consent","recording":"${recording}"}`;
  await expect.poll(() => stream.text.split(told).length - 1).toBe(30);
  const { answers } = await read(recording);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(answers.map(({ number }: { number: number }) => number)).toEqual(
    Array.from({ length: 30 }, (_, at) => at + 1),
  );
  expect(answers.filter(({ decision }: { decision: string }) => decision === 'objected')).toHaveLength(1);
  expect(answers.filter(({ name }: { name: string | null }) => name === null)).toHaveLength(15);
  stream.close();
});

test('what is kept can be proven with its salt, and is withdrawn at the same address', async () => {
  const { link, recording, texts } = await ask();
  const answered = await press(`${link}?lang=fr`, { decision: 'agreed', name: '  Léa  ' });
  expect(answered.headers.get('location')).toBe(`${new URL(link).pathname}?lang=fr`);
  expect(answered.headers.get('set-cookie')).toMatch(
    new RegExp(`^consent=[\\w-]{22}; Path=${new URL(link).pathname}; Max-Age=\\d+; HttpOnly; SameSite=Lax$`),
  );
  const [answer] = (await read(recording)).answers;
  expect(answer).toMatchObject({ decision: 'agreed', name: 'Léa', language: 'fr', withdrawnAt: null });
  const { salt, version, language, decision, name, at } = answer;
  const proof = JSON.stringify([salt, version, language, texts.fr, decision, name, at]);
  expect(createHash('sha256').update(proof).digest('hex')).toBe(answer.hash);

  const mine = await (await fetch(`${link}?lang=fr`, { headers: { cookie: cookieOf(answered) } })).text();
  expect(mine).toContain('Vous avez donné votre accord');
  expect(mine).toContain(answer.hash);
  const own = /href="([^"]+)">http/.exec(mine)?.[1] ?? '';
  const withdrawn = await press(world.url + own, { decision: 'withdraw' });
  expect(withdrawn.status).toBe(303);
  const again = (await read(recording)).answers;
  expect(again).toEqual([{ ...answer, withdrawnAt: expect.stringMatching(/^\d{4}-/) }]);
  await press(world.url + own, { decision: 'withdraw' });
  expect((await read(recording)).answers).toEqual(again);
  expect(await (await fetch(world.url + own)).text()).toContain('You withdrew your answer');
});

test('a button that is pressed twice says it once; another button of that page counts too, and so does agreeing after a withdrawal', async () => {
  const { link, recording } = await ask();
  const once = /name="once" value="([\w-]{22})"/.exec(await (await fetch(link)).text())?.[1] ?? '';
  const agreed = { decision: 'agreed', name: 'Ada', once };
  const presses = await Promise.all([press(link, agreed), press(link, agreed)]);
  expect(presses.map(({ status }) => status)).toEqual([303, 303]);
  expect(new Set(presses.map(cookieOf)).size).toBe(1);
  expect((await read(recording)).answers).toMatchObject([{ decision: 'agreed', name: 'Ada' }]);
  await press(link, { ...agreed, decision: 'objected' });
  const decisions = async () =>
    (await read(recording)).answers.map(({ decision }: { decision: string }) => decision);
  expect(await decisions()).toEqual(['agreed', 'objected']);
  const receipt = cookieOf(presses[0] ?? expect.fail()).split('=')[1];
  await press(`${link}/${receipt}`, { decision: 'withdraw' });
  await press(link, agreed);
  expect(await decisions()).toEqual(['agreed', 'objected', 'agreed']);
  // Each form is another one.
  expect(await (await fetch(link)).text()).not.toContain(once);
});

test('nobody else reads or changes it', async () => {
  const { link, recording } = await ask();
  const other = await signInAs('8');
  expect(await read(recording, other)).toBeNull();
  expect((await owner(recording, { method: 'PUT', body }, other)).status).toBe(404);
  expect((await fetch(`${world.url}/admin/consents/${recording}`)).status).toBe(401);
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
  expect((await press(link, { decision: 'agreed' }, foreign)).status).toBe(403);
  expect((await press(`${link}/${'A'.repeat(22)}`, { decision: 'withdraw' })).status).toBe(400);
  expect((await press(link, { decision: 'maybe' })).status).toBe(400);
  expect((await press(link, { decision: 'agreed', name: 'x'.repeat(5_000) })).status).toBe(413);
  expect((await read(recording)).answers).toEqual([]);
});

test('an address with nothing behind it says the same, whatever it is, and guessing is limited', async () => {
  const page = (token: string) => fetch(`${world.url}/c/${token}`, { headers: { accept: 'text/html' } });
  const texts = await Promise.all(
    ['A'.repeat(22), 'short', `${'B'.repeat(21)}'`].map(async (token) => (await page(token)).text()),
  );
  const plain = texts.map((text) => text.replace(/<code.*?<\/code>/g, ''));
  expect(new Set(plain).size).toBe(1);
  expect(plain[0]).toContain('This address is not in use');
  expect(plain[0]).not.toContain('Open the dashboard');
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async () => (await page('C'.repeat(22))).status),
  );
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(50);
});

test('a hall of people answers within a minute, and what goes beyond is refused for this address alone', async () => {
  const { link } = await ask();
  const { link: other } = await ask();
  const statuses = async (count: number, send: () => Promise<Response>) => {
    const found: Record<number, number> = {};
    for (let at = 0; at < count; at += 50) {
      const part = await Promise.all(Array.from({ length: Math.min(50, count - at) }, send));
      for (const { status } of part) found[status] = (found[status] ?? 0) + 1;
      await Promise.all(part.map((response) => response.arrayBuffer()));
    }
    return found;
  };
  // Whatever is pressed is an answer, and opens the page as well.
  expect(await statuses(250, () => press(link, { decision: 'maybe' }))).toEqual({ 400: 240, 429: 10 });
  expect(await statuses(660, () => fetch(link))).toEqual({ 200: 650, 429: 10 });
  const refused = await press(link, { decision: 'agreed' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await fetch(other)).status).toBe(200);
  expect((await press(other, { decision: 'agreed' })).status).toBe(303);
});

test('addresses are neither in the log nor on disk', async () => {
  const { link } = await ask();
  await fetch(link);
  const token = link.split('/').at(-1);
  await expect.poll(() => world.lines.some((line) => line.includes('"/c/…"'))).toBe(true);
  expect(world.lines.join('\n')).not.toContain(token);
});
