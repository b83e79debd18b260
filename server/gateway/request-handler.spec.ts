import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { portOf } from '../lib/port-of.ts';
import { createLogger } from './http/log.ts';
import { noMeter } from './metrics/meter.ts';
import { createRequestHandler } from './request-handler.ts';
import { Turns } from './scheduling/turns.ts';

const perTurn = 4;

let server: Server;
let clients: Socket[];
/** The paths that were begun, those of each turn of the event loop together. */
let begun: string[][];
/** Ends the count of turns. */
let isOver: boolean;
let lines: string[];

beforeEach(async () => {
  [clients, begun, lines, isOver] = [[], [[]], [], false];
  const nextTurn = () => {
    if (begun.at(-1)?.length !== 0) begun.push([]);
    if (!isOver) setImmediate(nextTurn);
  };
  nextTurn();
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  server.on(
    'request',
    createRequestHandler({
      publicUrl: `http://localhost:${port}`,
      port,
      partyOf: ({ headers }: IncomingMessage) => headers.cookie ?? '',
      turns: new Turns(perTurn),
      findForward: () => undefined,
      push: undefined,
      metrics: undefined,
      meter: noMeter,
      routes: async ({ url = '' }, response) => {
        begun.at(-1)?.push(url);
        response.end();
      },
      logSecurity: async () => {},
      log: createLogger('info', (line) => lines.push(line)),
    }),
  );
});
afterEach(async () => {
  isOver = true;
  for (const client of clients) client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const requests = (path: string, count: number, cookie: string) =>
  Array.from(
    { length: count },
    (_, index) =>
      `GET ${path}${index} HTTP/1.1\r\nHost: localhost:${portOf(server)}\r\nCookie: ${cookie}\r\n\r\n`,
  ).join('');

/** Opens a connection that the server has served once. */
async function open(cookie: string): Promise<Socket> {
  const client = connect(portOf(server), '127.0.0.1');
  clients.push(client);
  const answered = new Promise((resolve) => client.once('data', resolve));
  client.write(requests('/first', 1, cookie));
  await answered;
  client.resume();
  return client;
}
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};

test('a request of our own page has the id that the page gave it, in its response and in the log; no other has', async () => {
  const given = '0b0a3a3e-1111-4222-8333-444455556666';
  const own = { 'sec-fetch-site': 'same-origin' };
  const idOf = async (headers: Record<string, string>) => {
    const response = await fetch(`http://localhost:${portOf(server)}/x`, { headers });
    return response.headers.get('x-request-id') ?? '';
  };
  expect(await idOf({ ...own, 'x-request-id': given })).toBe(given);
  await until(() => lines.length > 0);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'request', requestId: given });
  for (const headers of [
    { 'x-request-id': given },
    { 'sec-fetch-site': 'cross-site', 'x-request-id': given },
    { ...own, 'x-request-id': given.toUpperCase() },
    { ...own, 'x-request-id': `${given}0` },
    { ...own, 'x-request-id': `${given}, ${given}` },
    { ...own, 'x-request-id': 'chosen' },
    own,
  ]) {
    const id = await idOf(headers);
    expect([id === given, id]).toEqual([false, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  }
});

test('requests that arrive at once are begun a few in a turn, and another person’s among the first', async () => {
  const [greedy, modest] = [await open('greedy'), await open('modest')];
  begun = [[]];
  greedy.write(requests('/greedy', 40, 'greedy'));
  modest.write(requests('/modest', 1, 'modest'));
  await until(() => begun.flat().length === 41);
  expect(Math.max(...begun.map(({ length }) => length))).toBe(perTurn);
  expect(begun.flat().indexOf('/modest0')).toBeLessThan(2 * perTurn);
});

test('a request whose client leaves while it waits is not begun, but logged', async () => {
  const [greedy, gone] = [await open('greedy'), await open('gone')];
  begun = [[]];
  server.on('request', ({ headers, socket }) => {
    if (headers.cookie === 'gone') socket.destroy();
  });
  greedy.write(requests('/greedy', 100, 'greedy'));
  await until(() => begun.flat().length > 0);
  gone.write(requests('/gone', 1, 'gone'));
  await until(() => begun.flat().length === 100 && gone.closed);
  expect(begun.flat().filter((path) => path.startsWith('/gone'))).toEqual([]);
  const logged = lines.map((line) => JSON.parse(line)).filter(({ path }) => path === '/gone0');
  expect(logged.map(({ status }) => status)).toEqual([499]);
});
