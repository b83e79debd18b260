import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { impatient, json } from '../../testing/upstream.ts';
import { World } from '../../testing/world.ts';
import { isNavigation, languageOf } from './navigation.ts';
import { causeOf, personPage } from './page.ts';
import { personCauses, personLanguages, personTexts } from './texts.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}|`[^`]+`/g)].map(([found]) => found).sort();
const others = personLanguages.filter((language) => language !== 'en');

describe('the texts', () => {
  test.each(others)('are all there in %s, with the same things filled in', (language) => {
    const [own, english] = [personTexts[language], personTexts.en];
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    for (const cause of personCauses) {
      for (const part of ['title', 'what', 'todo'] as const) {
        const text = own[cause][part];
        expect(text.trim().length, `${cause} ${part}`).toBeGreaterThan(0);
        expect(placeholders(text), `${cause} ${part}`).toEqual(placeholders(english[cause][part]));
        expect(text, `${cause} ${part}`).not.toBe(english[cause][part]);
      }
    }
    expect(placeholders(own.reference)).toEqual(['{request}', '{status}']);
  });

  test.each(personLanguages)('have no straight quotes in %s', (language) => {
    const { open, reference, noHost, ...causes } = personTexts[language];
    const texts = [open, reference, noHost, ...Object.values(causes).flatMap((text) => Object.values(text))];
    expect(texts.filter((text) => /['"]/.test(text))).toEqual([]);
  });

  test.each(personLanguages)('make a page for every cause in %s', (language) => {
    for (const cause of personCauses) {
      const { body, headers } = personPage({
        cause,
        status: 400,
        headers: { host: 'odd.example', 'accept-language': language },
        requestId: 'r-1',
        retryAfter: '30',
        publicUrl: 'https://meetings.example.com',
      });
      expect(headers['content-language']).toBe(language);
      expect(body).toContain(`<html lang="${language}">`);
      expect(body).toContain('<code dir="auto">r-1</code>');
      expect(body.replace(/<style>[^<]*<\/style>/, '')).not.toMatch(/[{}`]|undefined/);
    }
  });
});

const headersFor = (over: Record<string, string> = {}) => ({ host: 'localhost', ...over });
const pageOf = (over: Record<string, string>, more: Partial<Parameters<typeof personPage>[0]> = {}) =>
  personPage({
    cause: 'host',
    status: 400,
    headers: headersFor(over),
    requestId: 'r-1',
    retryAfter: undefined,
    publicUrl: 'https://meetings.example.com',
    ...more,
  });

describe('a page', () => {
  test('contains nothing that someone else wrote', () => {
    const { body } = pageOf({ host: '"><script>alert(1)</script>&{address}`x`' });
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;{address}`x`');
    expect(pageOf({ host: 'x'.repeat(5_000) }).body).not.toContain('x'.repeat(101));
    expect(pageOf({ host: '' }).body).toContain('<code dir="auto">no host name</code>');
  });

  test('loads, runs and sends nothing, and its own style is allowed', () => {
    const { body, headers } = pageOf({});
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(body).not.toMatch(/<(script|form|iframe|object|base|meta http)|\son\w+=|\sstyle=/i);
  });

  test.each([
    ['30', 'en', '30 seconds'],
    ['1', 'nl', '1 seconde'],
    ['119', 'de', '119 Sekunden'],
    ['120', 'fr', '2 minutes'],
    ['999999', 'en', '60 minutes'],
    ['0', 'en', '1 second'],
    ['Thu, 01 Jan 1970 00:00:20 GMT', 'en', '30 seconds'],
    [undefined, 'nl', '30 seconden'],
  ])('for Retry-After: %s says in %s: %s', (retryAfter, language, told) => {
    expect(pageOf({ 'accept-language': language }, { cause: 'busy', retryAfter }).body).toContain(` ${told}`);
  });
});

test.each([
  [{ 'sec-fetch-mode': 'navigate' }, true],
  [{ 'sec-fetch-mode': 'navigate', accept: '*/*' }, true],
  [{ 'sec-fetch-mode': 'cors', accept: 'text/html' }, false],
  [{ 'sec-fetch-mode': 'no-cors' }, false],
  [{ accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }, true],
  [{ accept: 'application/json, Text/HTML ; q=0.1' }, true],
  [{ accept: 'text/html;q=0, application/json' }, false],
  [{ accept: 'application/json' }, false],
  [{ accept: '*/*' }, false],
  [{ accept: 'text/*' }, false],
  [{}, false],
])('a person is waiting for the response to %j: %s', (headers, expected) =>
  expect(isNavigation(headers)).toBe(expected),
);

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['nl', 'nl'],
  ['nl-BE,nl;q=0.9,en;q=0.8', 'nl'],
  ['FR-be', 'fr'],
  ['en;q=0.1, de-AT;q=0.9', 'de'],
  ['es, it;q=0.9, fr;q=0.2', 'fr'],
  ['es, zh-Hant-TW', 'en'],
  ['de;q=0, nl;q=0.1', 'nl'],
  ['fr ; q=0.5 , nl ; q=0.5', 'fr'],
  ['de;q=x, fr;q=0.1', 'fr'],
  [`${'de;q=0,'.repeat(2_000)}fr`, 'fr'],
])('who likes %s reads %s', (header, language) =>
  expect(languageOf(header === undefined ? {} : { 'accept-language': header })).toBe(language),
);

test.each([
  [404, '/assets/old.js', 'notFound'],
  [404, '/api/nothing', 'forPrograms'],
  [403, '/API/meetings/list', 'forPrograms'],
  [404, '//hooks/x', 'forPrograms'],
  [404, '/hooksmith.html', 'notFound'],
  [405, '/', 'method'],
  [413, '/api/x', 'tooLarge'],
  [429, '/api/x', 'busy'],
  [431, '/', 'malformed'],
  [500, '/api/x', 'failed'],
  [502, '/api/x', 'upstreamDown'],
  [503, '/', 'unavailable'],
  [504, '/', 'upstreamSlow'],
  [507, '/', 'failed'],
] as const)('%i at %s is told as %s', (status, target, cause) => expect(causeOf(status, target)).toBe(cause));

describe('where a person looks', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());
  beforeEach(() => {
    world.upstream.answer = (_request, response) => json(response, 200, {});
  });

  const dutch = { 'accept-language': 'nl-BE', accept: 'text/html' };
  const navigating = {
    ...dutch,
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-site': 'none',
  };
  /** `fetch` always identifies itself; a browser that navigates does not. */
  async function open(
    path: string,
    headers: Record<string, string> = navigating,
    method: 'GET' | 'POST' = 'GET',
    url = world.url,
  ) {
    const { statusCode, headers: got, body } = await request(url + path, { headers, method });
    return new Response(await body.text(), { status: statusCode, headers: got as Record<string, string> });
  }

  async function expectPage(response: Response, status: number, title: string) {
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-language')).toBe('nl');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(response.headers.get('x-request-id') ?? 'none');
    return text;
  }

  test('a host name that is not the dashboard’s: both addresses, and the setting', async () => {
    const answer = await world.raw(
      'GET /meetings HTTP/1.1\r\nHost: 192.168.1.20:4180\r\nSec-Fetch-Mode: navigate\r\nAccept-Language: de\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('<html lang="de">');
    expect(answer).toContain('<code dir="auto">192.168.1.20:4180</code>');
    expect(answer).toContain(`<a href="${world.url}/">${world.url}</a>`);
    expect(answer).toContain('<code>PUBLIC_URL</code>');
    const api = await world.raw('GET /api/ping HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(api).toContain('{"message":"This server does not answer to that host name; see PUBLIC_URL."}');
  });

  test('this machine’s name, where the dashboard is known by another: the same; programs are let through', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const publicUrl = `http://meetings.example.com:${port}`;
    const known = await World.start({ publicUrl, port });
    const get = (headers: string) =>
      known.raw(`GET /sign-in HTTP/1.1\r\nConnection: close\r\n${headers}\r\n\r\n`, port);
    const here = `Host: localhost:${port}`;
    const answer = await get(`${here}\r\nSec-Fetch-Mode: navigate`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(`<code dir="auto">localhost:${port}</code>`);
    expect(answer).toContain(`<a href="${publicUrl}/">${publicUrl}</a>`);
    for (const allowed of [
      here,
      `Host: meetings.example.com:${port}\r\nSec-Fetch-Mode: navigate`,
      `Host: MEETINGS.example.com:${port}\r\nSec-Fetch-Mode: navigate`,
    ]) {
      expect(await get(allowed), allowed).not.toContain('PUBLIC_URL');
    }
    await known.stop();
  });

  test.each([
    ['/assets/gone-1a2b.js', 404, 'Op dit adres is er niets'],
    ['/report.pdf', 404, 'Op dit adres is er niets'],
    ['/../../etc/passwd.txt', 404, 'Op dit adres is er niets'],
    ['/api/meetings/list', 403, 'Dit adres is geen pagina'],
    ['/api/nothing', 404, 'Dit adres is geen pagina'],
    ['/hooks/x', 404, 'Dit adres is geen pagina'],
    ['/events', 403, 'Dit adres is geen pagina'],
    ['/oauth/token', 405, 'Dit adres is geen pagina'],
    ['/reports/1/file', 403, 'Dit adres is geen pagina'],
    ['/admin/audit', 503, 'Nu niet beschikbaar'],
  ])('%s: %i', async (path, status, title) => {
    await expectPage(await open(path), status, title);
  });

  test('Claritalk down, slow and busy, for a browser that does not say that it navigates', async () => {
    world.upstream.answer = (_request, response) =>
      json(response, 302, {}, { location: 'https://elsewhere.example' });
    await expectPage(await open('/api/ping', dutch), 502, 'Claritalk is niet bereikbaar');
    await world.run({ timeouts: impatient });
    world.upstream.answer = () => undefined;
    await expectPage(await open('/api/ping', dutch), 504, 'Claritalk antwoordde niet op tijd');
    await world.run();
  });

  test('a form sent here from another site', async () => {
    await expectPage(await open('/session', navigating, 'POST'), 405, 'Dit adres is geen pagina');
    await expectPage(await open('/', navigating, 'POST'), 404, 'Op dit adres is er niets');
  });

  test('only a person gets a page', async () => {
    for (const headers of [{}, { accept: 'application/json' }, { ...dutch, 'sec-fetch-mode': 'cors' }]) {
      for (const path of [
        '/assets/gone.js',
        '/api/nothing',
        '/hooks/x',
        '/events',
        '/admin/audit',
        '/oauth/token',
      ]) {
        const response = await open(path, headers as Record<string, string>);
        expect(response.headers.get('content-type'), path).toBe('application/json');
        expect(await response.json(), path).toMatchObject({ message: expect.any(String) });
      }
    }
  });

  test('an application that was not built says so', async () => {
    const bare = await World.start({ distDir: '/nowhere' });
    const text = await expectPage(
      await open('/meetings', navigating, 'GET', bare.url),
      503,
      'Het dashboard is niet volledig geïnstalleerd',
    );
    expect(text).toContain('<code>npm run build</code>');
    const asked = await fetch(`${bare.url}/meetings`);
    expect([asked.status, await asked.json()]).toEqual([
      503,
      { message: 'The application has not been built.' },
    ]);
    await bare.stop();
  });
});
