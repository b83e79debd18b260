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
