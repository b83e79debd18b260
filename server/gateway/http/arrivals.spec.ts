import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { portOf } from '../../lib/port-of.ts';
import { Arrivals } from './arrivals.ts';

const limits = { crowd: 10, portion: 4, everyMs: 20, withinMs: 10_000 };
const half = 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ';
const rest = 'a\r\n\r\n';

let server: Server;
let arrivals: Arrivals;
let clients: Socket[];
/** Connections that the HTTP parser has got, and requests that came of them. */
let parsed: number;
let requests: number;
/** Bytes that the server has received. */
let received: () => number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  [parsed, requests, clients] = [0, 0, []];
  arrivals = new Arrivals({ path: '/form', maxBytes: 1_000 }, limits);
  server = createServer((_request, response) => {
    requests += 1;
    response.end('here');
  });
  const [parse] = server.listeners('connection');
  server.removeAllListeners('connection');
  const sockets: Socket[] = [];
  received = () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.once('close', () => arrivals.forget(socket));
    arrivals.take(socket, () => {
      parsed += 1;
      parse?.call(server, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  arrivals.end();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  vi.useRealTimers();
});

/** Lets the sockets do their work until this is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

async function open(count: number, text: string): Promise<Socket[]> {
  const before = received();
  const opened = Array.from({ length: count }, () => connect(portOf(server), '127.0.0.1'));
  for (const client of opened) client.on('error', () => {}).write(text);
  clients.push(...opened);
  await until(() => received() === before + count * text.length);
  return opened;
}
const send = async (to: readonly Socket[], text: string) => {
  const before = received();
  for (const client of to) client.write(text);
  await until(() => received() === before + to.length * text.length);
};
const answersOf = (client: Socket) => {
  const answers: string[] = [];
  client.on('data', (data) => answers.push(String(data)));
  return answers;
};

test('the parser gets a connection when its first request is there, and every byte of it', async () => {
  const [client] = await open(1, half);
  const answers = answersOf(client as Socket);
  await turns(5);
  expect([parsed, requests]).toEqual([0, 0]);
  client?.write(rest);
  await until(() => answers.length === 1);
  expect([parsed, requests]).toEqual([1, 1]);
  expect(answers[0]).toMatch(/^HTTP\/1\.1 200 .*here$/s);
  // The connection stays, and later requests go to the parser as they come.
  client?.write(half);
  await turns(5);
  client?.write(`${rest}${half}${rest}`);
  await until(() => requests === 3);
  expect(parsed).toBe(1);
});

test('a client that is done when it has sent its request gets its response', async () => {
  const [client] = await open(1, half);
  const answers = answersOf(client as Socket);
  client?.end(rest);
  await until(() => answers.length > 0);
  expect(answers[0]).toMatch(/^HTTP\/1\.1 200/);
});

test('half a request, and nothing at all, cost no parser', async () => {
  const opened = [...(await open(30, half)), ...(await open(5, ''))];
  for (const client of opened) client.resume().end();
  vi.advanceTimersByTime(limits.everyMs);
  await until(() => {
    vi.advanceTimersByTime(limits.everyMs);
    return opened.every(({ closed }) => closed);
  });
  expect(parsed).toBe(0);
});

/** Opens connections that are no crowd, then some that are. */
async function openCrowd(count: number): Promise<{ first: Socket[]; crowd: Socket[] }> {
  const first = await open(limits.crowd, half);
  await turns(5);
  const crowd = await open(count, half);
  await turns(5);
  return { first, crowd };
}

test('of a crowd, a few are read at a time, all in turn; whoever comes with a whole request does not wait', async () => {
  const { first, crowd } = await openCrowd(12);
  await send(crowd, rest);
  await turns(10);
  expect(requests).toBe(0);
  await open(1, half + rest);
  await until(() => requests === 1);
  for (const served of [5, 9, 13]) {
    vi.advanceTimersByTime(limits.everyMs);
    await until(() => requests >= served);
    await turns(10);
    expect(requests).toBe(served);
  }
  // The first ones were no crowd yet: they are read when they come.
  await send(first, rest);
  await until(() => requests === 13 + limits.crowd);
});

test('the end of thousands at once is noticed a few at a time', async () => {
  const { crowd } = await openCrowd(12);
  let closed = 0;
  for (const client of crowd) {
    client.once('close', () => {
      closed += 1;
    });
    client.resume().end();
  }
  await turns(10);
  expect(closed).toBe(0);
  for (const gone of [4, 8, 12]) {
    vi.advanceTimersByTime(limits.everyMs);
    await until(() => closed >= gone);
    await turns(10);
    expect(closed).toBe(gone);
  }
});

test('whoever takes too long is told, a few at a time', async () => {
  const crowd = await open(6, half);
  vi.advanceTimersByTime(5_000);
  const [later] = await open(1, half);
  const answers = crowd.map(answersOf);
  const told = () => answers.filter(([answer]) => answer?.startsWith('HTTP/1.1 408 ')).length;
  vi.advanceTimersByTime(4_000);
  await turns(10);
  expect(told()).toBe(0);
  vi.advanceTimersByTime(1_000);
  await until(() => told() >= limits.portion);
  await turns(10);
  expect(told()).toBe(limits.portion);
  vi.advanceTimersByTime(limits.everyMs);
  await until(() => told() === 6);
  expect(answers.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
  await send([later as Socket], rest);
  await until(() => requests === 1);
});
