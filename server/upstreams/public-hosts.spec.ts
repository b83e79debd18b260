import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '#contract/public-url.ts';
import { defaultTimeouts, type UpstreamClients, wasNotSent } from './client.ts';
import { NotPublic, openPublicClients, type Resolve } from './public-hosts.ts';

let clients: UpstreamClients | undefined;
let arrived: string[] = [];
const server = createServer((request, response) => {
  arrived.push(`${request.method} ${request.url}`);
  if (request.url === '/away') response.writeHead(302, { location: '/there' });
  response.end('ok');
});
beforeEach(async () => {
  arrived = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await clients?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;
const resolving =
  (...rounds: readonly (readonly string[])[]): Resolve =>
  (_host, done) => {
    const [addresses = [], ...later] = rounds;
    rounds = later;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
const get = async (url: string, resolve?: Resolve, except?: readonly string[]) => {
  clients = openPublicClients({ ...defaultTimeouts, connect: 300, headers: 500 }, except, resolve);
  const { origin, pathname } = new URL(url);
  const { statusCode, body } = await clients.at(origin).request({ method: 'GET', path: pathname });
  await body.dump();
  return statusCode;
};

test.each([
  'http://files.example.com/a',
  'https://127.0.0.1/a',
  'https://127.1/a',
  'https://2130706433/a',
  'https://0x7f000001/a',
  'https://0177.0.0.1/a',
  'https://10.1.2.3/a',
  'https://172.16.0.1/a',
  'https://192.168.1.1/a',
  'https://169.254.169.254/a',
  'https://100.64.0.1/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://[::ffff:7f00:1]/a',
  'https://[64:ff9b::7f00:1]/a',
  'https://[2002:7f00:1::]/a',
  'https://[fc00::1]/a',
  'https://[fe80::1]/a',
  'https://localhost/a',
  'https://files.localhost/a',
  'https://127.0.0.1.nip.io/a',
])('%s is never asked', async (url) => {
  await expect(get(url)).rejects.toBeInstanceOf(NotPublic);
});

describe('a name', () => {
  test.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['0.0.0.0']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['fe80::1%eth0']],
    [['fd00::1']],
    // One public address does not help.
    [['93.184.216.34', '127.0.0.1']],
    [['127.0.0.1', '2606:4700::1111']],
  ])('that resolves to %j is not called', async (addresses) => {
    const failure = await get(`https://files.example.com:${port()}/a`, resolving(addresses)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(NotPublic);
    expect(wasNotSent(failure)).toBe(true);
    expect(arrived).toEqual([]);
  });

  test('is resolved once per connection: the checked address is the one connected to', async () => {
    let asked = 0;
    const rebinding: Resolve = (_host, done) => {
      asked += 1;
      // Nobody is at 192.0.2.1's neighbour; a second lookup would lead here.
      done(null, [{ address: asked === 1 ? '203.0.114.1' : '127.0.0.1', family: 4 }]);
    };
    await expect(get(`https://files.example.com:${port()}/a`, rebinding)).rejects.toThrow();
    expect([asked, arrived]).toEqual([1, []]);
  });

  test('that does not resolve is not there', async () => {
    const failing: Resolve = (_host, done) =>
      done(
        Object.assign(new Error('getaddrinfo ENOTFOUND'), { syscall: 'getaddrinfo', code: 'ENOTFOUND' }),
        [],
      );
    const failure = await get('https://files.example.com/a', failing).catch((error: unknown) => error);
    expect(wasNotSent(failure)).toBe(true);
  });
});

test('of the sandbox is called at its own origin only, and a redirect is not followed', async () => {
  const origin = `http://127.0.0.1:${port()}`;
  expect(await get(`${origin}/a`, undefined, [origin])).toBe(200);
  await clients?.close();
  expect(await get(`${origin}/away`, undefined, [origin])).toBe(302);
  expect(arrived).toEqual(['GET /a', 'GET /away']);
  await expect(get('http://127.0.0.1:1/a', undefined, [origin])).rejects.toBeInstanceOf(NotPublic);
});

test.each([
  ['93.184.216.34', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['::', false],
  ['fe80::1%eth0', false],
  ['::ffff:8.8.8.8', false],
  ['', false],
  ['files.example.com', false],
  ['1.2.3', false],
])('%s: public or not (%s)', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
