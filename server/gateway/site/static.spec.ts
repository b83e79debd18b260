import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '#contract/gateway/client-config.ts';
import { permissionsPolicy } from '../http/headers.ts';
import { World } from '../testing/world.ts';
import { chooseEncoding } from './assets.ts';
import { hasTag } from './static.ts';

const script = `export const text = '${'a readable script '.repeat(100)}';\n`;
const html = `<!doctype html><meta name="claritalk-config" content="__CLARITALK_CONFIG__">
<meta property="csp-nonce" nonce="__CSP_NONCE__"><link rel="stylesheet" href="/assets/a.css" nonce="__CSP_NONCE__">
<script nonce="__CSP_NONCE__">document.title = 'head start';</script>
<script type="module" src="/assets/app-abc123.js"></script>`;
/** What `printf "document.title = 'head start';" | openssl dgst -sha256 -binary | base64` says. */
const inlineHash = 'sha256-/zeXWhoVaXSXgQvgsZLBesO7Xz9kceYpUWdHXV497fc=';

let world: World;
let dist: string;
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'claritalk-dist-'));
  mkdirSync(join(dist, 'assets'));
  mkdirSync(join(dist, '.vite'));
  writeFileSync(join(dist, 'index.html'), html);
  writeFileSync(join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dist, 'assets/app-abc123.js'), script);
  writeFileSync(join(dist, 'assets/tiny-1.js'), 'export {};');
  writeFileSync(join(dist, '.vite/manifest.json'), '{}');
  execFileSync(process.execPath, ['scripts/compress.mjs', dist]);
  world = await World.start({
    distDir: dist,
    claritalk: { url: 'https://claritalk.test', clientId: 'a"><script>', clientSecret: 'never-shown' },
    uploadChunkBytes: 2048,
    indexRequestsPerMinute: 240,
    sandbox: true,
  });
});
afterAll(async () => {
  await world.stop();
  rmSync(dist, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers });

describe('the document', () => {
  test.each([
    '/',
    '/index.html',
    '/meetings',
    '/meetings/0b0a3a3e-1111',
    '/meetings/!(odd)@',
    '/auth/callback?code=x',
  ])('is at %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('has a policy with a new nonce each time', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      const response = await get('/');
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1] ?? '';
      expect((await response.text()).split(`nonce="${nonce}"`)).toHaveLength(4);
      nonces.add(nonce);
      expect(policy).toBe(
        `default-src 'none'; script-src ${world.url}/assets/ '${inlineHash}'; style-src 'self' 'nonce-${nonce}'; ` +
          "style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; " +
          `connect-src 'self'; worker-src ${world.url}/assets/; manifest-src 'self'; object-src 'none'; ` +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
          'trusted-types default',
      );
    }
    expect(nonces.size).toBe(3);
  });

  test.each([
    ['gzip, deflate, br', 'gzip'],
    ['gzip;q=0, br', null],
    ['identity', null],
  ])('is compressed for anyone who accepts that: %s', async (accepted, encoding) => {
    const response = await get('/', { 'accept-encoding': accepted });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    // What fetch decodes according to that header.
    const text = await response.text();
    expect(text.startsWith('<!doctype html>')).toBe(true);
    expect(text.endsWith('<script type="module" src="/assets/app-abc123.js"></script>')).toBe(true);
  });

  test('tells the page what it needs, and nothing that could break out', async () => {
    const text = await (await get('/')).text();
    expect(text).not.toContain('never-shown');
    expect(text).not.toContain('a"><script>');
    const content = /name="claritalk-config" content="([^"]*)"/.exec(text)?.[1] ?? '';
    const config = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(v.parse(clientConfig, JSON.parse(config))).toEqual({
      authorizeUrl: 'https://claritalk.test/oauth/authorize',
      clientId: 'a"><script>',
      scope: 'api.connect offline_access',
      chunkBytes: 2048,
      indexRequestsPerMinute: 240,
      live: true,
      administration: false,
      sandbox: true,
      version: '1.2.3',
    });
  });

  test('comes with headers that isolate it', async () => {
    const headers = Object.fromEntries((await get('/')).headers);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'strict-origin',
      'permissions-policy': permissionsPolicy,
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('allows what it uses and switches everything else off', () => {
    const features = permissionsPolicy.split(', ').map((text) => text.split('='));
    const used = features.filter(([, allowed]) => allowed !== '()');
    expect(used).toEqual(
      [
        'autoplay',
        'clipboard-write',
        'display-capture',
        'media-playback-while-not-visible',
        'microphone',
        'screen-wake-lock',
      ].map((name) => [name, '(self)']),
    );
    const names = features.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of ['clipboard-read', 'bluetooth', 'local-fonts', 'fullscreen', 'camera', 'usb']) {
      expect(names).toContain(name);
    }
  });

  test('redirects a person from 127.0.0.1 to the address that the dashboard is known by', async () => {
    const answer = await world.raw(
      `GET /meetings?x=1 HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nSec-Fetch-Mode: navigate\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 307/);
    expect(answer).toContain(`location: ${world.url}/meetings?x=1\r\n`);
  });
});

describe('files', () => {
  test('with a hash are cached forever and sent compressed', async () => {
    const forms = [
      ['br, gzip', 'br'],
      ['gzip, deflate', 'gzip'],
      ['gzip, br;q=0', 'gzip'],
      ['identity', null],
      ['', null],
    ] as const;
    for (const [accepted, encoding] of forms) {
      const answer = await world.raw(
        `GET /assets/app-abc123.js HTTP/1.1\r\nHost: localhost:${world.port}\r\nAccept-Encoding: ${accepted}\r\nConnection: close\r\n\r\n`,
      );
      const [head = '', ...rest] = answer.split('\r\n\r\n');
      expect(head).toMatch(/cache-control: public, max-age=31536000, immutable/i);
      expect(head).toMatch(/vary: Accept-Encoding/i);
      expect(head).toMatch(/content-type: text\/javascript; charset=utf-8/i);
      expect(/content-encoding: (\w+)/i.exec(head)?.[1] ?? null).toBe(encoding);
      const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1');
      const plain =
        encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
      expect(plain.toString()).toBe(script);
    }
  });

  test('that are scripts may be a worker: fetch, and import more of the application', async () => {
    const policy = (await get('/assets/app-abc123.js')).headers.get('content-security-policy');
    expect(policy).toBe(
      `default-src 'none'; script-src ${world.url}/assets/; connect-src 'self'; frame-ancestors 'none'`,
    );
  });

  test('that are tiny are sent as they are', async () => {
    expect(
      (await get('/assets/tiny-1.js', { 'accept-encoding': 'br' })).headers.get('content-encoding'),
    ).toBeNull();
  });

  test('without a hash are requested again, and cost nothing when unchanged', async () => {
    const first = await get('/favicon.svg');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(first.headers.get('content-security-policy')).toContain('sandbox');
    const again = await get('/favicon.svg', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  test('are sent whatever an If-None-Match contains, even 15,000 spaces', async () => {
    const header = `a${' '.repeat(15_000)}b`;
    expect((await get('/favicon.svg', { 'if-none-match': header })).status).toBe(200);
  });

  test('answer HEAD without a body', async () => {
    const response = await fetch(`${world.url}/assets/app-abc123.js`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each([
    '/assets/missing.js',
    '/assets/',
    '/assets',
    '/missing.png',
    '/.vite/manifest.json',
    '/assets/app-abc123.js.br',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..%5c..%5cindex.html',
    '/../package.json',
    '//etc/passwd',
    '/oauth/authorize',
    '/API/types',
    '/healthz/x',
  ])('are not found at %s', async (path) => {
    expect(await world.rawStatus('GET', path)).toBe(404);
  });

  test('take no other methods', async () => {
    expect((await fetch(`${world.url}/meetings`, { method: 'POST' })).status).toBe(404);
  });
});

test.each([
  ['br;q=1.0, gzip;q=0.8, *;q=0.1', 'br'],
  ['*', 'br'],
  ['GZIP', 'gzip'],
  ['br ; q=0, *', 'gzip'],
  ['deflate', 'identity'],
  [undefined, 'identity'],
])('of the accepted encodings %o, %s is chosen', (accepted, expected) => {
  const asset = { brotli: Buffer.from(''), gzip: Buffer.from('') };
  expect(chooseEncoding(asset, accepted)).toBe(expected);
});

test.each<[string | undefined, boolean]>([
  ['"a-br"', true],
  ['W/"a-br"', true],
  ['*', true],
  ['"b", W/"c" ,\t"a-br"  ', true],
  [`"b"${','.repeat(1000)} "a-br"`, true],
  [undefined, false],
  ['', false],
  ['"a"', false],
  ['a-br', false],
  ['w/"a-br"', false],
  ['"a-br" "b"', false],
  ['"A-BR"', false],
])('If-None-Match: %j names the tag "a-br": %s', (header, expected) => {
  expect(hasTag(header, '"a-br"')).toBe(expected);
});
